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
_FREE_RELATIVE = frozenset({"what", "where", "how", "why", "who", "when", "which"})
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
    found += [*_named_first(doc, cast), *_signed(doc, cast, quotes), *_credits(doc, words)]
    found += _running(doc, found, quotes)
    attributions = sorted(
        {_finish(doc, one, cast, quotes) for one in found if one.start < one.end}, key=lambda a: (a.cue, a.content)
    )
    return tuple(_nest(attributions))


def _cued(token: Token, cast: Cast, words: ActorWords, quotes: Quotes) -> Iterator[_Found]:
    if token.lower_ == "according":
        yield from _according(token)
    elif token.pos_ in {"VERB", "AUX"}:
        yield from _verb(token, cast, words, quotes)
    elif token.pos_ == "ADJ":
        yield from _adjective(token)
    elif token.pos_ == "NOUN" and token.lemma_.lower() in words.say_nouns:
        yield from _noun(token)


# Verbs: "X said that …", "…, said X", "X said: …"


def _verb(verb: Token, cast: Cast, words: ActorWords, quotes: Quotes) -> Iterator[_Found]:
    source = _source(verb)
    if verb.lemma_.lower() in words.say_verbs:
        clauses = [*_clauses(verb, words), *_after_colon(verb, quotes)]
        yield from _stated(verb, source, clauses, quotes)
        yield from _beside(verb, source)
        if not clauses and source is not None:
            yield from _quote_object(verb, source, quotes)
    elif source is not None and cast.at(source.i):
        yield from _stated(
            verb, source, [clause for clause in _clauses(verb, words) if _marked(clause, "that")], quotes
        )


def _stated(verb: Token, source: Token | None, clauses: Iterable[Token], quotes: Quotes) -> Iterator[_Found]:
    for clause in clauses:
        start, end = _clause_span(clause, verb)
        yield _Found(source, verb, start, _to_quote_end(start, end, quotes))


def _clauses(verb: Token, words: ActorWords) -> Iterator[Token]:
    """What is said as a clause: "that …", "what …", and what somebody "is said to" do."""
    for child in verb.children:
        if (
            (child.dep_ == "ccomp" and not (child.i < verb.i and _marked(child, "if", "because", "as")))
            or (
                child.dep_ == "obj"
                and child.lower_ in _FREE_RELATIVE
                and any(c.dep_.endswith("relcl") for c in child.rights)
            )
            or (
                child.dep_ == "xcomp"
                and verb.lemma_.lower() in words.hearsay
                and any(c.dep_ == "aux:pass" for c in verb.lefts)
            )
        ):
            yield child


def _after_colon(verb: Token, quotes: Quotes) -> Iterator[Token]:
    """ "X said: …": the parser hangs what follows on the verb as one more sentence."""
    for child in verb.rights:
        if child.dep_ == "parataxis" and (quotes.at(child.i) or verb.doc[child.left_edge.i - 1].text == ":"):
            yield child


def _marked(clause: Token, *marks: str) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in marks for child in clause.lefts)


def _clause_span(clause: Token, verb: Token) -> tuple[int, int]:
    """The clause without its "that"; where the verb stands inside it, the side that holds its head."""
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    if start <= verb.i < end:
        left = verb.left_edge.i if verb.left_edge.i > start else verb.i
        start, end = (start, left) if clause.i < verb.i else (verb.i + 1, end)
    return _trim(verb.doc, start, end)


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (
        doc[start].text in _EDGES or doc[start].is_space or (doc[start].dep_ == "mark" and doc[start].lower_ == "that")
    ):
        start += 1
    while start < end and (doc[end - 1].text in _EDGES or doc[end - 1].is_space):
        end -= 1
    return start, end


def _to_quote_end(start: int, end: int, quotes: Quotes) -> int:
    """A quote that begins with the content belongs to it to its end, over sentences."""
    quote = quotes.at(start)
    return max(end, quote.end) if quote is not None and start - quote.start <= 1 else end


def _beside(verb: Token, source: Token | None) -> Iterator[_Found]:
    """ "…, X said" and "As X said, …": the verb hangs on what was said, and splits it when it stands within."""
    if source is None or not (verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and _marked(verb, "as"))):
        return
    head = verb.head
    for start, end in ((head.left_edge.i, verb.left_edge.i), (verb.right_edge.i + 1, head.right_edge.i + 1)):
        start, end = _trim(verb.doc, start, end)
        if start < end and (start <= head.i < end or end - start >= _SHORTEST_QUOTE):
            yield _Found(source, verb, start, end)


