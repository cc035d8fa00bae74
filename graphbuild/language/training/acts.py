"""Gold acts: the strings that the annotators copied, found again as words of the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from graphbuild import annotated
from graphbuild.language.labels import CUES, ROLES
from graphbuild.language.tagger import read
from graphbuild.language.training.passages import UNKNOWN, Passage, Predicate

FIELDS = {"actor": "actors", "target": "targets", "content": "content", "via": "via"}
ANOTHER_SENTENCE = 200
"""Characters that a sentence's end counts for when the nearest place of a name is sought."""

PRONOUNS = frozenset({"he", "she", "they", "it"})


@dataclass(frozen=True)
class Item:
    """One text and the acts that it reports, as in `*.items.json` and `*.gold.jsonl`."""

    id: str
    text: str
    acts: tuple[dict[str, object], ...]


def items(gold: Path, texts: Path) -> list[Item]:
    """Read the items of a set that have gold."""
    with gold.open(encoding="utf8") as lines:
        acts = {record["id"]: tuple(record["acts"]) for record in map(json.loads, filter(str.strip, lines))}
    return [
        Item(record["id"], "\n\n".join(filter(None, (record.get("title"), record["text"]))), acts[record["id"]])
        for record in json.loads(texts.read_text(encoding="utf8"))
        if record["id"] in acts
    ]


def written(folder: Path) -> list[Item]:
    """Read the items of every file of annotated texts (`graphbuild.annotated`) in a folder."""
    return [
        Item(text.id, text.text, tuple(asdict(act) for act in text.acts))
        for path in sorted(folder.glob("*.txt"))
        for text in annotated.load(path)
    ]


def passages(found: Sequence[Item], nlp: Language) -> Iterator[Passage]:
    """Label the words of each item; `nlp` only tokenises."""
    for item in found:
        yield passage(item, nlp.make_doc(item.text))


def passage(item: Item, doc: Doc) -> Passage:
    """Label the words of an item, tokenised in `doc`."""
    at, words = read(doc)
    tokens = [doc[int(k)] for k in at]
    made = Passage.plain(words.texts, words.spacings)
    made.cues = [0] * len(tokens)
    places = _Places(item.text, [(token.idx, token.idx + len(token)) for token in tokens])
    for act in item.acts:
        _add(made, act, places)
    return made


class _Places:
    """Where strings stand in a text, in words."""

    def __init__(self, text: str, words: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.words = words
        self._owner = [UNKNOWN] * len(text)
        for i, (start, end) in enumerate(words):
            self._owner[start:end] = [i] * (end - start)

    def of(self, string: str) -> list[tuple[int, ...]]:
        """Every place where a string stands as whole words, or, failing that, at all."""
        quoted = re.escape(string.strip())
        spans = [m.span() for m in re.finditer(rf"(?<!\w){quoted}(?!\w)", self.text)]
        spans = spans or [m.span() for m in re.finditer(quoted, self.text)] if quoted else []
        found = [self._words(a, b) for a, b in spans]
        return [words for words in found if words]

    def short(self, name: str) -> list[tuple[int, ...]]:
        """Every place where the last word of a name of two to four words stands for the whole name."""
        words = name.split()
        if not 2 <= len(words) <= 4 or not all(word[:1].isupper() for word in words):
            return []
        last = re.escape(words[-1])
        return [
            self._words(*m.span(1)) for m in re.finditer(rf"(?<!\w)({last})(?!\w)", self.text) if self._alone(m.start())
        ]

    def _alone(self, start: int) -> bool:
        """Tell whether no capital begins the word before."""
        before = self.text[:start].rstrip(" ").rpartition(" ")[2]
        return not before[:1].isupper() or before[-1:] in '.,;:!?”"' or "\n" in before

    def _words(self, start: int, end: int) -> tuple[int, ...]:
        return tuple(sorted({o for o in self._owner[start:end] if o != UNKNOWN}))

    def pronoun(self, cue: tuple[int, ...], words: Sequence[str]) -> tuple[int, ...] | None:
        """The pronoun before a cue that must stand for its actor: the only one of its sentence, if there is one."""
        found = [i for i in range(cue[0]) if words[i].lower() in PRONOUNS and self.apart((i,), cue) < ANOTHER_SENTENCE]
        return (found[0],) if len(found) == 1 else None

    def apart(self, one: tuple[int, ...], other: tuple[int, ...]) -> int:
        """How far two places are from each other, in characters; a sentence's end counts as many more."""
        (a, b) = (one, other) if one <= other else (other, one)
        start, end = self.words[a[-1]][1], self.words[b[0]][0]
        between = self.text[start:end] if start < end else ""
        stops = len(re.findall(r"[.!?][\"”’)]*\s+(?=[\"“A-Z])|\n+", between))
        return len(between) + ANOTHER_SENTENCE * stops


def strings(act: dict[str, object], role: str) -> list[str]:
    """Return what fills a role of an act, as the annotators copied it."""
    value = act.get(FIELDS[role]) or []
    return [value] if isinstance(value, str) else [str(v) for v in value] if isinstance(value, (list, tuple)) else []


def _add(passage: Passage, act: dict[str, object], places: _Places) -> None:
    spots = places.of(str(act["cue"]))
    if not spots:
        return
    kind = CUES.index(str(act["kind"]))
    parties = [places.of(s) for role in ("actor", "target", "content") for s in strings(act, role)]
    taken = {predicate.words for predicate in passage.acts}

    def cost(spot: tuple[int, ...]) -> tuple[int, bool, tuple[int, ...]]:
        return sum(min((places.apart(spot, p) for p in party), default=0) for party in parties), spot in taken, spot

    cue = min(spots, key=cost)
    for other in spots:
        for word in other:
            if other != cue and passage.cues[word] == 0:
                passage.cues[word] = UNKNOWN
    for word in cue:
        if passage.cues[word] <= 0:
            passage.cues[word] = kind
            passage.negated[word], passage.future[word] = int(bool(act.get("negated"))), int(bool(act.get("future")))
    _bind(passage, cue, act, places)


def _bind(made: Passage, cue: tuple[int, ...], act: dict[str, object], places: _Places) -> None:
    predicate = next((p for p in made.acts if p.words == cue), None)
    if predicate is None:
        predicate = Predicate(cue, dict.fromkeys(ROLES, ()), dict.fromkeys(ROLES, ()))
        made.acts.append(predicate)
    for role in ROLES:
        for string in strings(act, role):
            spots = places.of(string) + (places.short(string) if role != "content" else [])
            nearest = min(spots, key=lambda spot: (places.apart(cue, spot), spot), default=None)
            if nearest is not None and role == "actor" and places.apart(cue, nearest) >= ANOTHER_SENTENCE:
                nearest = places.pronoun(cue, made.words)
            if nearest is None or places.apart(cue, nearest) >= ANOTHER_SENTENCE:
                predicate.unsure |= {role}
                continue
            predicate.roles[role] += nearest
            predicate.doubtful[role] += tuple(w for spot in spots if spot != nearest for w in spot)
