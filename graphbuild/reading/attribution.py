"""Attribution: who is said to have said what.

The reporter's own voice is whatever no attribution covers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from spacy.tokens import Doc, Token

from graphbuild.model import Span
from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.coreference import Cast
from graphbuild.reading.quotes import Quote, Quotes

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_WITH_SUBJECT = frozenset({"advcl", "xcomp", "conj", "advcl:relcl", "parataxis"})
_EDGES = frozenset(",;:—–-“”\"'‘’``''()")
_SHORTEST_QUOTE = 4
_LONGEST_CLIMB = 5


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


@dataclass(frozen=True, slots=True)
class _Found:
    """Tokens: the head of the source, the cue, and the content from `start` to `end`."""

    source: Token | None
    cue: Token
    start: int
    end: int


def find(doc: Doc, cast: Cast, words: ActorWords) -> tuple[Attribution, ...]:
    """Return every attribution, in order of its cue and then of its content."""
    quotes = Quotes(doc)
    found = [found for token in doc for found in _cued(token, cast, words, quotes)]
    found += _running(doc, found, quotes)
    found += _credits(doc, words)
    attributions = sorted({_finish(doc, one, cast, quotes) for one in found if one.start < one.end}, key=lambda a: (a.cue, a.content))
    return tuple(_nest(attributions))


def _cued(token: Token, cast: Cast, words: ActorWords, quotes: Quotes) -> Iterator[_Found]:
    if token.lower_ == "according":
        yield from _according(token)
    elif token.pos_ in {"VERB", "AUX"}:
        yield from _verb(token, cast, words, quotes)
    elif token.pos_ == "NOUN" and token.lemma_.lower() in words.say_nouns:
        yield from _noun(token)


# Verbs: "X said that …", "…, said X", "X said: …"


def _verb(verb: Token, cast: Cast, words: ActorWords, quotes: Quotes) -> Iterator[_Found]:
    says = verb.lemma_.lower() in words.say_verbs
    source = _source(verb)
    if not says and (source is None or not cast.at(source.i)):
        return
    clauses = list(_clauses(verb, quotes, says=says))
    for clause in clauses:
        start, end = _clause_span(clause, verb)
        yield _Found(source, verb, start, _to_quote_end(start, end, quotes))
    if not clauses and says and verb.dep_ in {"parataxis", "ccomp", "conj"} and source is not None:
        yield from _beside(verb, source)
    if says and not clauses:
        yield from _quote_object(verb, source, quotes)


def _clauses(verb: Token, quotes: Quotes, *, says: bool) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "ccomp" and not (child.i < verb.i and _has_mark(child)):
            yield child
        elif says and child.dep_ == "csubj:pass":
            yield child
        elif says and child.dep_ == "parataxis" and child.i > verb.i and (quotes.at(child.i) or verb.doc[child.left_edge.i - 1].text == ":"):
            yield child
        elif says and child.dep_ == "xcomp" and verb.tag_ == "VBN" and any(c.dep_ in {"nsubj:pass", "aux:pass"} for c in verb.children):
            yield child


def _has_mark(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in {"if", "because", "as"} for child in clause.children)


def _clause_span(clause: Token, verb: Token) -> tuple[int, int]:
    """The clause without its "that"; where the verb stands inside it, the side that holds its head."""
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    if start <= verb.i < end:
        left = verb.left_edge.i if verb.left_edge.i > start else verb.i
        start, end = (start, left) if clause.i < verb.i else (verb.i + 1, end)
    return _trim(verb.doc, start, end)


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].text in _EDGES or doc[start].is_space or (doc[start].dep_ == "mark" and doc[start].lower_ == "that")):
        start += 1
    while start < end and (doc[end - 1].text in _EDGES or doc[end - 1].is_space):
        end -= 1
    return start, end


def _to_quote_end(start: int, end: int, quotes: Quotes) -> int:
    """A quote that begins with the content belongs to it to its end, over sentences."""
    quote = quotes.at(start)
    return max(end, quote.end) if quote is not None and start - quote.start <= 1 else end


def _beside(verb: Token, source: Token) -> Iterator[_Found]:
    """ "…, X said": the verb hangs on what was said, and splits it when it stands within."""
    head = verb.head
    if verb.dep_ == "conj" or head.i == verb.i:
        return
    left, right = (head.left_edge.i, verb.left_edge.i), (verb.right_edge.i + 1, head.right_edge.i + 1)
    for start, end in (left, right):
        start, end = _trim(verb.doc, start, end)
        if start < end and (start <= head.i < end or end - start >= _SHORTEST_QUOTE):
            yield _Found(source, verb, start, end)


def _quote_object(verb: Token, source: Token | None, quotes: Quotes) -> Iterator[_Found]:
    """A quote in the verb's own sentence that no clause accounts for: the nearest of some length."""
    sentence = verb.sent
    near = [q for q in quotes.within(sentence.start, sentence.end) if q.end - q.start >= _SHORTEST_QUOTE and not q.start <= verb.i < q.end]
    if near and source is not None and not any(c.dep_ == "obj" and not _inside(c, near) for c in verb.children):
        best = min(near, key=lambda q: min(abs(q.start - verb.i), abs(q.end - verb.i)))
        yield _Found(source, verb, best.start, best.end)


