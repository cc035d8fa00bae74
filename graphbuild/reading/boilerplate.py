"""Boilerplate: lines that belong to the page and not to the article: bylines, "Related news", invitations to comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphbuild.model import Article, Span

_BYLINE = re.compile(
    r"^\s*(?:[Bb]y|(?:[Ww]ritten|[Ee]dit(?:ed|ing)|(?:[Aa]dditional )?[Rr]eporting) by)\s[A-Z][^.!?]{0,80}$"
)
_LINES = re.compile(
    r"""^[\s\-–—•*|>]*(?:
      (?:related|more|latest|other|top|trending|recommended|popular|similar)\s(?:news|stories|articles?|story|posts?|topics?|links?|reading)\b.{0,40}
    | (?:comments?|leave\ a\ comment|post\ a\ comment|share|share\ this.{0,30}|print|tags?|sources?|references?|external\ links?|see\ also
      |read\ more.{0,80}|also\ read.{0,120}|read\ also.{0,120}|advertisement|follow\ us.{0,60}|subscribe.{0,80}|sign\ up.{0,80}
      |copyright.{0,80}|©.{0,80}|all\ rights\ reserved.{0,40})
    )\s*:?[\s.]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_TAIL = re.compile(
    r"^[\s\-–—•*|>]*(?:related (?:news|stories|articles)|sources?|references?|external links?|see also)\s*:?\s*$",
    re.IGNORECASE,
)


def spans(article: Article) -> Iterator[Span]:
    r"""Yield the lines of boilerplate, and everything after the heading that opens the list of related articles or sources.

    >>> [s for s in spans(Article.of("Mali thanked Niger.\nComments"))]
    [Span(start=20, end=28)]
    """
    offset = article.body.start
    for line in article.text[offset:].splitlines(keepends=True):
        if _TAIL.match(line) and offset > article.body.start:
            yield Span(offset, len(article.text))
            return
        if line.strip() and (_LINES.match(line) or _BYLINE.match(line.rstrip())):
            yield Span(offset, offset + len(line))
        offset += len(line)
