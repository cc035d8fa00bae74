"""Titles: who holds which office, from titles before a name and appositions beside it.

"Egyptian President X", "X, the president of Egypt" and "Egypt's president, X" say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from graphbuild import vocab
from graphbuild.model import ActorKind, Office
from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.named import Form, Named, ending, is_plural, is_predicate, listed

_PERSONS = frozenset({ActorKind.PERSON, ActorKind.LEADER})
_LANDS = frozenset({ActorKind.COUNTRY, ActorKind.ORGANIZATION})
_PART_OF_TITLE = frozenset({"ADJ", "NOUN", "PROPN"})
_LONGEST_TITLE = 8
_INDEFINITE = frozenset({"a", "an", "another", "any", "no", "every", "each", "some"})


@dataclass(frozen=True, slots=True)
class Title:
    """An office as written: tokens `start` to `end`, its head, its label, and the id of whom it belongs to.

    `past` says that the holder no longer holds it; `political` that it is an office of state, party or organisation;
    `astray` that it belongs to somebody whom the text names no further: "the head of the agency" is not one of a country.
    """

    start: int
    end: int
    head: int
    label: str
    owner: str | None
    past: bool
    political: bool
    leads: bool
    astray: bool

    def office(self) -> Office:
        """Return the office, as the graph knows it."""
        label = self.label if self.owner is None else f"{self.label} of {self.owner.partition('/')[2]}"
        return Office(vocab.office_id(self.label, self.owner), label, self.owner, self.leads)


def find(doc: Doc, cover: Mapping[int, Named], words: ActorWords) -> list[Title]:
    """Return every office that the text names in the singular, in order."""
    titles = (
        _title(doc, token, cover, words)
        for token in doc
        if token.pos_ in {"NOUN", "PROPN", "ADJ"} and token.i not in cover
    )
    return [title for title in titles if title is not None]


def _title(doc: Doc, token: Token, cover: Mapping[int, Named], words: ActorWords) -> Title | None:
    word = listed(token, words.offices)
    if word is None or is_plural(token) or _goes_on(token, words):
        return None
    first = _first_word(doc, token, word)
    start, owner, past = _leftwards(doc, first, cover, words)
    after = token.i + 1 + word.count(" ") if word.startswith(token.lower_) else token.i + 1
    label_end, owner_after, end = _rightwards(
        doc, after, cover, takes_field=word.split()[-1] in {"minister", "secretary"}
    )
    label = words.canonical(_label(doc, _label_start(first, start, cover, words, doc), label_end, words))
    return Title(
        start,
        end,
        token.i,
        label,
        owner or owner_after,
        past,
        political=word in words.leading or word in words.serving,
        leads=word in words.leading and not _has_deputy(label),
        astray=word not in words.leading and not (owner or owner_after) and end < len(doc) and doc[end].lower_ == "of",
    )


def _first_word(doc: Doc, token: Token, word: str) -> int:
    """Return the first token of the title's own words: "prime" of "prime minister", "commander" of "commander-in-chief"."""
    k = token.i
    if k >= 4 and doc[k - 1].text == "-" and doc[k - 2].lower_ == "in":
        return k - 4
    return k if word.startswith(token.lower_) else k - word.count(" ")


def _goes_on(token: Token, words: ActorWords) -> bool:
    """Tell whether the word only begins a longer title: "defense" no, "deputy" in "deputy minister" yes."""
    k = token.i + 1
    if k + 1 < len(token.doc) and token.doc[k].text == "-":  # "secretary-general"
        k += 1
    if k >= len(token.doc):
        return False
    after = token.doc[k]
    return after.pos_ in _PART_OF_TITLE and listed(after, words.offices) is not None and not is_plural(after)


def _leftwards(doc: Doc, first: int, cover: Mapping[int, Named], words: ActorWords) -> tuple[int, str | None, bool]:
    """Walk left from the title's head to whom the office belongs to; return where the title starts, its owner, and whether it is past."""
    start, past, owner = first, False, None
    while start > 0 and first - start < _LONGEST_TITLE:
        before = ending(cover, doc, start)
        if before is not None:
            if before.kind not in _LANDS:
                break
            start, owner = before.start, before.country if before.kind is ActorKind.COUNTRY else before.id
            past = past or _past(doc, start, words)
            break
        token = doc[start - 1]
        past = past or token.lower_ in words.past
        if not _in_title(token, words):
            break
        start -= 1
    return start, owner, past


def _in_title(token: Token, words: ActorWords) -> bool:
    """Tell whether a word may be part of a title, or between its parts; the age before it is not: "64-year-old mayor"."""
    if token.lower_ == "old" and token.i > 0 and token.nbor(-1).text == "-":
        return False
    return token.pos_ in _PART_OF_TITLE or token.text == "-" or token.lower_ in words.past | words.present


def _past(doc: Doc, start: int, words: ActorWords) -> bool:
    return start > 0 and doc[start - 1].lower_ in words.past


def _rightwards(doc: Doc, after: int, cover: Mapping[int, Named], *, takes_field: bool) -> tuple[int, str | None, int]:
    """Read "of foreign affairs", "of Egypt": return where the label ends, the owner, and where the title ends."""
    label_end = end = after
    if (
        takes_field
        and after + 1 < len(doc)
        and doc[after].lower_ in {"of", "for"}
        and _land_at(doc, after + 1, cover) is None
    ):
        k = after + 1
        while (
            k < len(doc)
            and k - after < 5
            and (doc[k].pos_ in _PART_OF_TITLE or doc[k].lower_ in {"the", "and"})
            and k not in cover
        ):
            k += 1
        if k > after + 1 and doc[k - 1].pos_ in _PART_OF_TITLE:
            label_end = end = k
    if end + 1 < len(doc) and doc[end].lower_ in {"of", "for", "in"}:
        land = _land_at(doc, end + 1, cover)
        if land is not None:
            return label_end, land.country if land.kind is ActorKind.COUNTRY else land.id, land.end
    return label_end, None, end


