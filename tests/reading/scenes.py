"""Scenes for tests: a tree written by hand, and the names in it."""

from spacy.tokens import Doc

from graphbuild.model import Actor, ActorKind, Article, Cue
from graphbuild.reading import lexicon
from graphbuild.reading.attribution import Attribution
from graphbuild.reading.coreference import Cast
from graphbuild.reading.scene import Scene
from graphbuild.reading.syntax import Syntax

LEXICON = lexicon.load()


def scene(
    doc: Doc, *names: str, said: tuple[Attribution, ...] = (), cues: tuple[Cue, ...] = (), title: str | None = None
) -> Scene:
    """Make a scene in which each name that stands in the text as one word is a country."""
    body = doc.text.removeprefix(f"{title}\n\n") if title else doc.text
    article = Article.of(body, title=title)
    assert article.text == doc.text
    standing = {token.i: (f"country/{token.text.lower()}",) for token in doc if token.text in names}
    actors = tuple(
        Actor(
            f"country/{name.lower()}",
            ActorKind.COUNTRY,
            name,
            tuple(article.excerpt(t.idx, t.idx + len(t)) for t in doc if t.text == name),
        )
        for name in dict.fromkeys(names)
        if any(t.text == name for t in doc)
    )
    syntax = Syntax.of(doc)
    return Scene.of(
        article,
        syntax,
        Cast(actors, standing),
        LEXICON,
        attributions=said,
        cues=cues,
        silent=[False] * len(syntax),
        places=frozenset(),
    )
