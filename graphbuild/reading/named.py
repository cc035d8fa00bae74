"""One mention of somebody who can act, and how it is read off the tree."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Token

from graphbuild.model import ActorKind, Known, Office

FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})


class Form(StrEnum):
    """How somebody is mentioned.

    A name ("Ghana"), its adjective ("Ghanaian"), a seat that stands for it ("Accra"), an office without a name
    ("the Ghanaian president"), a group or body as described ("Western leaders", "the Ghanaian army"), a pronoun, or a
    noun that points back ("the group", "the two countries").
    """

    NAME = "name"
    ADJECTIVE = "adjective"
    SEAT = "seat"
    OFFICE = "office"
    GROUP = "group"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"


@dataclass(frozen=True, slots=True)
class Named:
    """One mention: the tokens `start` to `end` of the name proper, and the token that heads its phrase.

    `id` is the canonical id that the name alone gives (by the gazetteer, or minted), None for what only points back.
    `offices` are those that title or apposition give to this person; `country` is the id of the country (or, for an
    officer of an organisation, of the organisation) it belongs to; `candidates` are the known actors that bear the name,
    the likeliest first. `reach` is the tokens of title and name together, where a title stands before the name.
    """

    start: int
    end: int
    head: int
    kind: ActorKind
    form: Form
    id: str | None = None
    offices: tuple[Office, ...] = ()
    country: str | None = None
    candidates: tuple[Known, ...] = ()
    reach: tuple[int, int] | None = None

    @property
    def tokens(self) -> range:
        """The tokens of the name proper."""
        return range(self.start, self.end)


def head_of(doc: Doc, start: int, end: int) -> int:
    """Return the token of the span whose own head stands outside it; the first such, and the last token if none does."""
    for k in range(start, end):
        head = doc[k].head.i
        if head == k or not start <= head < end:
            return k
    return end - 1


def by_token(found: Iterable[Named]) -> dict[int, Named]:
    """Map each token of a name to it; where names are nested, to the shorter."""
    cover: dict[int, Named] = {}
    for named in found:
        for k in named.tokens:
            if k not in cover or named.end - named.start < cover[k].end - cover[k].start:
                cover[k] = named
    return cover


def ending(cover: Mapping[int, Named], doc: Doc, before: int) -> Named | None:
    """Return the name that ends right before this token, its genitive mark passed over."""
    k = before - 1
    if k > 0 and doc[k].lower_ in {"'s", "’s", "'", "’"}:
        k -= 1
    named = cover.get(k)
    return named if named is not None and named.end == k + 1 else None


def listed(token: Token, table: Container[str]) -> str | None:
    """Return the word or two words ending at the token, by lemma or as written, that the table holds; the longer first.

    A plural whose lemma the language model did not know is also asked for without its "s"; "chargé" with its "d'affaires".
    """
    lemma, word = token.lemma_.lower(), token.lower_
    before = f"{token.nbor(-1).lower_} " if token.i > 0 else " "
    forms = [before + lemma, before + word, lemma, word]
    if is_plural(token) and lemma.endswith("s"):
        forms += [before + lemma[:-1], lemma[:-1]]
    if word in _CHARGES and token.i + 1 < len(token.doc):
        forms.append(f"{word} {token.nbor(1).lower_}")
    return next((phrase for phrase in forms if phrase in table), None)


_CHARGES = frozenset({"chargé", "charge", "chargés"})


def is_plural(token: Token) -> bool:
    """Tell whether the token is tagged as a plural noun."""
    return token.tag_ in {"NNS", "NNPS"}


_BEFORE_NOUN = frozenset(
    {"amod", "compound", "nummod", "nmod:poss", "nmod:desc", "flat", "advmod", "nmod", "nmod:unmarked", "goeswith"}
)
_LONGEST_PHRASE = 14
_NEVER_FIRST = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        ",",
        "-",
        "–",
        "—",
        "“",
        '"',
        "``",
        "‘",
        "'",
        "(",
        "any",
        "all",
        "both",
        "some",
        "each",
        "every",
        "no",
        "and",
    }
)


def phrase_start(head: Token) -> int:
    """Return the first token of what stands before a noun and belongs to its name: "six Chinese | officials", no determiner."""
    start = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ in _BEFORE_NOUN and head.i - child.left_edge.i <= _LONGEST_PHRASE:
            start = child.left_edge.i
        elif child.dep_ not in {"punct", "cc", "conj"}:
            break
    doc = head.doc
    while start < head.i and (doc[start].lower_ in _NEVER_FIRST or doc[start].pos_ in {"PUNCT", "DET", "CCONJ"}):
        start += 1
    return start


def owned_by(head: Token, *prepositions: str) -> Iterator[Token]:
    """Yield the nouns that hang on this one by one of the prepositions: "of France"."""
    for child in head.rights:
        if child.dep_.startswith(("nmod", "obl")) and any(
            c.dep_ == "case" and c.lower_ in prepositions for c in child.lefts
        ):
            yield child


NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
"""The words before a definite plural that say how many it points back at: "the two sides"."""


def has_determiner(head: Token, *which: str) -> bool:
    """Tell whether the noun has one of these determiners."""
    return any(
        child.lower_ in which for child in head.lefts if child.dep_ in {"det", "det:predet", "nummod", "cc:preconj"}
    )


def is_predicate(head: Token) -> bool:
    """Tell whether a noun is only said of somebody: "resigns as prime minister", "is president of Egypt"."""
    return head.dep_ == "xcomp" or any(c.dep_ == "cop" or (c.dep_ == "case" and c.lower_ == "as") for c in head.lefts)