def _land_at(doc: Doc, k: int, cover: Mapping[int, Named]) -> Named | None:
    if k < len(doc) and doc[k].lower_ == "the":
        k += 1
    named = cover.get(k)
    if named is None or named.start != k or named.kind not in _LANDS or named.form is Form.ADJECTIVE:
        return None
    return named


def _label_start(first: int, start: int, cover: Mapping[int, Named], words: ActorWords, doc: Doc) -> int:
    """Skip the owner and the words that do not tell the office: "former", "acting"."""
    while start < first:
        token = doc[start]
        named = cover.get(start)
        if (
            named is None
            and token.lower_ not in {"'s", "’s", "'", "’", "-"}
            and token.lower_ not in words.past | words.present
        ):
            break
        start = named.end if named is not None else start + 1
    return start


def _label(doc: Doc, start: int, end: int, words: ActorWords) -> str:
    kept = [token.lower_ for token in doc[start:end] if token.lower_ not in words.past | words.present]
    return " ".join(kept).replace(" - ", "-")


def _has_deputy(label: str) -> bool:
    return any(word in label.split() for word in ("deputy", "vice", "assistant"))


def hold(doc: Doc, found: list[Named], titles: list[Title]) -> tuple[list[Named], list[Title]]:
    """Give each person the offices that title or apposition say; return all names, and the titles that nobody took."""
    ends = {title.end: title for title in titles}
    heads = {title.head: title for title in titles}
    starts = {title.start: title for title in titles}
    used: set[int] = set()
    named_now = []
    for named in found:
        if named.kind in _PERSONS:
            taken = list(_titles_of(doc, named, ends, heads, starts))
            used.update(title.head for title in taken)
            named_now.append(_holding(named, taken))
        else:
            named_now.append(named)
    return named_now, [title for title in titles if title.head not in used]


def _titles_of(
    doc: Doc, named: Named, ends: Mapping[int, Title], heads: Mapping[int, Title], starts: Mapping[int, Title]
) -> Iterator[Title]:
    before = _before(doc, named, ends)
    if before is not None:
        yield before
    head = doc[named.head]
    for child in head.lefts:
        if child.dep_ == "nmod:desc" and child.i in heads and heads[child.i] != before:
            yield heads[child.i]
    for child in head.rights:
        if child.dep_ in {"appos", "parataxis"} and child.i in heads:
            yield heads[child.i]
            yield from (heads[other.i] for other in child.rights if other.dep_ == "conj" and other.i in heads)
    if head.dep_ == "appos" and head.head.i < head.i:
        owned = ends.get(named.start - 1)  # "the chief of the union, X": X may hang on the union
        inside = owned is not None and owned.start <= head.head.i
        title = owned if inside else heads.get(head.head.i)
        if title is not None:
            yield title
    beside = _after_comma(doc, named, starts)
    if beside is not None:
        yield beside


def _after_comma(doc: Doc, named: Named, starts: Mapping[int, Title]) -> Title | None:
    """Return the title between commas after the name, whatever the tree says: "X, the long-serving sultan of Oman,"."""
    k = named.end + 1
    if k >= len(doc) or doc[named.end].text != ",":
        return None
    title = starts.get(k) or starts.get(k + 1 if doc[k].pos_ == "DET" else k)
    if title is None or (title.end < len(doc) and doc[title.end].text not in {",", ".", ";", "–", "—"}):
        return None
    return title


def _before(doc: Doc, named: Named, ends: Mapping[int, Title]) -> Title | None:
    """Return the title right before the name, forms of address between them passed over."""
    start = named.start
    while start > 0 and start not in ends and (doc[start - 1].lower_.rstrip(".") in _ADDRESS):
        start -= 1
    return ends.get(start)


_ADDRESS = frozenset(
    {"mr", "mrs", "ms", "dr", "sir", "ayatollah", "sheikh", "gen", "general", "prince", "lt", "col", "sayyid"}
)


def _holding(named: Named, taken: list[Title]) -> Named:
    if not taken:
        return named
    first = taken[0]
    kind = ActorKind.LEADER if any(title.political for title in taken) else named.kind
    held = [title for title in taken if title.owner is not None or (title.political and not title.astray)]
    offices = tuple(dict.fromkeys(title.office() for title in held))
    country = next((t.owner for t in taken if t.owner is not None and t.owner.startswith("country/")), named.country)
    reach = (first.start, named.end) if first.end <= named.start else (named.start, max(named.end, first.end))
    return replace(named, kind=kind, offices=offices, country=country, reach=reach)


def unnamed(doc: Doc, title: Title) -> Named | None:
    """Return the mention that an office without a name makes, if it is one person's: "the U.S. president".

    Without an owner it points back ("the minister"); without a political office it is a description, left to others.
    """
    if not title.political or is_predicate(doc[title.head]):
        return None
    if title.owner is None:
        definite = any(c.lower_ in {"the", "his", "her", "its", "their"} for c in doc[title.head].lefts)
        identity = vocab.actor_id(ActorKind.LEADER, doc[title.start : title.end].text)
        if not definite or title.past:
            return None
        return Named(title.start, title.end, title.head, ActorKind.LEADER, Form.NOMINAL, identity, (title.office(),))
    if title.start > 0 and doc[title.start - 1].lower_ in _INDEFINITE:
        return None
    office = title.office()
    who = office.id.removeprefix("office/")
    identity = f"person/former-{who}" if title.past else f"person/{who}"
    return Named(title.start, title.end, title.head, ActorKind.LEADER, Form.OFFICE, identity, (office,), title.owner)
