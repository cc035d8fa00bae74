"""Modality: whether what a cue says is said not to have happened, or only planned, possible or conditional."""

from __future__ import annotations

from collections.abc import Iterator

from graphbuild.reading.scene import Scene
from graphbuild.reading.slots import carrier

_NOT = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "no", "without", "hardly"})
_MODALS = frozenset({"will", "would", "may", "might", "could", "can", "shall", "'ll", "’ll", "wo", "ca"})
_IF = frozenset({"if", "unless", "whether", "once", "until"})
_LATER = frozenset(
    {
        "upcoming",
        "planned",
        "possible",
        "potential",
        "proposed",
        "future",
        "next",
        "scheduled",
        "expected",
        "prospective",
    }
)


def marks(scene: Scene, anchor: int) -> tuple[str, ...]:
    """Return the marks of modality on an act, by name and in order: what they are worth is learned from annotated news.

    "not": a negation on the cue or on the verb that carries it. "refuse": it depends on a verb of not doing. "modal": a
    modal verb other than "could have". "plan": it depends on a verb of planning or wanting. "if": it stands in a
    condition. "later": an adjective says that it is to come. "infinitive": it is named and not told.
    """
    return tuple(sorted(set(_marks(scene, anchor))))


def _marks(scene: Scene, anchor: int) -> Iterator[str]:
    syntax = scene.syntax
    verb = anchor if syntax.pos[anchor] in {"VERB", "ADJ"} else carrier(scene, anchor)
    for token in (anchor, verb):
        if token is not None:
            yield from _own(scene, token)
    if verb is not None:
        yield from _governed(scene, verb)
    elif syntax.deps[anchor] in {"obj", "obl", "nsubj:pass", "nmod"}:
        yield from _stance(scene, syntax.heads[anchor], "plan-noun")


def _own(scene: Scene, token: int) -> Iterator[str]:
    syntax = scene.syntax
    if any(
        syntax.lemmas[k] in _NOT or syntax.words[k] in _NOT
        for k in syntax.under(token, "advmod", "det", "cc", "cc:preconj", "case", "mark")
    ):
        yield "not"
    auxiliaries = list(syntax.under(token, "aux"))
    if any(syntax.words[k] in _MODALS for k in auxiliaries):
        perfect = any(syntax.lemmas[k] == "have" for k in auxiliaries)
        yield "could-have" if perfect else "modal"
    if any(syntax.words[k] in _IF for k in syntax.under(token, "mark")):
        yield "if"
    if any(syntax.words[k] in _LATER for k in syntax.under(token, "amod")):
        yield "later"


def _governed(scene: Scene, verb: int) -> Iterator[str]:
    syntax = scene.syntax
    if any(syntax.words[k] == "to" for k in syntax.under(verb, "mark")):
        yield "infinitive"
    if syntax.deps[verb] in {"xcomp", "ccomp", "advcl", "acl"}:
        yield from _stance(scene, syntax.heads[verb], "plan")
    elif syntax.deps[verb] == "conj":
        above = syntax.heads[verb]
        if "aux" not in syntax.kids[verb] and not any(True for _ in syntax.under(verb, "nsubj", "nsubj:pass")):
            yield from (f"{mark}" for mark in _own(scene, above) if mark in {"modal", "if"})


def _stance(scene: Scene, above: int, planned: str) -> Iterator[str]:
    lemma = scene.syntax.lemmas[above]
    if lemma in scene.lexicon.negated:
        yield "refuse"
    elif lemma in scene.lexicon.future:
        yield planned
    if lemma == "yet":
        yield "refuse"
