"""Antecedents: who a text has spoken of lately, and what makes one of them stand out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graphbuild.model import ActorKind, Office
from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.named import Form, Named, is_plural

PERSONS = frozenset({ActorKind.PERSON, ActorKind.LEADER})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_POSSESSIVE = frozenset({"his", "her", "its", "their"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "nsubj:outer"})
_OBJECTS = frozenset({"obj", "iobj", "obl", "obl:agent"})
_ASIDE = frozenset({"obl", "nmod", "appos", "compound"})
_HIGHEST = 8
_TELLING = frozenset({"vice", "deputy", "prime", "first", "chief", "assistant", "crown"})
_MEMORY = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody mentioned so far: who, where, and how prominently."""

    ids: tuple[str, ...]
    named: Named
    sentence: int
    subject: bool
    plural: bool
    pointed: bool = False


class Memory:
    """The last mentions of a text, and what has been learned of the actors: their sex, offices and countries."""

    def __init__(self, doc: Doc, words: ActorWords) -> None:
        self._doc = doc
        self._words = words
        self._sentence_of = _sentences(doc)
        self._past: deque[Candidate] = deque(maxlen=_MEMORY)
        self._sexes: dict[str, str] = {}
        self._offices: dict[str, set[Office]] = {}
        self._holders: dict[tuple[str, str | None], str] = {}
        self._countries: set[str] = set()

    def add(self, named: Named, who: tuple[str, ...]) -> None:
        """Remember that a mention stands for these actors."""
        if named.kind is ActorKind.COUNTRY:
            self._countries.update(who)
        if len(who) == 1:
            self._note_offices(named, who[0])
            if named.kind in PERSONS:
                self.learn_sex(who[0], sex(self._doc, named, self._words))
        head = self._doc[named.head]
        many = is_plural(head) and named.form is Form.GROUP
        several = len(who) > 1 or many or head.lower_ in self._words.collective or head.lower_ in THEY
        pointed = named.form is Form.PRONOUN
        self._past.append(Candidate(who, named, self.sentence(head), is_subject(head), several, pointed))

    def _note_offices(self, named: Named, who: str) -> None:
        """Let "the foreign minister", "the minister" and, for one who leads, "the leader" be this person from here on."""
        offices = self._offices.setdefault(who, set())
        offices.update(named.offices)
        for office in offices:
            titles = (*_endings(_title(office)), *["leader"] * office.leads)
            self._holders.update({(title, owner): who for title in titles for owner in (None, office.country)})

    def recent(self, token: Token, sentences: int) -> Iterator[Candidate]:
        """Yield the mentions of the token's sentence and of so many before it, the last first."""
        here = self.sentence(token)
        for candidate in reversed(self._past):
            if here - candidate.sentence > sentences:
                return
            yield candidate

    def sentence(self, token: Token) -> int:
        """Return the number of the token's sentence."""
        return self._sentence_of[token.i]

    def learn_sex(self, who: str, told: str) -> None:
        """Note the sex of a person ("m" or "f") the first time that it is told."""
        if told:
            self._sexes.setdefault(who, told)

    def sex(self, who: str) -> str:
        """Return what has been told of somebody's sex, "" for nothing."""
        return self._sexes.get(who, "")

    def may_be(self, candidate: Candidate, told: str) -> bool:
        """Tell whether the candidate is one person and not known to be of the other sex; "" asks for none."""
        known = self._sexes.get(candidate.ids[0], "")
        return len(candidate.ids) == 1 and candidate.named.kind in PERSONS and (not told or known in {"", told})

    def holder(self, office: Office) -> str | None:
        """Return who was last spoken of among those who hold such an office, of its country where it has one."""
        return self._holders.get((_title(office), office.country))

    def country(self, candidate: Candidate) -> str | None:
        """Return the country that somebody is or belongs to, if the text has named it."""
        land = candidate.ids[0] if candidate.named.kind is ActorKind.COUNTRY else candidate.named.country
        return land if land in self._countries else None


def _sentences(doc: Doc) -> list[int]:
    """Return the number of each token's sentence."""
    numbers, number = [], -1
    for token in doc:
        number += bool(token.is_sent_start) or token.i == 0
        numbers.append(number)
    return numbers


def _title(office: Office) -> str:
    """Return the office without its country: "foreign-minister"."""
    return office.id.partition("/")[2].rpartition("-of-")[0] if office.country else office.id.partition("/")[2]


def _endings(title: str) -> Iterator[str]:
    """Yield the title and what it may be shortened to: "foreign-minister", "minister"; a vice president is no president."""
    words = title.split("-")
    for k in range(len(words)):
        yield "-".join(words[k:])
        if words[k] in _TELLING:
            return


