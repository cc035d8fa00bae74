"""Phrases: for which actors each noun phrase of a text stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spacy.tokens import Doc, Token

from graphbuild.model import ActorKind
from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.named import Form, Named, is_plural, listed, owned_by

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X", "VERB"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_OWNING = ("nmod:poss", "compound", "amod", "nmod", "nmod:desc", "flat", "nmod:unmarked")
_NAMED_FORMS = frozenset({Form.NAME, Form.ADJECTIVE, Form.SEAT})
_DEEPEST = 3


class Phrases:
    """Answers, for one text, whom each token's phrase stands for; `ids` gives the actors of each mention.

    Each answer is worked out once, so that asking for every token stays linear in the text.
    """

    def __init__(self, doc: Doc, ids: Mapping[Named, tuple[str, ...]], words: ActorWords) -> None:
        self._doc = doc
        self._words = words
        self._ids = ids
        self._heads = _by_head(ids)
        self._inside = _by_token(ids)
        self._joined = _by_first(doc)
        self._single: dict[int, tuple[str, ...]] = {}

    def standing(self) -> dict[int, tuple[str, ...]]:
        """Map each token to the actors that its phrase stands for, tokens without any left out."""
        found = ((token.i, self._all(token)) for token in self._doc if token.pos_ in _NOMINAL)
        return {token: ids for token, ids in found if ids}

    def _all(self, token: Token) -> tuple[str, ...]:
        """The token's own actors, and those of what is conjoined to it."""
        if token.i not in self._joined:
            return self._one(token)
        found = list(self._one(token))
        for child in self._conjuncts(token):
            found += self._one(child)
        return tuple(dict.fromkeys(found))

    def _conjuncts(self, token: Token) -> list[Token]:
        """Nouns conjoined to this one, down to conjuncts of its conjuncts: bounded, so that no chain of words costs its square."""
        found, level = [], [token]
        for _ in range(_DEEPEST):
            level = [child for node in level for child in self._joined.get(node.i, ())]
            if not level:
                break
            found += [node for node in level if node.pos_ in _NOMINAL and node.pos_ != "VERB"]
        return sorted(found, key=lambda node: node.i)

    def _one(self, token: Token, depth: int = 0) -> tuple[str, ...]:
        if token.i not in self._single:
            self._single[token.i] = self._find(token, depth)
        return self._single[token.i]

    def _find(self, token: Token, depth: int) -> tuple[str, ...]:
        named = self._heads.get(token.i)
        if named is not None:
            return self._stands_for(token, named) or self._ids[named]
        if token.i in self._inside:
            return self._ids[self._inside[token.i]]
        if depth >= _DEEPEST:
            return ()
        if token.lower_ in _RELATIVE:
            return self._relative(token, depth)
        if token.pos_ in {"NOUN", "PROPN"}:
            return self._owners(token, depth)
        return ()

    def _stands_for(self, token: Token, named: Named) -> tuple[str, ...]:
        """Leaders and delegates stand for whom they come from; "the Unity and Freedom parties" for the two that it names."""
        if named.form is not Form.GROUP:
            return ()
        found: list[str] = []
        if named.country is None and listed(token, self._words.stand_ins) is not None:
            found += [who for noun in owned_by(token, "from", "of") if self._is_party(noun) for who in self._all(noun)]
        if not found and listed(token, self._words.of_organizations) is not None:
            found += self._names_before(token)
        if not found and is_plural(token) and listed(token, self._words.named_groups) is not None:
            found += self._names_before(token)
        return tuple(dict.fromkeys(found))

    def _names_before(self, token: Token) -> list[str]:
        """Return the organisations named in a compound with the noun, and those joined to them."""
        found: list[str] = []
        for child in token.lefts:
            named = self._inside.get(child.i)
            if child.dep_ == "compound" and named is not None and named.kind is ActorKind.ORGANIZATION:
                found += self._all(child) if named.form is Form.NAME else []
        return found

    def _is_party(self, noun: Token) -> bool:
        named = self._inside.get(noun.i)
        return (
            named is not None
            and named.form in _NAMED_FORMS
            and named.kind in {ActorKind.COUNTRY, ActorKind.ORGANIZATION}
        )

    def _owners(self, token: Token, depth: int) -> tuple[str, ...]:
        """A phrase that is no actor stands for its owner: "Israeli airstrikes", "their decision", "the policies of France"."""
        found: list[str] = []
        owners = [child for child in token.lefts if child.dep_ in _OWNING]
        unowned = bool(owners) and listed(token, self._words.unowned) is not None
        for child in owners:
            if not unowned or child.dep_ == "nmod:poss":
                found += self._owner(child)
        if not found and token.n_rights and listed(token, self._words.deeds) is not None:
            for noun in owned_by(token, "of", "by"):
                found += self._one(noun, depth + 1)
        return tuple(dict.fromkeys(found))

    def _owner(self, child: Token) -> tuple[str, ...]:
        if child.dep_ == "nmod:poss":
            return self._all(child)
        found: list[str] = []
        for token in (child, *(c for c in child.children if c.dep_ in {"compound", "conj", "amod"})):
            named = self._inside.get(token.i)
            if named is not None and (named.form in _NAMED_FORMS):
                found += self._ids[named]
        return tuple(found)

    def _relative(self, token: Token, depth: int) -> tuple[str, ...]:
        """Return for whom "who" stands: the noun that its clause describes."""
        clause = next((t for t in (token.head, token.head.head) if t.dep_ == "acl:relcl"), None)
        return self._one(clause.head, depth + 1) if clause is not None and clause.head.i < token.i else ()


def _by_head(ids: Iterable[Named]) -> dict[int, Named]:
    """Map each phrase's head to its mention; of two with one head, the longer."""
    heads: dict[int, Named] = {}
    for named in sorted(ids, key=lambda named: (named.end - named.start, named.start)):
        heads[named.head] = named
    return heads


def _by_token(ids: Iterable[Named]) -> dict[int, Named]:
    """Map each token of title and name to its mention; of nested ones, to the innermost."""
    spans = sorted(
        ((named.reach or (named.start, named.end), named) for named in ids),
        key=lambda pair: (pair[0][0] - pair[0][1], pair[0]),
    )
    return {k: named for (start, end), named in spans for k in range(start, end)}


def _by_first(doc: Doc) -> dict[int, list[Token]]:
    """Map each token to those conjoined to it."""
    joined: dict[int, list[Token]] = {}
    for token in doc:
        if token.dep_ == "conj" and token.head.i < token.i:
            joined.setdefault(token.head.i, []).append(token)
    return joined
