"""Cues: the verbs, nouns and phrases that attribute, and where their source and content stand in the tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graphbuild.reading.actorwords import ActorWords
from graphbuild.reading.cast import Cast
from graphbuild.reading.quotes import Quote, Quotes

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_WITH_SUBJECT = frozenset({"advcl", "xcomp", "conj", "advcl:relcl", "parataxis"})
_EDGES = frozenset(",;:—–-“”\"'‘’``''()")
_FREE_RELATIVE = frozenset({"what", "where", "how", "why", "who", "when", "which"})
SHORTEST = 4
"""Tokens of the shortest stretch that is taken for content where no clause says so: below it, quotes are of single words."""
_LONGEST_CLIMB = 5


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens of an attribution: the head of the source, the cue, and the content from `start` (inclusive) to `end`."""

    source: Token | None
    cue: Token
    start: int
    end: int


def at(token: Token, cast: Cast, words: ActorWords, quotes: Quotes) -> Iterator[Found]:
    """Yield what the token attributes, if it is a cue."""
    part = token.pos_
    if token.lower_ == "according":
        yield from _according(token)
    elif part in {"VERB", "AUX"}:
        yield from _verb(token, cast, words, quotes)
    elif part == "ADJ":
        yield from _adjective(token)
    elif part == "NOUN" and token.lemma_.lower() in words.say_nouns:
        yield from _noun(token, cast)


# Verbs: "X said that …", "…, said X", "X said: …"


def _verb(verb: Token, cast: Cast, words: ActorWords, quotes: Quotes) -> Iterator[Found]:
    if verb.lemma_.lower() in words.say_verbs:
        source = _source(verb, cast)
        clauses = [*_clauses(verb, words), *_after_colon(verb, quotes)]
        yield from _stated(verb, source, clauses, quotes)
        yield from _beside(verb, source)
        if not clauses and source is not None:
            yield from _quote_object(verb, source, quotes)
        return
    clauses = [clause for clause in _clauses(verb, words) if _marked(clause, "that")]
    if clauses and (source := _source(verb, cast)) is not None and cast.at(source.i):
        yield from _stated(verb, source, clauses, quotes)


def _stated(verb: Token, source: Token | None, clauses: Iterable[Token], quotes: Quotes) -> Iterator[Found]:
    for clause in clauses:
        start, end = _clause_span(clause, verb)
        yield Found(source, verb, start, _to_quote_end(start, end, quotes))


def _clauses(verb: Token, words: ActorWords) -> Iterator[Token]:
    """Yield what is said as a clause: "that …", "what …", and what somebody "is said to" do."""
    passive = any(child.dep_ == "aux:pass" for child in verb.lefts)
    hearsay = passive and verb.lemma_.lower() in words.hearsay
    for child in verb.children:
        match child.dep_:
            case "ccomp":
                said = child.i > verb.i or not _marked(child, "if", "because", "as")
            case "obj":
                said = child.lower_ in _FREE_RELATIVE and any(c.dep_.endswith("relcl") for c in child.rights)
            case "xcomp":
                said = hearsay
            case "csubj" | "csubj:pass":
                said = passive
            case _:
                said = False
        if said:
            yield child


def _after_colon(verb: Token, quotes: Quotes) -> Iterator[Token]:
    """Yield what follows "X said:", which hangs on the verb as one more sentence."""
    for child in verb.rights:
        if child.dep_ == "parataxis":
            first = child.left_edge
            before = first.nbor(-1).text if first.i else ""
            if quotes.at(child.i) or ":" in {first.text, before}:
                yield child


def _marked(clause: Token, *marks: str) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in marks for child in clause.lefts)


