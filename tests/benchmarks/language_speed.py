"""How fast a language pipeline reads, alone and beside another process, and what it adds to its bare sessions: a part of `language.py`."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import resource
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from language_acts import Row
from onnxruntime import InferenceSession
from spacy.language import Language

from graphbuild import language
from graphbuild.language.tagger import NAME


def pipeline(name: str | None) -> Language:
    """Load a pipeline; a folder with `model.onnx` is read as weights of the shipped kind."""
    if name is None or not (Path(name) / "model.onnx").exists():
        return language.load(name)
    nlp = language.load()
    nlp.remove_pipe(NAME)
    nlp.add_pipe(NAME, config={"folder": name})
    return nlp


def speed(nlp: Language, name: str | None, path: Path, words: int) -> Iterator[Row]:
    """Yield the words a second of one process and of two, what the component costs, and the peak memory of one process."""
    chosen, total = texts(nlp, path, words)
    one = seconds(nlp, chosen)
    yield path.name, "words a second", total / one
    yield path.name, "peak memory, MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if NAME in nlp.pipe_names:
        yield path.name, "component / bare sessions", component_ratio(nlp, chosen)
    yield path.name, "words a second, two processes", 2 * total / beside(name, path, words)


def texts(nlp: Language, path: Path, words: int) -> tuple[list[str], int]:
    """Return the first texts of a file that have so many words, and how many they have."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        found = [json.loads(line)["text"] for line in lines]
    chosen, total = [], 0
    for text in found:
        if total < words:
            chosen.append(text)
            total += sum(not t.is_space for t in nlp.make_doc(text))
    return chosen, total


def seconds(nlp: Language, chosen: Sequence[str]) -> float:
    """Time the reading of texts, after a few to warm up."""
    list(nlp.pipe(chosen[:3]))
    began = time.perf_counter()
    list(nlp.pipe(chosen))
    return time.perf_counter() - began


def beside(name: str | None, path: Path, words: int) -> float:
    """Return the seconds that the slower of two processes takes, which begin to read the same texts at the same moment."""
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(2, mp_context=context) as pool:
        gate = manager.Barrier(2)
        return max(pool.map(_timed, [name] * 2, [path] * 2, [words] * 2, [gate] * 2))


def _timed(name: str | None, path: Path, words: int, gate: object) -> float:
    nlp = pipeline(name)
    chosen, _ = texts(nlp, path, words)
    list(nlp.pipe(chosen[:3]))
    gate.wait()  # type: ignore[attr-defined]  # a proxy of a barrier has no type of its own
    return seconds(nlp, chosen)


class Recorder:
    """A session that keeps what it is given."""

    def __init__(self, session: InferenceSession) -> None:
        self.session, self.given = session, []

    def run(self, outputs: None, inputs: dict[str, object]) -> Sequence[object]:
        self.given.append(inputs)
        return self.session.run(outputs, inputs)


def component_ratio(nlp: Language, texts: Sequence[str]) -> float:
    """Time the component, and its sessions alone on the very inputs that the component gave them."""
    tagger = nlp.get_pipe(NAME)
    network = tagger.network  # type: ignore[attr-defined]  # spaCy types components as plain callables
    holders = (network, network.closer)
    recorders = [Recorder(holder.session) for holder in holders]
    docs = [nlp.make_doc(text) for text in texts]
    for holder, recorder in zip(holders, recorders, strict=True):
        holder.session = recorder
    for doc in docs:
        tagger(doc)
    for holder, recorder in zip(holders, recorders, strict=True):
        holder.session = recorder.session
    docs = [nlp.make_doc(text) for text in texts]
    began = time.perf_counter()
    for doc in docs:
        tagger(doc)
    whole = time.perf_counter() - began
    began = time.perf_counter()
    for recorder in recorders:
        for inputs in recorder.given:
            recorder.session.run(None, inputs)
    return whole / (time.perf_counter() - began)
