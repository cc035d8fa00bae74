"""The shipped network: words in, sentences, tags, trees, names, cues and arguments out. Knows nothing of spaCy."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from graphbuild.language import decoding, trees
from graphbuild.language.closer import Closer, Window, window_of
from graphbuild.language.labels import UPOS
from graphbuild.language.roles import Phrase
from graphbuild.language.windows import breaks, cut
from graphbuild.language.words import Spacing, Vocabulary, shape

LONGEST = 190
"""Word pieces that a window holds at most: as in training."""
FILES = ("model.onnx", "relations.onnx", "closer.onnx", "labels.json", "tokenizer.json")

Scores = NDArray[np.float32]
Numbers = NDArray[np.int64]
Marks = NDArray[np.bool_]
Phrases = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, the white space before each, and, where they are known beforehand, the sentence starts."""

    texts: list[str]
    spacings: list[int]
    starts: Marks | None = None


@dataclass(slots=True)
class Analysis:
    """What was found out about the words of a text. Heads are words of the text, -1 for roots."""

    heads: Numbers
    relations: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    names: list[decoding.Name] = field(default_factory=list)
    cues: list[tuple[decoding.Evoked, Phrases]] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)


class Network:
    """Runs over the windows of a text, one window at a time.

    A window is analysed the same whatever stands beside it: activations are quantised window by window, and nothing is
    padded. Texts of any length take time linear in their length.
    """

    def __init__(self, folder: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(folder / "model.onnx", options, providers=["CPUExecutionProvider"])
        self.outputs = [output.name for output in self.session.get_outputs()]
        self.vocabulary = Vocabulary(folder / "tokenizer.json")
        labels = json.loads((folder / "labels.json").read_text(encoding="utf8"))
        self.xpos: list[str] = labels["xpos"]
        self.relations: list[str] = labels["relations"]
        self.relation_scores = onnxruntime.InferenceSession(
            folder / "relations.onnx", options, providers=["CPUExecutionProvider"]
        )
        self.closer = Closer.from_file(folder / "closer.onnx", options)
        self.folder = folder

    def fingerprint(self) -> str:
        """Return twelve hexadecimal digits of the SHA-256 of the weights and labels."""
        digest = hashlib.sha256()
        for name in FILES:
            digest.update((self.folder / name).read_bytes())
        return digest.hexdigest()[:12]

    def analyse(self, words: Words) -> Analysis:
        """Analyse the words of one text."""
        analysis = Analysis(np.full(len(words.texts), -1, np.int64))
        pieces = self.vocabulary.pieces(words.texts)
        places = breaks(words.texts, words.spacings) if words.starts is None else (3 * words.starts).tolist()
        for start, end in cut([len(ids) for ids in pieces], places, LONGEST):
            known = None if words.starts is None else words.starts[start:end]
            window = Words(words.texts[start:end], words.spacings[start:end], known)
            inputs = feed(window, pieces[start:end], self.vocabulary)
            self._window(analysis, start, window, inputs)
        return analysis

    def run(self, inputs: dict[str, Numbers]) -> dict[str, Scores]:
        """Run the network on one window."""
        return dict(zip(self.outputs, self.session.run(None, inputs), strict=True))

    def _window(self, analysis: Analysis, start: int, words: Words, inputs: dict[str, Numbers]) -> None:
        """Add what is found in one window, whose first word is word `start` of the text."""
        out = self.run(inputs)
        starts = _starts(out["start"][:, 0] > 0, words)
        heads = _heads(out, np.flatnonzero(starts))
        analysis.heads[start : start + len(heads)] = np.where(heads < 0, -1, heads + start)
        analysis.relations += [self.relations[i] for i in self._relations(out, heads).tolist()]
        analysis.upos += [UPOS[i] for i in out["upos"].argmax(1).tolist()]
        analysis.xpos += [self.xpos[i] for i in out["xpos"].argmax(1).tolist()]
        names = _trimmed(decoding.names(out["entity"], starts), words.texts)
        analysis.names += [name.moved(start) for name in names]
        sentences = np.cumsum(starts, dtype=np.int64)
        seen = list(decoding.cues(out["cue"], out["flags"], sentences))
        places = [(cue.start, cue.end) for cue in seen]
        embedded = out["embedded"].astype(np.float16)
        window = Window(start, words.texts, sentences, names, places, embedded, inputs["first"], inputs["last"])
        analysis.cues += self._cues(window, seen)
        analysis.windows.append(window)

    def _cues(self, window: Window, seen: Sequence[decoding.Evoked]) -> Iterator[tuple[decoding.Evoked, Phrases]]:
        """Yield the cues seen in a window, as they look more closely, and what fills their roles; both in words of the text."""
        sights = self.closer.look(window)
        cues = decoding.judged(seen, {place: sight.kinds for place, sight in sights.items()})
        for cue in sorted(cues, key=lambda cue: (cue.start, cue.end, cue.kind)):
            phrases = sights[cue.start, cue.end].phrases
            yield cue.moved(window.start), tuple(phrase.moved(window.start) for phrase in phrases)

    def _relations(self, out: dict[str, Scores], heads: Numbers) -> Numbers:
        pairs = {"child": out["relation_child"], "head": out["relation_head"][heads]}
        scores: Scores = self.relation_scores.run(None, pairs)[0]
        root = self.relations.index("root")
        scores[:, root] = -np.inf
        found: Numbers = np.where(heads < 0, root, scores.argmax(1))
        return found

    def arguments(self, windows: Sequence[Window], start: int, end: int) -> Phrases:
        """Return what fills the roles of a cue at words `start` to `end` of a text, given the windows of its analysis."""
        window = window_of(windows, start)
        place = (start - window.start, min(end - window.start, len(window.texts)))
        return tuple(phrase.moved(window.start) for phrase in self.closer.look_at(window, place).phrases)


def feed(words: Words, pieces: Sequence[tuple[int, ...]], vocabulary: Vocabulary) -> dict[str, Numbers]:
    """Lay out the words of one window, and their word pieces, as the network's inputs."""
    sizes = np.fromiter(map(len, pieces), np.int64, len(pieces))
    last = np.cumsum(sizes)
    first = last - sizes + 1
    total = int(last[-1]) + 2
    inputs = np.zeros((4, 1, total), np.int64)
    inputs[0, 0, 1:-1] = [piece for ids in pieces for piece in ids]
    inputs[0, 0, [0, -1]] = vocabulary.start, vocabulary.end
    inputs[1, 0] = np.arange(total)
    inputs[2, 0, 1:-1] = np.repeat([shape(text) for text in words.texts], sizes)
    inputs[3, 0, first] = words.spacings
    return dict(zip(("pieces", "positions", "shapes", "spacings"), inputs, strict=True)) | {
        "first": first,
        "last": last,
    }


def _starts(found: Marks, words: Words) -> Marks:
    """Return where sentences start in a window: where they were known to, or where found and at every blank line."""
    starts = found | (np.array(words.spacings) == Spacing.BLANK_LINE) if words.starts is None else words.starts.copy()
    starts[0] = True
    return starts


def _trimmed(names: Sequence[decoding.Name], texts: Sequence[str]) -> list[decoding.Name]:
    """Take hyphens and quotes from the ends of names ("Hamas-" in "Hamas-run"); the corpora part words at white space alone."""
    trimmed = []
    for name in names:
        spoken = [i for i in range(name.start, name.end) if any(map(str.isalnum, texts[i]))]
        if spoken:
            trimmed.append(decoding.Name(spoken[0], spoken[-1] + 1, name.kind))
    return trimmed


def _heads(out: dict[str, Scores], starts: Numbers) -> Numbers:
    """Find the tree of each sentence; heads are words of the window, -1 for roots."""
    n = len(out["root"])
    heads = np.empty(n, np.int64)
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), n], strict=True):
        tree = trees.best_tree(out["arc"][start:end, start:end], out["root"][start:end, 0])
        heads[start:end] = np.where(tree < 0, -1, tree + start)
    return heads