def _inside(token: Token, quotes: Iterable[Quote]) -> bool:
    return any(quote.start <= token.i < quote.end for quote in quotes)


def _source(verb: Token) -> Token | None:
    """Whoever speaks: the agent of a passive, the subject, or the subject that the verb shares with the one it hangs on."""
    passive = any(child.dep_ == "aux:pass" for child in verb.children)
    for child in verb.children:
        if child.dep_ == "obl:agent":
            return child
    if passive:
        return None
    node = verb
    for _ in range(_LONGEST_CLIMB):
        subject = next((child for child in node.children if child.dep_ in _SUBJECTS), None)
        if subject is not None:
            return None if subject.dep_ == "nsubj:pass" and node is verb else subject
        if node.dep_ in {"acl", "acl:relcl"} and node.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return node.head
        if node.dep_ not in _WITH_SUBJECT or (node.dep_ == "parataxis" and node is not verb):
            return None
        node = node.head
    return None


# Other cues


def _according(token: Token) -> Iterator[_Found]:
    """ "According to X, …": the source is the noun it marks, the content the rest of the clause."""
    source = token.head if token.dep_ == "case" else next((c for c in token.children if c.dep_ in {"obl", "obj", "nmod"}), None)
    if source is None or source.i == token.i:
        return
    top = source if token.dep_ == "case" else token
    if top.head.i == top.i:
        return
    head = top.head
    if head.dep_ == "nmod" or (head.pos_ in {"NOUN", "PROPN"} and top.dep_ == "nmod" and head.dep_ != "ROOT"):
        head = _clause_of(head)
    for start, end in ((head.left_edge.i, top.left_edge.i), (top.right_edge.i + 1, head.right_edge.i + 1)):
        start, end = _trim(token.doc, start, end)
        if start <= head.i < end or (start < end and end - start >= _SHORTEST_QUOTE):
            yield _Found(source, token, start, end)


def _clause_of(token: Token) -> Token:
    for _ in range(_LONGEST_CLIMB):
        if token.pos_ in {"VERB", "AUX"} or token.head.i == token.i:
            return token
        token = token.head
    return token


def _noun(noun: Token) -> Iterator[_Found]:
    """ "The claim of X that …"."""
    for child in noun.rights:
        if child.dep_ in {"acl", "ccomp"} and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children):
            start, end = _trim(noun.doc, child.left_edge.i, child.right_edge.i + 1)
            yield _Found(_holder(noun), noun, start, end)


def _holder(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and any(c.lower_ in {"of", "by", "from"} for c in child.lefts)):
            return child
    verb = noun.head
    return _source(verb) if noun.dep_ in {"obj", "obl"} and verb.pos_ == "VERB" else None


def _running(doc: Doc, found: list[_Found], quotes: Quotes) -> Iterator[_Found]:
    """A quote without a cue of its own, in the sentence after a quotation or its cue, goes on with the same source."""
    covered = bytearray(len(doc) + 1)
    for one in found:
        covered[one.start : one.end] = b"\x01" * (one.end - one.start)
    by_sentence = {one.cue.sent.start: one for one in found if one.source is not None}
    last: _Found | None = None
    last_end = 0
    for quote in quotes.all:
        sentence = doc[quote.start].sent
        own = by_sentence.get(sentence.start)
        if any(covered[quote.start : quote.end]) or own is not None:
            last = own or next((o for o in found if o.start <= quote.start < o.end), last)
            last_end = max(quote.end, last.cue.i if last else 0)
        elif last is not None and quote.end - quote.start >= _SHORTEST_QUOTE and _goes_on(doc, last_end, quote):
            yield _Found(last.source, last.cue, quote.start, quote.end)
            last_end = quote.end


def _goes_on(doc: Doc, last_end: int, quote: Quote) -> bool:
    """Tell whether a quote begins its sentence and follows the last one by no more than the rest of that sentence."""
    return quote.start - doc[quote.start].sent.start <= 2 and quote.start - last_end <= 30


def _credits(doc: Doc, words: ActorWords) -> Iterator[_Found]:
    """ "Photo: X." credits the line before."""
    before = None
    for sentence in doc.sents:
        colon = next((t for t in sentence[:4] if t.text == ":"), None)
        if colon is not None and before is not None and len(sentence) < 15:
            label = doc[sentence.start : colon.i].text.lower()
            if label in words.credits and colon.i + 1 < sentence.end:
                start, end = _trim(doc, before.start, before.end)
                yield _Found(doc[colon.i + 1], doc[sentence.start], start, end)
        before = sentence


# From tokens to characters


def _finish(doc: Doc, one: _Found, cast: Cast, quotes: Quotes) -> Attribution:
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
