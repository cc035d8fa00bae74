"""The order of the steps: mentions, cast, attributions, acts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version

from spacy.tokens import Doc

from graphbuild.model import RULES_AND_MODEL, Article, Cue, Excerpt, Gazetteer, Provenance, Reading
from graphbuild.reading import actorwords, acts, attribution, boilerplate, coreference, judgement, mentions
from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.acts import Acts, Dropped
from graphbuild.reading.judgement import Judgement
from graphbuild.reading.lexicon import Lexicon
from graphbuild.reading.scene import Scene, unheard
from graphbuild.reading.syntax import Syntax


@dataclass(frozen=True, slots=True)
class Tools:
    """What reading needs besides the text: the words, the reference names, and the weights learned for the words."""

    lexicon: Lexicon
    gazetteer: Gazetteer
    judgement: Judgement = field(default_factory=judgement.load)
    actor_words: ActorWords = field(default_factory=actorwords.load)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was seen and not read: cues that were dropped, and names that are nobody's in the reference facts."""

    dropped: tuple[Dropped, ...]
    unresolved: tuple[Excerpt, ...]


def read(article: Article, doc: Doc, tools: Tools) -> Reading:
    """Read who does what to whom in a parsed article."""
    return reading_of(scene_of(article, doc, tools), tools)


def explain(article: Article, doc: Doc, tools: Tools) -> tuple[Reading, Explanation]:
    """Read an article, and say what was dropped and why."""
    scene = scene_of(article, doc, tools)
    found = acts.read(scene, tools.judgement)
    unresolved = [actor.mentions[0] for actor in scene.cast.actors if not actor.same_as and actor.country is None]
    return _reading(scene, found, tools), Explanation(found.dropped, tuple(sorted(unresolved)))


def reading_of(scene: Scene, tools: Tools, found: Acts | None = None) -> Reading:
    """Read the acts of a scene, unless they are `found` already."""
    return _reading(scene, found or acts.read(scene, tools.judgement), tools)


def scene_of(article: Article, doc: Doc, tools: Tools) -> Scene:
    """Do everything that comes before acts: tree, mentions, cast, attributions, boilerplate."""
    syntax = Syntax.of(doc)
    named = mentions.find(doc, tools.gazetteer, tools.actor_words)
    cast = coreference.resolve(doc, named, tools.actor_words)
    said = attribution.find(doc, cast, tools.actor_words)
    cues: Sequence[Cue] = doc._.cues if Doc.has_extension("cues") else ()
    arguments = doc._.arguments if Doc.has_extension("arguments") else unheard
    places = frozenset(token.i for token in doc if token.ent_type_ in {"LOC", "GPE"})
    silent = _silent(article, syntax)
    return Scene.of(
        article,
        syntax,
        cast,
        tools.lexicon,
        attributions=said,
        cues=cues,
        arguments=arguments,
        silent=silent,
        places=places,
    )


@cache
def _version() -> str:
    return version("graphbuild")


def _silent(article: Article, syntax: Syntax) -> list[bool]:
    silent = [False] * len(syntax)
    for span in boilerplate.spans(article):
        first, last = bisect_left(syntax.starts, span.start), bisect_left(syntax.starts, span.end)
        silent[first:last] = [True] * (last - first)
    return silent


def _reading(scene: Scene, found: Acts, tools: Tools) -> Reading:
    parties = {party for act in found.acts for party in act.parties()}
    cast = [actor for actor in scene.cast.actors if actor.id in parties or actor.id not in scene.cast.described]
    known = {actor.id for actor in cast}
    described = [actor for actor in found.described if actor.id not in known]
    made_by = Provenance(reader=RULES_AND_MODEL, version=_version(), lexicon=tools.lexicon.fingerprint)
    return Reading(scene.article, (*cast, *described), found.acts, made_by)
