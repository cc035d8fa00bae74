"""Reading on many machines: a Dask scheduler hands parts of the articles to its workers, and each writes a file.

Dask is the extra `cluster`. The machines share a folder, and nothing else: a part is written there whole or not at all,
one that is there is not read again, and one whose worker is lost goes to another.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from graphbuild.errors import ClusterError, SourceError
from graphbuild.pipeline import parts
from graphbuild.pipeline.attempts import failed
from graphbuild.pipeline.parts import Cutter, Make, Part, Written
from graphbuild.pipeline.readers import ready
from graphbuild.pipeline.settings import DEFAULT, Settings
from graphbuild.rdf import partitions
from graphbuild.sources import Limits, Web, load

SIZE = 256
"""Articles in a part: a minute or so of reading, so that a lost worker costs little and files stay few."""

_AHEAD = 2
"""Parts that lie ready for every thread of the workers: the input is read no further than that ahead."""

_RETRIES = 2
"""How often a part is tried again after an error. A worker that is lost is not an error: Dask counts those by itself."""

_PATIENCE = 60.0
"""Seconds until a scheduler must have answered, and until it must have a worker."""

_LIMITS, _WEB = Limits(), Web()


@dataclass(frozen=True, slots=True)
class Built:
    """What a build on many machines came to.

    `parts` are the files that make up the graph, the reference facts among them, `found` how many were there before.
    Of the `articles` in them, `copies` are recorded as copies of others; `repeated` came again with the same text;
    `failed` could not be read. `words` are those read now.
    """

    parts: tuple[str, ...]
    found: int
    articles: int
    copies: int
    repeated: int
    failed: int
    words: int


def build(
    sources: Iterable[str | Path] | str | Path,
    *,
    into: str | Path,
    scheduler: str,
    settings: Settings = DEFAULT,
    size: int = SIZE,
    make: Make = ready,
    limits: Limits = _LIMITS,
    web: Web = _WEB,
    report: Callable[[SourceError], None] | None = None,
    seen: Callable[[Written], None] | None = None,
) -> Built:
    """Read every article of the sources on the workers of a Dask scheduler ("tcp://host:8786"), into parts in a folder.

    The sources are opened here; `into` is a folder that all machines share under the same path, as are the files that
    the settings name. Parts hold `size` articles; their union is the graph that `pipeline.build` makes of the same
    sources. Run again, it goes on where it was. The folder's `parts.txt` names the files that make up the graph, once
    all are there; `rdf.partitions.load_parts` loads them.

    What cannot be read goes to `report`, and the rest goes on; without `report` the first such SourceError is raised.
    `seen` is called with each part that is done. `make` makes a worker's reader, by a function that workers can import.
    Raises ClusterError when Dask is not installed, no scheduler or no worker answers, or the workers differ.
    """
    folder = Path(into).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    tell = report or _raised
    dask = _library()
    with _connected(dask, scheduler) as client:
        made_by = client.submit(parts.begin, folder, make, settings, pure=False).result()
        if not (folder / partitions.REFERENCE).is_file():
            raise ClusterError(
                f"{folder}: what a worker wrote there is not here: choose a folder that all machines share"
            )
        cutter = Cutter(size, made_by)
        crew = _Crew(dask, client, folder, make, settings)
        tally = _Tally()
        with closing(cutter.parts(load(sources, report=tell, limits=limits, web=web))) as given:
            for written in crew.work(given):
                tally.add(written)
                for error in written.failures:
                    tell(error)
                if seen:
                    seen(written)
        files = [partitions.REFERENCE, *crew.struck(tally.files, cutter.superseded)]
    partitions.list_parts(folder, files)
    partitions.sweep(folder)
    return tally.built(files, cutter.repeated)


def _raised(error: SourceError) -> None:
    raise error


class _Crew:
    """The workers, each given a part at a time."""

    def __init__(self, dask: Any, client: Any, folder: Path, make: Make, settings: Settings) -> None:
        self._dask = dask
        self._client = client
        self._folder = folder
        self._bench = (make, settings)
        self._under_way: dict[Any, Part] = {}
        self._suspects: list[Part] = []

    def work(self, given: Iterable[Part]) -> Iterator[Written]:
        """Yield what comes of each part, as it comes."""
        for part in given:
            while len(self._under_way) >= _AHEAD * max(1, sum(self._client.nthreads().values())):
                yield from self._done()
            yield from self._start(part)
        while self._under_way:
            yield from self._done()
        for part in self._suspects:
            yield from self._alone(part)

    def struck(self, files: dict[str, list[str]], superseded: dict[str, set[str]]) -> Iterator[str]:
        """Yield the files of all parts, those anew in which an article stands that a later part has in another version."""
        for plan, names in files.items():
            gone = frozenset(superseded.get(plan, ()))
            for name in names:
                if gone:
                    yield self._client.submit(
                        parts.strike_out, self._folder, name, gone, *self._bench, pure=False
                    ).result()
                else:
                    yield name

    def _start(self, part: Part) -> Iterator[Written]:
        if self._is_there(part):
            yield _found(part)
        else:
            self._under_way[self._submit(part, part.name)] = part

    def _is_there(self, part: Part) -> bool:
        return (self._folder / part.name).is_file()

    def _submit(self, part: Part, key: str) -> Any:
        return self._client.submit(parts.write, part, self._folder, *self._bench, key=key, pure=False, retries=_RETRIES)

    def _done(self) -> Iterator[Written]:
        """Wait until a part is done. One at which several workers were lost is put aside."""
        for future in self._dask.wait(list(self._under_way), return_when="FIRST_COMPLETED").done:
            part = self._under_way.pop(future)
            try:
                yield future.result()
            except self._dask.KilledWorker:
                self._suspects.append(part)

    def _alone(self, part: Part) -> Iterator[Written]:
        """Read a suspect while nothing else is read: what lay ready on a worker that was lost may be innocent.

        The guilty is halved until one article is left, so that the same articles give the same files, whenever workers are lost.
        """
        if self._is_there(part):
            yield _found(part)
            return
        try:
            yield self._submit(part, f"{part.name}, alone").result()
        except self._dask.KilledWorker as problem:
            if len(part.articles) > 1:
                for half in part.halves():
                    yield from self._alone(half)
                return
            [(article, _)] = part.articles
            yield Written(part.plan, None, 1, 0, failures=(failed(article, f"workers were lost: {problem}"),))


def _found(part: Part) -> Written:
    copies = sum(origin is not None for _, origin in part.articles)
    return Written(part.plan, part.name, len(part.articles), copies, found=True)


class _Tally:
    """Counts while a build goes on; `files` are those of each part that was planned: several where it was halved."""

    def __init__(self) -> None:
        self.files: dict[str, list[str]] = defaultdict(list)
        self._found = self._articles = self._copies = self._failed = self._words = 0

    def add(self, written: Written) -> None:
        if written.name:
            self.files[written.plan].append(written.name)
        self._found += written.found
        self._articles += written.articles - len(written.failures)
        self._copies += written.copies
        self._failed += len(written.failures)
        self._words += written.words

    def built(self, files: Iterable[str], repeated: int) -> Built:
        return Built(
            tuple(sorted(set(files))), self._found, self._articles, self._copies, repeated, self._failed, self._words
        )


# Any below and in _Crew: Dask is optional, and says little of its types.
def _library() -> Any:
    try:
        return import_module("distributed")
    except ModuleNotFoundError:
        raise ClusterError('many machines need Dask; install it with: pip install "graphbuild[cluster]"') from None


@contextmanager
def _connected(dask: Any, scheduler: str) -> Iterator[Any]:
    """Give a client of a scheduler that has workers; what is under way when it is left is given up."""
    try:
        # A client that finds no scheduler is left half open, and closing it holds up whichever thread happens to
        # collect it, the next client's own among them: none is made before someone answers.
        asyncio.run(_call(dask, scheduler))
        client = dask.Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as problem:
        raise ClusterError(
            f"{scheduler}: no scheduler answers there ({' '.join(str(problem).split())[:120]}): start one with dask scheduler"
        ) from problem
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as problem:
            raise ClusterError(
                f"{scheduler}: the scheduler has no workers: start some with dask worker {scheduler}"
            ) from problem
        with client.as_current():  # `wait` looks for it there
            yield client


async def _call(dask: Any, scheduler: str) -> None:
    """Call a scheduler, and ring off: raises what calling it raises (OSError, ValueError)."""
    arguments = dask.Security().get_connection_args("client")
    line = await dask.comm.connect(scheduler, timeout=_PATIENCE, **arguments)
    await line.close()
