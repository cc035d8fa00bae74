"""Anaphora: at whom pronouns and definite nouns point back.

A wrong link is worse than none, so each kind of pointer looks back over a few sentences only, takes candidates that agree
in kind, number and sex, and gives up where none stands out. Preferences are those of English news: the subject
before others, the near before the far, who was spoken of last before who was not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from graphbuild import vocab
from graphbuild.model import ActorKind
from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.named import Form, Named, has_determiner

_PERSONS = frozenset({ActorKind.PERSON, ActorKind.LEADER})
_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_POSSESSIVE = frozenset({"his", "her", "its", "their"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "nsubj:outer"})
_ASIDE = frozenset({"obl", "nmod", "appos", "compound"})
_HIGHEST = 8
_WINDOW = 3
_MEMORY = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody mentioned so far: who, where, and how prominently."""

    ids: tuple[str, ...]
    named: Named
    sentence: int
    sex: str
    subject: bool
    plural: bool
    pointed: bool = False


def resolve(
    doc: Doc, found: Sequence[Named], own: Mapping[Named, str], words: ActorWords
) -> dict[Named, tuple[str, ...]]:
    """Return the actor ids of every mention: its own, or those it points back at; unresolved pointers are left out."""
    return _Reader(doc, own, words).read(found)


class _Reader:
    """Goes through the mentions once, remembering the last few."""

    def __init__(self, doc: Doc, own: Mapping[Named, str], words: ActorWords) -> None:
        self._doc = doc
        self._own = own
        self._words = words
        self._sentence_of = _sentences(doc)
        self._past: deque[Candidate] = deque(maxlen=_MEMORY)
        self._sexes: dict[str, str] = {}
        self._offices: dict[str, list[Named]] = {}
        self._pointed: dict[int, str] = {}
        self._lands: set[str] = set()

    def read(self, found: Sequence[Named]) -> dict[Named, tuple[str, ...]]:
        ids: dict[Named, tuple[str, ...]] = {}
        for named in sorted(found, key=lambda mention: (mention.head, mention.start)):
            who = self._who(named)
            if who:
                mention = (
                    replace(named, form=Form.GROUP) if named.form is Form.NOMINAL and who == (named.id,) else named
                )
                ids[mention] = who
                self._remember(mention, who)
                self._pointed.update({named.head: who[0]} if named.form is Form.PRONOUN and len(who) == 1 else {})
        return ids

    def _who(self, named: Named) -> tuple[str, ...]:
        if named.form is Form.PRONOUN:
            return self._pronoun(named)
        if named.form is Form.NOMINAL:
            return self._nominal(named) or ((named.id,) if named.id is not None else ())
        if named.form is Form.OFFICE:
            return (self._holder(named) or self._own[named],)
        return (self._owned(named),)

    def _owned(self, named: Named) -> str:
        """Name what somebody owns after its owner: "its consulate" is the consulate of Russia."""
        owner = self._pointed.get(named.start)
        if owner is None or named.form is not Form.GROUP or named.start + 1 >= named.end:
            return self._own[named]
        room, thing = self._own[named].partition("/")[0], self._doc[named.start + 1 : named.end].text
        return f"{room}/{vocab.slug(thing)}-of-{owner.partition('/')[2].lower()}"

    def _remember(self, named: Named, who: tuple[str, ...]) -> None:
        if len(who) == 1 and named.kind in _PERSONS:
            sex = _sex(self._doc, named, self._words)
            if sex:
                self._sexes.setdefault(who[0], sex)
        if named.kind is ActorKind.COUNTRY:
            self._lands.update(who)
        if len(who) == 1 and named.offices:
            self._offices.setdefault(who[0], []).append(named)
        head = self._doc[named.head]
        plural = (
            len(who) > 1
            or head.tag_ in {"NNS", "NNPS"}
            or head.lower_ in self._words.collective
            or head.lower_ in _THEY
        )
        candidate = Candidate(
            who,
            named,
            self._sentence_of[named.head],
            self._sexes.get(who[0], ""),
            _is_subject(head),
            plural,
            named.form is Form.PRONOUN,
        )
        self._past.append(candidate)

    # Pronouns

    def _pronoun(self, named: Named) -> tuple[str, ...]:
        token = self._doc[named.head]
        if token.lower_ in _MALE | _FEMALE:
            sex = "m" if token.lower_ in _MALE else "f"
            who = self._best(token, (c for c in self._recent(token) if self._is_one_person(c, sex)))
            if len(who) == 1:
                self._sexes[who[0]] = sex
            return who
        if token.lower_ in _NEUTER:
            return self._by_subject(token, _is_body)
        if token.lower_ in _THEY:
            return self._by_subject(token, _is_several) or self._best(
                token, (c for c in self._recent(token, 1) if c.plural), narrow=True
            )
        return ()

    def _by_subject(self, token: Token, fits: Callable[[Candidate], bool]) -> tuple[str, ...]:
        """Return the subject of the nearest clause above the pronoun's own, or of the sentence before: "Iran says it …".

        News says "it" of so much else that nothing further away is asked.
        """
        above = _subject_above(token, self._words)
        if above is None and token.lower_ == "it" and (not _is_subject(token) or token.head.pos_ != "VERB"):
            return ()
        here = self._sentence_of[token.i]
        for candidate in self._recent(token, 1):
            head = self._doc[candidate.named.head]
            if above is not None and head.i == above.i:
                return candidate.ids if fits(candidate) else ()
            if above is None and candidate.sentence == here - 1 and _is_main_subject(head):
                return candidate.ids if fits(candidate) else ()
        return ()

    def _is_one_person(self, c: Candidate, sex: str) -> bool:
        known = self._sexes.get(c.ids[0], c.sex)
        return len(c.ids) == 1 and c.named.kind in _PERSONS and known in {"", sex}

    def _recent(self, token: Token, window: int = _WINDOW) -> Iterator[Candidate]:
        here = self._sentence_of[token.i]
        for candidate in reversed(self._past):
            if here - candidate.sentence > window:
                return
            yield candidate

    def _best(self, token: Token, candidates: Iterable[Candidate], *, narrow: bool = False) -> tuple[str, ...]:
        """Return the candidate that stands out by place and role; nobody when two are alike and `narrow` asks for one."""
        here = self._sentence_of[token.i]
        scored: dict[tuple[str, ...], float] = {}
        for candidate in candidates:
            if _co_argument(self._doc, token, candidate.named):
                continue
            score = _prominence(candidate, here, self._doc, token)
            scored[candidate.ids] = max(score, scored.get(candidate.ids, -9.0))
        if not scored:
            return ()
        ranked = sorted(scored.items(), key=lambda item: -item[1])
        if narrow and (ranked[0][1] < 0.5 or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < 0.3)):
            return ()
        return ranked[0][0]

    # Nouns

    def _nominal(self, named: Named) -> tuple[str, ...]:
        token = self._doc[named.head]
        if named.kind is ActorKind.LEADER:
            return self._by_office(named)
        if named.kind is ActorKind.GROUP:
            return self._several(token)
        if named.kind is ActorKind.COUNTRY:
            return self._country(token)
        if named.kind is ActorKind.PERSON:
            sex = _sex_of_noun(token)
            return self._first(c for c in self._recent(token, 2) if self._is_one_person(c, sex or c.sex))
        return self._body(token)

    def _country(self, token: Token) -> tuple[str, ...]:
        """ "The country" is that of the subject above it, else the last one named."""
        above = _subject_above(token, self._words)
        for candidate in self._recent(token, 0):
            if above is not None and candidate.named.head == above.i and len(candidate.ids) == 1:
                land = self._land(candidate)
                if land is not None:
                    return (land,)
        return self._first(c for c in self._recent(token, 2) if c.named.kind is ActorKind.COUNTRY and not c.plural)

    def _land(self, candidate: Candidate) -> str | None:
        """The country that somebody is or belongs to, if the text has named it."""
        land = candidate.ids[0] if candidate.named.kind is ActorKind.COUNTRY else candidate.named.country
        return land if land in self._lands else None

    def _first(self, candidates: Iterable[Candidate]) -> tuple[str, ...]:
        return next((candidate.ids for candidate in candidates), ())

    def _body(self, token: Token) -> tuple[str, ...]:
        """ "The party" is the last body whose name says so; "the group" the last one that is named."""
        noun = token.lemma_.lower()
        bodies = [
            c
            for c in self._recent(token)
            if c.named.kind is ActorKind.ORGANIZATION and c.named.form in {Form.NAME, Form.GROUP}
        ]
        said = self._first(c for c in bodies if noun in self._doc[c.named.start : c.named.end].text.lower())
        if said or noun not in {
            "group",
            "organization",
            "organisation",
            "movement",
            "militia",
            "company",
            "firm",
            "body",
            "bloc",
            "alliance",
            "agency",
            "outlet",
            "newspaper",
        }:
            return said
        return self._first(c for c in bodies if c.named.form is Form.NAME)

    def _several(self, token: Token) -> tuple[str, ...]:
        """ "The two countries", "both sides": the last pair, or the last two countries or persons when there are just two."""
        if not (has_determiner(token, "two", "both") or token.lemma_.lower() in {"pair", "duo"}):
            return ()
        persons = token.lemma_.lower() in {"leader", "president", "minister", "man", "pair", "duo", "official"}
        seen: list[str] = []
        countries = token.lemma_.lower() in self._words.anaphors["country"] | {"state", "government"}
        for candidate in self._recent(token, 2):
            seen += [who for who in self._as_side(candidate, persons=persons, countries=countries) if who not in seen]
            if len(seen) > 2:
                break
        return tuple(sorted(seen[:2])) if len(seen) == 2 else ()

    def _as_side(self, candidate: Candidate, *, persons: bool, countries: bool) -> tuple[str, ...]:
        if persons:
            return candidate.ids if candidate.named.kind in _PERSONS and candidate.named.form is not Form.GROUP else ()
        if countries:
            land = self._land(candidate)
            return (land,) if land is not None else ()
        fits = (
            candidate.named.kind in {ActorKind.COUNTRY, ActorKind.ORGANIZATION}
            and candidate.named.form is not Form.GROUP
        )
        return candidate.ids if fits else ()

    def _by_office(self, named: Named) -> tuple[str, ...]:
        """ "The minister" is the last person spoken of who holds such an office."""
        title = self._doc[named.head].lemma_.lower()
        for candidate in self._recent(self._doc[named.head], 12):
            if len(candidate.ids) == 1 and self._holds(candidate.ids[0], title):
                return candidate.ids
        return ()

    def _holds(self, who: str, title: str, owner: str | None = None) -> bool:
        for named in self._offices.get(who, ()):
            for office in named.offices:
                fits = title in office.id.partition("/")[2].split("-") or (title == "leader" and office.leads)
                if fits and (owner is None or office.country == owner):
                    return True
        return False

    def _holder(self, named: Named) -> str | None:
        """ "The Pakistani minister" is the last person of the article who holds such an office of that country."""
        title = self._doc[named.head].lemma_.lower()
        if named.id is not None and named.id.startswith("person/former-"):
            return None
        for candidate in self._recent(self._doc[named.head], 12):
            if (
                len(candidate.ids) == 1
                and candidate.named.kind is ActorKind.LEADER
                and self._holds(candidate.ids[0], title, named.country)
            ):
                return candidate.ids[0]
        return None


