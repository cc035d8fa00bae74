"""Anaphora: at whom pronouns and definite nouns point back.

A wrong link is worse than none, so each kind of pointer looks back over a few sentences only, takes candidates that agree
in kind, number and sex, and gives up where none stands out. Preferences are those of English news: the subject
before others, the near before the far, who was spoken of last before who was not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from spacy.tokens import Doc, Token

from graphbuild import vocab
from graphbuild.model import ActorKind, Office
from graphbuild.reading import antecedents
from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.antecedents import PERSONS, THEY, Candidate, Memory
from graphbuild.reading.named import FIRST_PERSON, NUMBERS, Form, Named, has_determiner

_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PAIRS = frozenset({"pair", "duo"})
_WINDOW = 3  # sentences that a pronoun of a person, or "the group", looks back
_AGAIN = 5  # sentences that "the ministers" looks back for those of whom more was told
_NEAR = 2  # sentences that "the country" and "the two sides" look back


def resolve(
    doc: Doc,
    found: Sequence[Named],
    own: Mapping[Named, str],
    words: ActorWords,
    spoken: Mapping[int, tuple[str, ...]] = MappingProxyType({}),
) -> dict[Named, tuple[str, ...]]:
    """Return the actor ids of every mention: its own, or those it points back at; unresolved pointers are left out.

    `spoken` gives, for the tokens that stand in a quote, whom it quotes: "I" is that one, and "he" somebody else.
    """
    return _Reader(doc, own, words, spoken).read(found)


class _Reader:
    """Goes through the mentions of one text once, in the order of their heads."""

    def __init__(
        self, doc: Doc, own: Mapping[Named, str], words: ActorWords, spoken: Mapping[int, tuple[str, ...]]
    ) -> None:
        self._doc = doc
        self._spoken = spoken
        self._own = own
        self._words = words
        self._memory = Memory(doc, words)
        self._owners: dict[int, str] = {}
        self._by_head: dict[int, Named] = {}

    def read(self, found: Sequence[Named]) -> dict[Named, tuple[str, ...]]:
        ids: dict[Named, tuple[str, ...]] = {}
        self._by_head = {named.head: named for named in found if named.form is Form.NAME}
        for named in sorted(found, key=lambda mention: (mention.head, mention.start)):
            who = self._who(named)
            if not who:
                continue
            mention = self._settled(named, who)
            ids[mention] = who
            self._memory.add(mention, who)
            if named.form is Form.PRONOUN and len(who) == 1:
                self._owners[named.head] = who[0]
        return ids

    def _settled(self, named: Named, who: tuple[str, ...]) -> Named:
        """Return the mention as it turned out: a pointer that points at nobody describes somebody."""
        if named.form is not Form.NOMINAL or named.id is None:
            return named
        office = self._office(self._doc[named.head], named) if named.offices else None
        if office is not None and who == (_holder_id(office),):
            return replace(named, form=Form.OFFICE, offices=(office,), country=office.country)
        return replace(named, form=Form.GROUP) if who == (named.id,) else named

    def _who(self, named: Named) -> tuple[str, ...]:
        token = self._doc[named.head]
        match named.form:
            case Form.PRONOUN:
                return self._pronoun(token)
            case Form.NOMINAL:
                return self._nominal(token, named) or ((named.id,) if named.id is not None else ())
            case Form.OFFICE:
                return (self._holder(named) or self._own[named],)
            case Form.GROUP if self._is_bare(named):
                return (self._again(named) or self._own[named],)
            case _:
                return (self._owned(named),)

    def _is_bare(self, named: Named) -> bool:
        """Tell whether a description is a definite noun alone: "the ministers"."""
        alone = named.end - named.start == 1 and named.kind in {ActorKind.GROUP, ActorKind.PERSON}
        return alone and has_determiner(self._doc[named.head], "the", "these", "those")

    def _again(self, named: Named) -> str | None:
        """Return, for "the ministers", the Arab ministers of the sentences before, if no other ministers were spoken of."""
        token = self._doc[named.head]
        fuller = {
            candidate.ids
            for candidate in self._memory.recent(token, _AGAIN)
            if candidate.named.form is Form.GROUP
            and candidate.named.end - candidate.named.start > 1
            and candidate.named.kind is named.kind
            and self._doc[candidate.named.head].lemma_.lower() == token.lemma_.lower()
        }
        return next(iter(fuller))[0] if len(fuller) == 1 else None

    def _owned(self, named: Named) -> str:
        """Name what somebody owns after its owner: "its consulate" is the consulate of Russia."""
        owner = self._owners.get(named.start)
        if owner is None or named.form is not Form.GROUP or named.start + 1 >= named.end:
            return self._own[named]
        room, thing = self._own[named].partition("/")[0], self._doc[named.start + 1 : named.end].text
        return f"{room}/{vocab.slug(thing)}-of-{owner.partition('/')[2].lower()}"

    def _holder(self, named: Named) -> str | None:
        """Return, for "the Pakistani minister", the last person spoken of who holds such an office of that country."""
        if named.id is not None and named.id.startswith("person/former-"):
            return None
        return self._memory.holder(named.offices[0])

    # Pronouns

    def _pronoun(self, token: Token) -> tuple[str, ...]:
        word = token.lower_
        if word in FIRST_PERSON:
            return self._spoken.get(token.i, ())
        if word in _MALE or word in _FEMALE:
            return self._person(token, "m" if word in _MALE else "f")
        if word in _NEUTER:
            return self._subject(token, antecedents.is_body)
        if word in THEY:
            return self._they(token)
        return ()

    def _they(self, token: Token) -> tuple[str, ...]:
        """Return the subject above "they", else the one group that stands out, else the two persons just spoken of."""
        several = (c for c in self._memory.recent(token, 1) if c.plural)
        return (
            self._subject(token, antecedents.is_several)
            or self._best(token, several, clearly=True)
            or self._both(token)
        )

    def _both(self, token: Token) -> tuple[str, ...]:
        """Return the two office holders of the last sentence that has any, if it has just two: "X met Y, where they …"."""
        holders = [c for c in self._memory.recent(token, 1) if c.named.kind is ActorKind.LEADER]
        last = [c for c in holders if c.sentence == holders[0].sentence]
        both = tuple(dict.fromkeys(who for c in reversed(last) for who in c.ids))
        return both if len(both) == 2 else ()

    def _person(self, token: Token, sex: str) -> tuple[str, ...]:
        speaker = self._spoken.get(token.i)
        near = (c for c in self._memory.recent(token, _WINDOW) if c.ids != speaker)
        who = self._best(token, (c for c in near if self._memory.may_be(c, sex))) or self._ahead(token, sex)
        if who:
            self._memory.learn_sex(who[0], sex)
        return who

    def _ahead(self, token: Token, sex: str) -> tuple[str, ...]:
        """Return the subject of the sentence where the pronoun stands before it: "In her speech, Mensah …"."""
        subject = next((child for child in token.sent.root.lefts if child.dep_ == "nsubj"), None)
        named = self._by_head.get(subject.i) if subject is not None and subject.i > token.i else None
        if named is None or named.kind not in PERSONS or self._memory.sex(self._own[named]) not in {"", sex}:
            return ()
        return (self._own[named],)

    def _subject(self, token: Token, fits: Callable[[Candidate], bool]) -> tuple[str, ...]:
        """Return the subject of the nearest clause above the pronoun's own, or of the sentence before: "Iran says it …".

        News says "it" of so much else that nothing further away is asked.
        """
        above = antecedents.subject_above(token, self._words)
        if above is None and token.lower_ == "it" and (not antecedents.is_subject(token) or token.head.pos_ != "VERB"):
            return ()
        here = self._memory.sentence(token)
        for candidate in self._memory.recent(token, 1):
            head = self._doc[candidate.named.head]
            before = above is None and candidate.sentence == here - 1 and antecedents.is_main_subject(head)
            if before or (above is not None and head.i == above.i):
                who = self._with_conjuncts(candidate, token)
                return who if len(who) > len(candidate.ids) or fits(candidate) else ()
        return ()

    def _with_conjuncts(self, candidate: Candidate, token: Token) -> tuple[str, ...]:
        """Return, for "they", a subject with whatever is joined to it: "Ghana and Togo said they …"."""
        if token.lower_ not in THEY:
            return candidate.ids
        joined = (c for c in self._memory.recent(token, 1) if self._joins(c.named.head, candidate.named.head))
        return tuple(dict.fromkeys((*candidate.ids, *(who for c in joined for who in c.ids))))

    def _joins(self, head: int, first: int) -> bool:
        return self._doc[head].dep_ == "conj" and self._doc[head].head.i == first

    def _best(self, token: Token, candidates: Iterable[Candidate], *, clearly: bool = False) -> tuple[str, ...]:
        """Return the candidate that stands out by place and role; none if `clearly` and another comes near it."""
        here = self._memory.sentence(token)
        scores: dict[tuple[str, ...], float] = {}
        for candidate in candidates:
            if not antecedents.co_argument(self._doc, token, candidate.named):
                score = antecedents.prominence(candidate, here, self._doc, token)
                scores[candidate.ids] = max(score, scores.get(candidate.ids, score))
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        if not ranked or (clearly and (ranked[0][1] < 0.5 or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < 0.3))):
            return ()
        return ranked[0][0]

    # Nouns

    def _nominal(self, token: Token, named: Named) -> tuple[str, ...]:
        match named.kind:
            case ActorKind.LEADER:
                return self._officer(token, named)
            case ActorKind.GROUP:
                return self._two(token) or self._joined(token)
            case ActorKind.COUNTRY:
                return self._country(token)
            case ActorKind.PERSON:
                sex = antecedents.sex_of_noun(token)
                return _first(c for c in self._memory.recent(token, _NEAR) if self._memory.may_be(c, sex))
            case _:
                return self._body(token)

    def _officer(self, token: Token, named: Named) -> tuple[str, ...]:
        """Return, for "the minister", the last holder spoken of; for "its ambassador", whoever is that of its country."""
        office = self._office(token, named)
        holder = self._memory.holder(office)
        if holder is None and office.country is not None:
            return (_holder_id(office),)
        return (holder,) if holder is not None else ()

    def _office(self, token: Token, named: Named) -> Office:
        """Return the office that a pointer names, with the country or organisation that a pronoun before it stands for."""
        office = named.offices[0]
        owner = next((self._owners[child.i] for child in token.lefts if child.i in self._owners), None)
        if owner is None or owner.partition("/")[0] not in {"country", "organization"}:
            return office
        label = f"{office.label} of {owner.partition('/')[2]}"
        return Office(vocab.office_id(office.label, owner), label, owner, office.leads)

    def _country(self, token: Token) -> tuple[str, ...]:
        """Return the country of the subject above "the country", else the last one named; not that of whoever visits it."""
        above, visitor = antecedents.subject_above(token, self._words), antecedents.co_subject(token)
        here = list(self._memory.recent(token, 0))
        visitors = {self._memory.country(c) for c in here if visitor is not None and c.named.head == visitor.i}
        owners = [self._memory.country(c) for c in here if above is not None and c.named.head == above.i]
        near = self._memory.recent(token, _NEAR)
        named = [c.ids[0] for c in near if c.named.kind is ActorKind.COUNTRY and len(c.ids) == 1]
        return next(((land,) for land in (*owners, *named) if land is not None and land not in visitors), ())

    def _body(self, token: Token) -> tuple[str, ...]:
        """Return, for "the party", the last body whose name says so; for "the group", the last one that is named."""
        noun = token.lemma_.lower()
        near = [c for c in self._memory.recent(token, _WINDOW) if c.named.kind is ActorKind.ORGANIZATION]
        said = _first(
            c
            for c in near
            if c.named.form in {Form.NAME, Form.GROUP}
            and noun in self._doc[c.named.start : c.named.end].text.lower().split()
        )
        if said or noun not in self._words.anaphors["any"]:
            return said
        return _first(c for c in near if c.named.form is Form.NAME)

    def _two(self, token: Token) -> tuple[str, ...]:
        """Return, for "the two countries" or "both sides", the last two sides spoken of, when there are just two."""
        noun = token.lemma_.lower()
        if not (has_determiner(token, "two", "both") or noun in _PAIRS):
            return ()
        seen: list[str] = []
        for candidate in self._memory.recent(token, _NEAR):
            seen += [who for who in self._as_side(candidate, noun) if who not in seen]
            if len(seen) > 2:
                break
        return tuple(sorted(seen)) if len(seen) == 2 else ()

    def _joined(self, token: Token) -> tuple[str, ...]:
        """Return, for "the three leaders", the last leaders joined by "and" that are just as many."""
        number = next((k for word, k in NUMBERS.items() if k > 2 and has_determiner(token, word)), None)
        joined: dict[int, list[str]] = {}
        for candidate in self._memory.recent(token, _NEAR) if number else ():
            sides = joined.setdefault(antecedents.first_joined(self._doc[candidate.named.head]).i, [])
            sides += [who for who in self._as_side(candidate, token.lemma_.lower()) if who not in sides]
        return next((tuple(sorted(sides)) for sides in joined.values() if len(sides) == number), ())

    def _as_side(self, candidate: Candidate, noun: str) -> tuple[str, ...]:
        """Return whom a candidate gives as one of two leaders, countries or sides."""
        if candidate.named.form is Form.GROUP and noun not in self._words.anaphors["country"]:
            return ()
        if noun in self._words.offices or noun in self._words.anaphors["person"] or noun in _PAIRS:
            return candidate.ids if candidate.named.kind in PERSONS else ()
        if noun in self._words.anaphors["country"] or noun == "government":
            land = self._memory.country(candidate)
            return (land,) if land is not None else ()
        return candidate.ids if candidate.named.kind in {ActorKind.COUNTRY, ActorKind.ORGANIZATION} else ()


def _holder_id(office: Office) -> str:
    return f"person/{office.id.removeprefix('office/')}"


def _first(candidates: Iterable[Candidate]) -> tuple[str, ...]:
    return next((candidate.ids for candidate in candidates), ())