def is_subject(head: Token) -> bool:
    """Tell whether a noun is the subject of its clause, or joined to one."""
    return first_joined(head).dep_ in _SUBJECTS


def first_joined(head: Token) -> Token:
    """Return the first of the nouns to which one is joined, itself if it is."""
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
    return head


def prominence(candidate: Candidate, here: int, doc: Doc, token: Token) -> float:
    """Score a candidate: near ones, subjects, genitives and those last spoken of by pronoun before others, the unnamed behind.

    The weights were fitted on the trees and chains of GUM's open training documents, which hold no news.
    """
    head = doc[candidate.named.head]
    score = 2.0 - 1.0 * (here - candidate.sentence)
    score += 1.0 * candidate.subject + 0.4 * candidate.pointed + 0.6 * (head.dep_ == "nmod:poss")
    score -= 0.8 * (candidate.named.form in {Form.ADJECTIVE, Form.GROUP}) + 0.3 * (head.dep_ in _ASIDE)
    score -= 0.002 * min(token.i - head.i, 200)
    return score


def subject_above(token: Token, words: ActorWords) -> Token | None:
    """Return the nearest subject before a pronoun, in its clause or one that this is part of.

    Not that of a verb that harms what is the pronoun's, nor that of the verb whose object the pronoun is.
    """
    node, passed = token, None
    is_object = token.dep_ in _OBJECTS and token.lower_ not in _REFLEXIVE
    if token.pos_ == "NOUN":  # "bans them from entering the country": who enters is not the subject
        is_object = co_subject(token) is not None
    for _ in range(_HIGHEST):
        if node.head.i == node.i:
            break
        node = node.head
        for child in node.lefts:
            if child.dep_ in _SUBJECTS and child.right_edge.i < token.i:
                harms = is_object or node.lemma_.lower() in words.anaphors["harming"]
                if not harms or passed is not None:
                    return child
                passed = child
    return _speaker_before(token, words) if is_object or passed is None else passed


def co_subject(token: Token) -> Token | None:
    """Return the subject of the verb whose object the token is."""
    if token.dep_ not in _OBJECTS:
        return None
    return next((child for child in token.head.lefts if child.dep_ in _SUBJECTS), None)


def _speaker_before(token: Token, words: ActorWords) -> Token | None:
    """Return the subject of the verb of saying right before a pronoun ("Iran says that | it"), whatever the tree says."""
    k = token.i - 1
    while k > 0 and token.doc[k].lower_ in {"that", "whether", "if"}:
        k -= 1
    verb = token.doc[max(k, 0)]
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in words.say_verbs:
        return None
    return next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)


def is_main_subject(head: Token) -> bool:
    """Tell whether a noun is the subject of its sentence."""
    return head.dep_ in _SUBJECTS and head.head.dep_ == "ROOT"


def is_several(candidate: Candidate) -> bool:
    """Tell whether "they" may stand for the candidate: several, or a body."""
    return candidate.plural or (len(candidate.ids) == 1 and candidate.named.kind is ActorKind.ORGANIZATION)


def is_body(candidate: Candidate) -> bool:
    """Tell whether "it" may stand for the candidate: one country or body."""
    kind = candidate.named.kind
    return len(candidate.ids) == 1 and (kind in {ActorKind.COUNTRY, ActorKind.ORGANIZATION} and not candidate.plural)


def co_argument(doc: Doc, token: Token, named: Named) -> bool:
    """Tell whether pronoun and candidate are parties of one verb, or one inside the other: then they are two."""
    if token.lower_ in _REFLEXIVE:
        return False
    if named.start <= token.i < named.end:
        return True
    head = doc[named.head]
    if token.lower_ in _POSSESSIVE and token.dep_ == "nmod:poss":
        return token.head.i == head.i or (token.head.i == head.head.i and head.dep_ not in _SUBJECTS)
    parted = token.dep_ in _OBJECTS or head.dep_ in _OBJECTS
    return parted and head.head.i == token.head.i


def sex(doc: Doc, named: Named, words: ActorWords) -> str:
    """Return what titles and nouns before a name, or in an office, tell of the sex."""
    start = named.reach[0] if named.reach else max(0, named.start - 1)
    for token in (*doc[start : named.start + 1], doc[named.head]):
        sex = words.titles.get(token.lower_, "") or sex_of_noun(token)
        if sex:
            return sex
    return ""


def sex_of_noun(token: Token) -> str:
    """Return the sex that a noun tells: "m", "f", or "" for none."""
    word = token.lower_
    if word in {"man", "boy", "father", "husband", "son", "brother"} or word.endswith("sman"):
        return "m"
    return "f" if word in {"woman", "girl", "mother", "wife", "daughter", "sister"} or word.endswith("woman") else ""
