"""Attribution: who is said to have said what.

The reporter's own voice is whatever no attribution covers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from spacy.tokens import Doc, Token

from graphbuild.model import Span
from graphbuild.reading import cues
from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.cast import Cast
from graphbuild.reading.cues import SHORTEST, Found, trim
from graphbuild.reading.quotes import Quote, Quotes


class Speech(StrEnum):
    """Whether the content stands between quotation marks, outside them, or partly so."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, the words that attribute, and the content attributed; spans are characters of the text.

    `sources` are actor ids (none for "it is said" and for a source that is no actor), `source` is the token that heads
    the source's phrase and `cue_token` the one that heads the cue ("said", "according"). `via` holds the ids of the
    sources of the attributions that this one stands inside of, the outermost first. `quote` is the first stretch of
    content between quotation marks, without the marks. A quote that goes on after its cue, or over several sentences,
    makes one attribution for each stretch, with the same cue.
    """

    sources: tuple[str, ...]
    source: int | None
    cue: Span
    cue_token: int
    content: Span
    speech: Speech
    quote: Span | None = None
    via: tuple[str, ...] = ()


def find(doc: Doc, cast: Cast, words: ActorWords) -> tuple[Attribution, ...]:
    """Return every attribution, in order of its cue and then of its content."""
    quotes = Quotes(doc)
    found = [found for token in doc for found in cues.at(token, cast, words, quotes)]
    found += [*_named_first(doc, cast), *_signed(doc, cast, quotes), *_credits(doc, words)]
    found += _running(doc, found, quotes)
    attributions = sorted(
        {_finish(doc, one, cast, quotes) for one in found if one.start < one.end}, key=lambda a: (a.cue, a.content)
    )
    return tuple(_nest(attributions))


def _named_first(doc: Doc, cast: Cast) -> Iterator[Found]:
    """Read "X: …" at the head of a sentence, as headlines have it."""
    for sentence in doc.sents:
        colon = next((t.i for t in sentence[1:8] if t.text == ":"), None)
        if (
            colon is not None
            and sentence.end - colon > SHORTEST
            and all(t.pos_ in {"PROPN", "NOUN", "ADJ"} for t in doc[sentence.start : colon])
        ):
            source = doc[colon - 1]
            if cast.at(source.i) or source.lemma_.lower() == "report":
                start, end = trim(doc, colon + 1, sentence.end)
                yield Found(source, source, start, end)


def _signed(doc: Doc, cast: Cast, quotes: Quotes) -> Iterator[Found]:
    """A quote with its author after a dash."""
    for quote in quotes.all:
        after = [t for t in doc[quote.end + 1 : quote.end + 6] if not t.is_space]
        if len(after) > 1 and after[0].text in {"-", "–", "—"} and cast.at(after[1].i):
            yield Found(after[1], after[1], quote.start, quote.end)


def _running(doc: Doc, found: Sequence[Found], quotes: Quotes) -> Iterator[Found]:
    """A quote without a cue of its own, in the sentence after a quotation or its cue, goes on with the same source."""
    holder: dict[int, Found] = {k: one for one in found for k in quotes.numbers(one.start, one.end)}
    by_sentence = {one.cue.sent.start: one for one in found if one.source is not None}
    last: Found | None = None
    last_end = 0
    for number, quote in enumerate(quotes.all):
        own = by_sentence.get(doc[quote.start].sent.start) or holder.get(number)
        if own is not None:
            last, last_end = own, max(quote.end, own.cue.i)
        elif last is not None and quote.end - quote.start >= SHORTEST and _goes_on(doc, last_end, quote):
            yield Found(last.source, last.cue, quote.start, quote.end)
            last_end = quote.end


def _goes_on(doc: Doc, last_end: int, quote: Quote) -> bool:
    """Tell whether a quote begins its sentence and follows the last one by no more than the rest of that sentence."""
    return quote.start - doc[quote.start].sent.start <= 2 and quote.start - last_end <= 30


def _credits(doc: Doc, words: ActorWords) -> Iterator[Found]:
    """Read "Photo: X." as a credit of the line before."""
    before = None
    for sentence in doc.sents:
        colon = next((t for t in sentence[:4] if t.text == ":"), None)
        if colon is not None and before is not None and len(sentence) < 15:
            label = doc[sentence.start : colon.i].text.lower()
            if label in words.credits and colon.i + 1 < sentence.end:
                start, end = trim(doc, before.start, before.end)
                yield Found(doc[colon.i + 1], doc[sentence.start], start, end)
        before = sentence


# From tokens to characters


def _finish(doc: Doc, one: Found, cast: Cast, quotes: Quotes) -> Attribution:
    content = Span(doc[one.start].idx, doc[one.end - 1].idx + len(doc[one.end - 1]))
    inside = [q for q in quotes.within(one.start, one.end) if min(q.end, one.end) - max(q.start, one.start) > 0]
    quoted = sum(min(q.end, one.end) - max(q.start, one.start) for q in inside)
    speech = Speech.DIRECT if quoted >= 0.9 * (one.end - one.start) else Speech.MIXED if quoted else Speech.INDIRECT
    return Attribution(
        sources=cast.at(one.source.i) if one.source is not None else (),
        source=one.source.i if one.source is not None else None,
        cue=_cue_span(one.cue),
        cue_token=one.cue.i,
        content=content,
        speech=speech,
        quote=inside[0].span(doc) if inside else None,
    )


def _cue_span(cue: Token) -> Span:
    end = cue.idx + len(cue)
    if cue.lower_ == "according" and cue.i + 1 < len(cue.doc) and cue.nbor(1).lower_ == "to":
        end = cue.nbor(1).idx + 2
    return Span(cue.idx, end)


def _nest(attributions: Iterable[Attribution]) -> Iterator[Attribution]:
    """Give each attribution the sources of those whose content holds its cue."""
    ordered = list(attributions)
    by_content = sorted(ordered, key=lambda a: (a.content.start, -a.content.end))
    outer: dict[Attribution, tuple[str, ...]] = {}
    open_ones: list[Attribution] = []
    k = 0
    for one in ordered:
        while k < len(by_content) and by_content[k].content.start <= one.cue.start:
            open_ones.append(by_content[k])
            k += 1
        open_ones = [o for o in open_ones if o.content.end > one.cue.start]
        via = dict.fromkeys(who for o in open_ones if o is not one and o.cue != one.cue for who in o.sources)
        outer[one] = tuple(who for who in via if who not in one.sources)
    return (replace(one, via=outer[one]) for one in ordered)


def speakers(doc: Doc, found: Iterable[Attribution], tokens: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return, for each of the tokens that stands inside quotation marks, the sources of the innermost quote around it.

    `tokens` are in ascending order.
    """
    quoted = [one for one in found if one.sources and one.quote is not None and one.speech is not Speech.INDIRECT]
    places = [doc[token].idx for token in tokens]
    spoken: dict[int, tuple[str, ...]] = {}
    for one in sorted(quoted, key=lambda one: one.content.start - one.content.end):
        for k in range(bisect_left(places, one.content.start), bisect_left(places, one.content.end)):
            spoken[tokens[k]] = one.sources
    return spoken