def _sentences(doc: Doc) -> list[int]:
    """The number of each token's sentence."""
    numbers, number = [], -1
    for token in doc:
        number += bool(token.is_sent_start) or token.i == 0
        numbers.append(number)
    return numbers


def _is_subject(head: Token) -> bool:
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
    return head.dep_ in _SUBJECTS


def _prominence(candidate: Candidate, here: int, doc: Doc, token: Token) -> float:
    """Score a candidate: near ones, subjects, genitives and those last spoken of by pronoun before others, the unnamed behind.

    The weights were fitted on the trees and chains of GUM's open training documents, which hold no news.
    """
    head = doc[candidate.named.head]
    score = 2.0 - 1.0 * (here - candidate.sentence)
    score += 1.0 * candidate.subject + 0.4 * candidate.pointed + 0.6 * (head.dep_ == "nmod:poss")
    score -= 0.8 * (candidate.named.form in {Form.ADJECTIVE, Form.GROUP}) + 0.3 * (head.dep_ in _ASIDE)
    score -= 0.002 * min(token.i - head.i, 200)
    return score


def _subject_above(token: Token, words: ActorWords) -> Token | None:
    """Return the nearest subject before a pronoun, in its clause or one that this is part of; not that of a verb that harms it."""
    node, passed = token, None
    for _ in range(_HIGHEST):
        if node.head.i == node.i:
            return passed
        node = node.head
        for child in node.lefts:
            if child.dep_ in _SUBJECTS and child.right_edge.i < token.i:
                if node.lemma_.lower() not in words.anaphors["harming"] or passed is not None:
                    return child
                passed = child
    return passed


