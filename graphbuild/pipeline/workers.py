"""Reading in several processes: each makes its own reader once, and is given a few articles at a time.

Processes are spawned, which works on every system and beside threads. A process that dies (out of memory, killed) is
replaced; of the articles that it had, those left are read one by one, and the one whose process dies again is at fault.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue

from graphbuild.errors import GraphbuildError, LanguageError
from graphbuild.model import Article, Provenance
from graphbuild.pipeline.attempts import Outcome, attempt, failed, pieces
from graphbuild.pipeline.settings import ReadyReader

Make = Callable[[], ReadyReader]
"""Makes a reader; it can be pickled, and is called once in every process."""

_SPAWN = get_context("spawn")
_AHEAD = 2
"""Pieces that lie ready for every worker: the input is read no further than that ahead of the output."""


class Workers:
    """Processes that read. `made_by` is the provenance of their readings.

    Raises what making the reader raises.
    """

    def __init__(self, make: Make, number: int) -> None:
        self._number = number
        self._workers = [_Worker(make) for _ in range(number)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        try:
            [self.made_by] = {worker.greet() for worker in self._workers}
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        for worker in self._workers:
            worker.close()

    def read(self, articles: Iterable[Article]) -> Iterator[Outcome]:
        """Yield what comes of each article, in order."""
        under_way: deque[Future[list[Outcome]]] = deque()
        with ThreadPoolExecutor(self._number) as threads:
            try:
                for piece in pieces(articles):
                    under_way.append(threads.submit(self._piece, piece))
                    if len(under_way) > self._number * _AHEAD:
                        yield from under_way.popleft().result()
                while under_way:
                    yield from under_way.popleft().result()
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                self.close()
                raise

    def _piece(self, articles: Sequence[Article]) -> list[Outcome]:
        worker = self._idle.get()
        try:
            outcomes = worker.read(articles)
            for article in articles[len(outcomes) :]:
                outcomes += worker.read((article,)) or [failed(article, f"its process ended: {worker.end}")]
            return outcomes
        finally:
            self._idle.put(worker)


class _Worker:
    """A process at the other end of a pipe, and the one that takes its place when it dies."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._closed = False
        self.end = ""
        self._start()

    def _start(self) -> None:
        self._pipe, other = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_work, args=(other, self._make), daemon=True)
        self._process.start()
        other.close()

    def greet(self) -> Provenance:
        """Wait until its reader is made, and return the reader's provenance."""
        try:
            found = self._pipe.recv()
        except (EOFError, OSError):
            raise LanguageError(
                f"a worker could not start ({self._ended()}): use fewer, or see that they have enough memory; "
                'a script that uses workers must do so below `if __name__ == "__main__":`'
            ) from None
        if isinstance(found, GraphbuildError):
            raise found
        made_by: Provenance = found
        return made_by

    def read(self, articles: Sequence[Article]) -> list[Outcome]:
        """Return what comes of each article; of fewer than were given if the process died, and then it is a new one."""
        outcomes: list[Outcome] = []
        try:
            self._pipe.send(tuple(articles))
            while len(outcomes) < len(articles):
                outcomes.append(self._pipe.recv())
        except (EOFError, OSError):
            self.end = self._ended()
            if not self._closed:
                self._start()
                self.greet()
        return outcomes

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self._process.terminate()
        self._process.join()
        self._pipe.close()

    def _ended(self) -> str:
        self._process.join()
        code = self._process.exitcode or 0
        return f"signal {-code}" if code < 0 else f"exit code {code}"


def _work(pipe: Connection, make: Make) -> None:
    """Make a reader and read what comes through the pipe, until nobody is at its other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; whoever started this ends it
    try:
        reader = make()
    except GraphbuildError as error:
        pipe.send(error)
        return
    with suppress(EOFError, OSError):
        pipe.send(reader.made_by)
        while True:
            for outcome in attempt(reader.read, pipe.recv()):
                pipe.send(outcome)


Read = Callable[[Iterable[Article]], Iterator[Outcome]]
"""A reader that answers for every article."""


@contextmanager
def at_work(make: Make, workers: int) -> Iterator[tuple[Read, Provenance]]:
    """Give what reads in so many processes, and its provenance; one reads in this very process."""
    if workers == 1:
        reader = make()
        yield partial(_here, reader), reader.made_by
        return
    pool = Workers(make, workers)
    try:
        yield pool.read, pool.made_by
    finally:
        pool.close()


def _here(reader: ReadyReader, articles: Iterable[Article]) -> Iterator[Outcome]:
    for piece in pieces(articles):
        yield from attempt(reader.read, piece)