def _quote_object(verb: Token, source: Token, quotes: Quotes) -> Iterator[_Found]:
    """A quote beside the verb that no clause accounts for: the nearest of some length in its sentence, or one that a colon leads to."""
    sentence = verb.sent
    until = quotes.after(sentence.end) if _leads_on(sentence[-1]) else sentence.end
    near = [
        q
        for q in quotes.within(sentence.start, until)
        if q.end - q.start >= _SHORTEST_QUOTE and not q.start <= verb.i < q.end
    ]
    if near and not any(c.dep_ == "obj" and not _inside(c, near) for c in verb.children):
        best = min(near, key=lambda q: min(abs(q.start - verb.i), abs(q.end - verb.i)))
        yield _Found(source, verb, best.start, best.end)


def _leads_on(last: Token) -> bool:
    """Tell whether a sentence leads to the next: it ends in a comma or a colon."""
    return last.text in {":", ","} or (last.i > 0 and last.is_space and last.nbor(-1).text in {":", ","})


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
    source = (
        token.head
        if token.dep_ == "case"
        else next((c for c in token.children if c.dep_ in {"obl", "obj", "nmod"}), None)
    )
    if source is None or source.i == token.i:
        return
    top = source if token.dep_ == "case" else token
    head = top.sent.root if _at_edge(top) else _clause_of(top.head)
    if head.i == top.i:
        return
    for start, end in ((head.left_edge.i, top.left_edge.i), (top.right_edge.i + 1, head.right_edge.i + 1)):
        start, end = _trim(token.doc, start, end)
        if start <= head.i < end or (start < end and end - start >= _SHORTEST_QUOTE):
            yield _Found(source, token, start, end)


def _at_edge(top: Token) -> bool:
    """Tell whether the phrase begins its sentence, or ends it after a comma: then it is of the whole sentence."""
    sentence, first, last = top.sent, top.left_edge.i, top.right_edge.i
    ends = (
        all(t.is_punct or t.is_space for t in top.doc[last + 1 : min(sentence.end, last + 4)])
        and sentence.end - last <= 4
    )
    return first == sentence.start or (ends and first > 0 and top.doc[first - 1].text == ",")


def _clause_of(token: Token) -> Token:
    for _ in range(_LONGEST_CLIMB):
        if token.pos_ in {"VERB", "AUX"} or token.head.i == token.i:
            return token
        token = token.head
    return token


def _adjective(adjective: Token) -> Iterator[_Found]:
    """ "X is concerned that …"."""
    source = next((child for child in adjective.lefts if child.dep_ in _SUBJECTS), None)
    for child in adjective.rights:
        if source is not None and child.dep_ == "ccomp" and source.lower_ != "it":
            start, end = _trim(adjective.doc, child.left_edge.i, child.right_edge.i + 1)
            yield _Found(source, adjective, start, end)


def _named_first(doc: Doc, cast: Cast) -> Iterator[_Found]:
    """ "X: …" at the head of a sentence, as headlines have it."""
    for sentence in doc.sents:
        colon = next((t.i for t in sentence[1:8] if t.text == ":"), None)
        if (
            colon is not None
            and sentence.end - colon > _SHORTEST_QUOTE
            and all(t.pos_ in {"PROPN", "NOUN", "ADJ"} for t in doc[sentence.start : colon])
        ):
            source = doc[colon - 1]
            if cast.at(source.i) or source.lemma_.lower() == "report":
                start, end = _trim(doc, colon + 1, sentence.end)
                yield _Found(source, source, start, end)


def _signed(doc: Doc, cast: Cast, quotes: Quotes) -> Iterator[_Found]:
    """A quote with its author after a dash."""
    for quote in quotes.all:
        after = [t for t in doc[quote.end + 1 : quote.end + 6] if not t.is_space]
        if len(after) > 1 and after[0].text in {"-", "–", "—"} and cast.at(after[1].i):
            yield _Found(after[1], after[1], quote.start, quote.end)


def _noun(noun: Token) -> Iterator[_Found]:
    """ "The claim of X that …"."""
    for child in noun.rights:
        if child.dep_ in {"acl", "ccomp"} and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children):
            start, end = _trim(noun.doc, child.left_edge.i, child.right_edge.i + 1)
            yield _Found(_holder(noun), noun, start, end)


def _holder(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "nmod:poss" or (
            child.dep_ == "nmod" and any(c.lower_ in {"of", "by", "from"} for c in child.lefts)
        ):
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