def _is_main_subject(head: Token) -> bool:
    return head.dep_ in _SUBJECTS and head.head.dep_ == "ROOT"


def _is_several(candidate: Candidate) -> bool:
    return candidate.plural or (len(candidate.ids) == 1 and candidate.named.kind is ActorKind.ORGANIZATION)


def _is_body(candidate: Candidate) -> bool:
    kind = candidate.named.kind
    return len(candidate.ids) == 1 and (kind in {ActorKind.COUNTRY, ActorKind.ORGANIZATION} and not candidate.plural)


def _co_argument(doc: Doc, token: Token, named: Named) -> bool:
    """Tell whether pronoun and candidate are parties of one verb, or one inside the other: then they are two."""
    if token.lower_ in _REFLEXIVE:
        return False
    if named.start <= token.i < named.end:
        return True
    head = doc[named.head]
    if token.lower_ in _POSSESSIVE and token.dep_ == "nmod:poss":
        return head.i == token.head.i or head.head.i == token.head.i
    return head.head.i == token.head.i


def _sex(doc: Doc, named: Named, words: ActorWords) -> str:
    """Return what titles and nouns before a name, or in an office, tell of the sex."""
    start = named.reach[0] if named.reach else max(0, named.start - 1)
    for token in doc[start : named.start + 1]:
        sex = words.titles.get(token.lower_, "") or _sex_of_noun(token)
        if sex:
            return sex
    return ""


def _sex_of_noun(token: Token) -> str:
    word = token.lower_
    if word in {"man", "boy", "father", "husband", "son", "brother"} or word.endswith("sman"):
        return "m"
    return "f" if word in {"woman", "girl", "mother", "wife", "daughter", "sister"} or word.endswith("woman") else ""
