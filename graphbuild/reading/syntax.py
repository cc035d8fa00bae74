"""Syntax: a dependency tree as plain tuples, and the few questions that reading acts puts to it.

Labels are those of Universal Dependencies as English EWT uses them. Tokens are indices from 0 in the `Doc`; each question
takes time that does not grow with the text, whatever the shape of the tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
CLAUSES = ("ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis")
_RELATIVE = frozenset({"who", "which", "that", "whom", "what"})
# Verbs whose object does not become the subject of their infinitive: "promised her to come".
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "offer", "sign", "use", "take", "issue", "hold"})
_HOPS = 6  # clauses climbed in search of an inherited subject: deeper nests are rarer than the parser's errors


@dataclass(frozen=True, slots=True)
class Syntax:
    """The words of a text and the tree above them.

    `words` and `lemmas` are in lower case; `kids` gives each token's children by label; `left` and `right` are the first
    and last token of its subtree; `sentence` and `last` are the first and the last token of its sentence.
    """

    words: Sequence[str]
    lemmas: Sequence[str]
    pos: Sequence[str]
    tags: Sequence[str]
    deps: Sequence[str]
    heads: Sequence[int]
    kids: Sequence[Mapping[str, Sequence[int]]]
    left: Sequence[int]
    right: Sequence[int]
    sentence: Sequence[int]
    last: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, doc: Doc) -> Syntax:
        """Read the tree off a parsed `Doc`."""
        tokens = list(doc)
        heads = [token.head.i for token in tokens]
        deps = [token.dep_ if head != token.i else "root" for token, head in zip(tokens, heads, strict=True)]
        kids: list[dict[str, list[int]]] = [{} for _ in tokens]
        for k, head in enumerate(heads):
            if head != k:
                kids[head].setdefault(deps[k], []).append(k)
        starts = [token.idx for token in tokens]
        words = [token.text for token in tokens]
        return cls(
            words=[word.lower() for word in words],
            lemmas=[(token.lemma_ or word).lower() for token, word in zip(tokens, words, strict=True)],
            pos=[token.pos_ for token in tokens],
            tags=[token.tag_ for token in tokens],
            deps=deps,
            heads=heads,
            kids=kids,
            left=[token.left_edge.i for token in tokens],
            right=[token.right_edge.i for token in tokens],
            sentence=[sentence.start for sentence in doc.sents for _ in range(sentence.start, sentence.end)],
            last=[sentence.end - 1 for sentence in doc.sents for _ in range(sentence.start, sentence.end)],
            starts=starts,
            ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        )

    def __len__(self) -> int:
        return len(self.words)

    def under(self, token: int, *labels: str) -> Iterator[int]:
        """Yield the children of a token that bear one of the labels, label by label."""
        kids = self.kids[token]
        for label in labels:
            yield from kids.get(label, ())

    def first(self, token: int, *labels: str) -> int | None:
        """Return the first child of a token that bears one of the labels, in the labels' order."""
        return next(self.under(token, *labels), None)

    def passive(self, verb: int) -> bool:
        """Tell whether what stands as the verb's subject, or the noun it modifies, is what it is done to."""
        for _ in range(_HOPS):
            if any(label in self.kids[verb] for label in ("aux:pass", "nsubj:pass", "obl:agent")):
                return True
            if self.tags[verb] != "VBN" or "aux" in self.kids[verb] or "nsubj" in self.kids[verb]:
                return False
            if self.deps[verb] in {"acl", "amod", "advcl"}:
                return "obj" not in self.kids[verb]
            if self.deps[verb] != "conj" or self.pos[self.heads[verb]] != "VERB":
                return False
            verb = self.heads[verb]
        return False

    def agent(self, verb: int) -> int | None:
        """Return who a passive verb is done by."""
        found = self.first(verb, "obl:agent")
        return found if found is not None else next(self.governed(verb, "by"), None)

    def subject(self, verb: int) -> int | None:
        """Return the token that heads the verb's subject, its own or inherited through control, conjunction or a relative."""
        for _ in range(_HOPS):
            own = self.first(verb, *SUBJECTS)
            if own is not None:
                return self._antecedent(own, verb)
            above = self.heads[verb]
            label = self.deps[verb]
            if label == "xcomp" and self.lemmas[above] not in _SUBJECT_CONTROL:
                controller = self.first(above, "obj", "iobj")
                if controller is not None:
                    return controller
            if label == "acl":
                return self._noun_subject(verb)
            if label not in {"xcomp", "conj", "advcl"}:
                return None
            verb = above
        return None

    def _noun_subject(self, verb: int) -> int | None:
        """Whose act a participle or infinitive beside a noun is: the noun's ("rebels holding"), or its bearer's ("plans to hold")."""
        noun = self.heads[verb]
        if not any(self.words[m] == "to" for m in self.under(verb, "mark")):
            return noun
        owner = self.first(noun, "nmod:poss")
        if owner is not None:
            return owner
        above = self.heads[noun]
        return self.first(above, *SUBJECTS) if self.deps[noun] in {"obj", "obl", "xcomp"} else None

    def _antecedent(self, pronoun: int, verb: int) -> int:
        if self.deps[verb] == "acl:relcl" and self.words[pronoun] in _RELATIVE:
            return self.heads[verb]
        return pronoun

    def doer(self, verb: int) -> int | None:
        """Return who does what the verb says, active or passive."""
        return self.agent(verb) if self.passive(verb) else self.subject(verb)

    def undergoer(self, verb: int) -> int | None:
        """Return what the verb is done to, active or passive."""
        if self.passive(verb):
            return self.heads[verb] if self.deps[verb] in {"acl", "amod"} else self.subject(verb)
        own = self.first(verb, "obj")
        if own is None:
            return self.heads[verb] if self.deps[verb] == "acl:relcl" and self._gap(verb) else None
        return self._antecedent(own, verb)

    def _gap(self, verb: int) -> bool:
        """Tell whether a relative clause lacks its object: "the tariffs that they imposed"."""
        own = self.first(verb, *SUBJECTS)
        return own is not None and self.words[own] not in _RELATIVE and "ccomp" not in self.kids[verb]

    def governed(self, token: int, preposition: str) -> Iterator[int]:
        """Yield what stands after a preposition below the token: a noun ("against Chad") or a gerund ("of hiding arms")."""
        for child in self.under(
            token, "obl", "nmod", "obl:agent", "obl:unmarked", "nmod:unmarked", "advcl", "acl", "ccomp", "xcomp"
        ):
            if any(self.lemmas[m] == preposition for m in self.under(child, "case", "mark")):
                yield child

    def companions(self, token: int) -> dict[str, int]:
        """Return the words that can complete a multiword verb or noun: particles, objects, prepositions, modifiers."""
        found: dict[str, int] = {}
        for label, children in self.kids[token].items():
            if label in _COMPANIONS:
                for child in children:
                    found.setdefault(self.lemmas[child], child)
                    if label in _HOLDERS:
                        for inner in self.under(child, "case", "mark", "compound", "amod", "conj", "nummod"):
                            found.setdefault(self.lemmas[inner], inner)
        if self.passive(token) and self.deps[token] in {"acl", "amod"}:
            found.setdefault(self.lemmas[self.heads[token]], self.heads[token])
        if self.deps[token] == "acl:relcl":
            found.setdefault(self.lemmas[self.heads[token]], self.heads[token])
        return found


_COMPANIONS = frozenset(
    {
        "compound:prt", "advmod", "obj", "iobj", "obl", "obl:agent", "nsubj:pass", "xcomp", "compound", "amod", "advcl", "case",
        "nmod", "ccomp", "mark", "conj", "obl:unmarked", "flat", "nmod:poss",
    }
)  # fmt: skip
_HOLDERS = frozenset({"obj", "obl", "xcomp", "advcl", "nmod", "ccomp", "nsubj:pass", "obl:agent", "acl"})
