"""A few reference facts, enough for made-up news of West Africa."""

from collections.abc import Iterator, Sequence

from graphbuild.model import ActorKind, Known, NameForm, NameMatch

_COUNTRIES = {
    "Ghana": ("GH", "Ghanaian", "Accra"),
    "Togo": ("TG", "Togolese", "Lomé"),
    "Kenya": ("KE", "Kenyan", "Nairobi"),
    "Benin": ("BJ", "Beninese", "Porto-Novo"),
}
_NAMES = {
    name: (form, Known(f"country/{code}", ActorKind.COUNTRY, country, f"country/{code}"))
    for country, (code, adjective, seat) in _COUNTRIES.items()
    for name, form in ((country, NameForm.NAME), (adjective, NameForm.ADJECTIVE), (seat, NameForm.SEAT))
}
_NAMES["Kenyan Navy"] = (
    NameForm.NAME,
    Known("organization/kenya-navy", ActorKind.ORGANIZATION, "Kenya Navy", "country/KE"),
)
_NAMES["Unity Party"] = (
    NameForm.NAME,
    Known("organization/unity-party-kenya", ActorKind.ORGANIZATION, "Unity Party", "country/KE"),
)


class Facts:
    """Names of one or two words, with their case."""

    def matches(self, words: Sequence[str]) -> Iterator[NameMatch]:
        at = 0
        while at < len(words):
            size = next((n for n in (2, 1) if " ".join(words[at : at + n]) in _NAMES and at + n <= len(words)), 0)
            if size:
                form, known = _NAMES[" ".join(words[at : at + size])]
                yield NameMatch(at, at + size, form, (known,))
            at += size or 1