def _clause_span(clause: Token, verb: Token) -> tuple[int, int]:
    """The clause without its "that"; where the verb stands inside it, the side that holds its head."""
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    if start <= verb.i < end:
        left = verb.left_edge.i if verb.left_edge.i > start else verb.i
        start, end = (start, left) if clause.i < verb.i else (verb.i + 1, end)
    return trim(verb.doc, start, end)


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Drop marks and "that" from the edges of the tokens `start` to `end`."""
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
    if quote is None or start - quote.start > 1:
        return end
    return max(end, quote.end - (quotes.doc[quote.end - 1].text == ","))


def _beside(verb: Token, source: Token | None) -> Iterator[Found]:
    """Read "…, X said" and "As X said, …": the verb hangs on what was said, and splits it when it stands within."""
    if source is None or not (verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and _marked(verb, "as"))):
        return
    head = verb.head
    for side in ((head.left_edge.i, verb.left_edge.i), (verb.right_edge.i + 1, head.right_edge.i + 1)):
        start, end = trim(verb.doc, *side)
        if start < end and (start <= head.i < end or end - start >= SHORTEST):
            yield Found(source, verb, start, end)


def _quote_object(verb: Token, source: Token, quotes: Quotes) -> Iterator[Found]:
    """A quote beside the verb that no clause accounts for: the nearest of some length in its sentence, or one that a colon leads to."""
    sentence = verb.sent
    until = quotes.after(sentence.end) if _leads_on(sentence[-1]) else sentence.end
    near = [
        q for q in quotes.within(sentence.start, until) if q.end - q.start >= SHORTEST and not q.start <= verb.i < q.end
    ]
    if near and not any(c.dep_ == "obj" and not _inside(c, near) for c in verb.children):
        best = min(near, key=lambda q: min(abs(q.start - verb.i), abs(q.end - verb.i)))
        yield Found(source, verb, best.start, best.end)


def _leads_on(last: Token) -> bool:
    """Tell whether a sentence leads to the next: it ends in a comma or a colon."""
    return last.text in {":", ","} or (last.i > 0 and last.is_space and last.nbor(-1).text in {":", ","})


def _inside(token: Token, quotes: Iterable[Quote]) -> bool:
    return any(quote.start <= token.i < quote.end for quote in quotes)


def _source(verb: Token, cast: Cast) -> Token | None:
    """Return whoever speaks: the agent of a passive, the subject, or the subject that the verb shares with the one it hangs on."""
    agent = next((child for child in verb.children if child.dep_ == "obl:agent"), None)
    if agent is not None or any(child.dep_ == "aux:pass" for child in verb.children):
        return agent
    subject = _subject(verb)
    if subject is not None:
        return None if subject.dep_ == "nsubj:pass" else subject
    return _shared_subject(verb, cast)


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)


def _shared_subject(verb: Token, cast: Cast) -> Token | None:
    """Climb to a subject that can speak: in "Asif said the attack had failed, adding that …" it is Asif who adds."""
    node, silent = verb, None
    for _ in range(_LONGEST_CLIMB):
        if node.dep_ in {"acl", "acl:relcl"} and node.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return silent or node.head
        climbs = node.dep_ in _WITH_SUBJECT or (node.dep_ == "ccomp" and silent is not None)
        if not climbs or (node.dep_ == "parataxis" and node is not verb):
            break
        node = node.head
        subject = _subject(node)
        if subject is not None:
            if cast.at(subject.i):
                return subject
            silent = silent or subject
    return silent


# Other cues


def _according(token: Token) -> Iterator[Found]:
    """Read "According to X, …": the source is the noun it marks, the content the rest of the clause."""
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
    for side in ((head.left_edge.i, top.left_edge.i), (top.right_edge.i + 1, head.right_edge.i + 1)):
        start, end = trim(token.doc, *side)
        if start <= head.i < end or (start < end and end - start >= SHORTEST):
            yield Found(source, token, start, end)


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


def _adjective(adjective: Token) -> Iterator[Found]:
    """Read "X is concerned that …"."""
    source = next((child for child in adjective.lefts if child.dep_ in _SUBJECTS), None)
    for child in adjective.rights:
        if source is not None and child.dep_ == "ccomp" and source.lower_ != "it":
            start, end = trim(adjective.doc, child.left_edge.i, child.right_edge.i + 1)
            yield Found(source, adjective, start, end)


def _noun(noun: Token, cast: Cast) -> Iterator[Found]:
    """Read "the claim of X that …"."""
    for child in noun.rights:
        if child.dep_ in {"acl", "ccomp"} and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children):
            start, end = trim(noun.doc, child.left_edge.i, child.right_edge.i + 1)
            yield Found(_holder(noun, cast), noun, start, end)


def _holder(noun: Token, cast: Cast) -> Token | None:
    for child in noun.children:
        if child.dep_ == "nmod:poss" or (
            child.dep_ == "nmod" and any(c.lower_ in {"of", "by", "from"} for c in child.lefts)
        ):
            return child
    verb = noun.head
    return _source(verb, cast) if noun.dep_ in {"obj", "obl"} and verb.pos_ == "VERB" else None
