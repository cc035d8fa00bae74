"""Reading on many machines: a real Dask cluster of two worker processes, one of which is killed."""

import gzip
import logging
import os
import signal
import sys
import textwrap
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from graphbuild import pipeline, rdf
from graphbuild.cli import app
from graphbuild.errors import ClusterError, SourceError, StoreError
from graphbuild.pipeline.cluster import build
from graphbuild.pipeline.parts import Written
from graphbuild.rdf import partitions

from .conftest import Write, quads, record

distributed = pytest.importorskip("distributed", reason="many machines need Dask: pip install 'graphbuild[cluster]'")

Cluster = Any  # distributed.LocalCluster; Dask is optional, and says little of its types
Odd = Any  # the module below

LONG = (
    "The foreign ministers of Kenya and Uganda met in Nairobi on Monday to discuss the closing of their common border. "
    "Uganda accused Kenya of holding back fuel trucks at the crossing. Kenya denied the accusation and promised to "
    "reopen the road before the end of the week. The two governments agreed to meet again in Kampala next month, when "
    "officials are also expected to sign an agreement on trade, and France offered to send observers to the border."
)
ODD_READERS = """
    import os, signal, time
    from pathlib import Path
    from graphbuild.model import Provenance, Reading
    from graphbuild.pipeline.settings import ReadyReader

    MADE_BY = Provenance("odd", "1")

    def make(settings):
        return ReadyReader(read, MADE_BY)

    def differing(settings):
        there = Path(__file__).with_name("workers")
        there.mkdir(exist_ok=True)
        (there / str(os.getpid())).touch()

        def wait(articles):  # until another worker has come, so that no one reads everything alone
            deadline = time.monotonic() + 60
            while len(list(there.iterdir())) < 2 and time.monotonic() < deadline:
                time.sleep(0.02)
            return read(articles)

        return ReadyReader(wait, Provenance("odd", str(os.getpid())))

    def read(articles):
        for article in articles:
            if "deadly" in article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "odd" in article.text:
                raise IndexError("no such word")
            yield Reading(article, (), (), MADE_BY)
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Odd]:
    """A module of readers that workers can import: one dies and fails at certain words, one differs from worker to worker."""
    folder = tmp_path_factory.mktemp("readers")
    (folder / "oddclusterreaders.py").write_text(textwrap.dedent(ODD_READERS), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        import oddclusterreaders  # type: ignore[import-not-found]

        yield oddclusterreaders


@pytest.fixture(scope="module")
def machines(odd: Odd) -> Iterator[Cluster]:
    """A scheduler and two workers, each a process of its own."""
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=":0",
        memory_limit=0,
        silence_logs=logging.CRITICAL,
    ) as found:
        yield found


@pytest.fixture
def cluster(machines: Cluster) -> Cluster:
    """The scheduler once both workers are there: one that the test before has lost is started again."""
    with distributed.Client(machines, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=120)
    return machines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "parts"


def news(*more: dict[str, str]) -> list[dict[str, str]]:
    """Articles with copies, one that comes twice, and one that comes again with another text, in another part."""
    return [
        *map(record, range(6)),
        record(20, LONG),
        record(21, LONG),
        record(3),
        record(1, "Norway praised Ghana on Friday."),
        *map(record, range(6, 11)),
        *more,
    ]


def loaded(folder: Path, into: Path) -> bytes:
    """Return what the parts of a folder hold, loaded into a graph directory."""
    dataset = rdf.open_graph(into / "loaded")
    partitions.load_parts(dataset, folder)
    return quads(dataset, into)


def unpacked(path: Path) -> bytes:
    data = path.read_bytes()
    assert data[4:8] == b"\0\0\0\0", "the time of writing is left out: the same articles give the same bytes"
    return gzip.decompress(data)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_two_workers_give_the_same_bytes_as_one_process(
    tmp_path: Path, folder: Path, write: Write, cluster: Cluster
) -> None:
    source = write(news())
    built = build(source, into=folder, scheduler=cluster.scheduler_address, size=4)
    assert (built.articles, built.copies, built.repeated, built.failed, built.found) == (14, 1, 1, 0, 0)
    assert len(built.parts) == 5
    whole = quads(pipeline.build(source, into=tmp_path / "one"), tmp_path)
    assert b"accuses" in whole
    assert loaded(folder, tmp_path) == whole
    lines = {line for path in partitions.parts(folder) for line in unpacked(path).splitlines()}
    assert sorted(lines) == sorted(whole.splitlines())

    before = contents(folder)
    again = build(source, into=folder, scheduler=cluster.scheduler_address, size=4)
    assert again.found == 4
    assert again.parts == built.parts
    assert contents(folder) == before
    with pytest.raises(StoreError, match="parts are loaded into an empty graph"):
        partitions.load_parts(rdf.open_graph(tmp_path / "one"), folder)


def test_a_worker_killed_midway_costs_nothing(tmp_path: Path, folder: Path, write: Write, cluster: Cluster) -> None:
    source = write(map(record, range(24)))
    killed: list[int] = []

    def kill(_: Written) -> None:
        if not killed:
            with distributed.Client(cluster, set_as_default=False) as client:
                busy = [worker for worker, tasks in client.processing().items() if tasks]
                if busy:  # else at the next part
                    killed.append(client.run(os.getpid)[busy[0]])
                    os.kill(killed[0], signal.SIGKILL)

    built = build(source, into=folder, scheduler=cluster.scheduler_address, size=2, seen=kill)
    assert killed
    assert (built.articles, built.failed, built.found) == (24, 0, 0)
    assert len(built.parts) == 13
    assert not list(folder.glob(".*")), "what a worker killed while it writes leaves is swept up"
    assert loaded(folder, tmp_path) == quads(pipeline.build(source), tmp_path)


def test_an_interrupted_build_goes_on_and_is_no_graph_before(
    folder: Path, write: Write, cluster: Cluster, odd: Odd
) -> None:
    source = write(map(record, range(12)))
    done: list[Written] = []

    def stop(written: Written) -> None:
        done.append(written)
        if len(done) == 2:
            raise KeyboardInterrupt

    options = {"into": folder, "scheduler": cluster.scheduler_address, "size": 2, "make": odd.make}
    with pytest.raises(KeyboardInterrupt):
        build(source, seen=stop, **options)
    with pytest.raises(StoreError, match="holds no finished graph in parts"):
        partitions.parts(folder)
    built = build(source, **options)
    assert 2 <= built.found <= 6
    assert built.articles == 12
    assert len(partitions.parts(folder)) == 7


def test_an_article_that_kills_its_workers_is_named_and_the_rest_goes_on(
    folder: Path, write: Write, cluster: Cluster, odd: Odd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)
    texts = ["One.", "Two.", "A deadly text.", "Four.", "An odd text."]
    source = write(record(number, text) for number, text in enumerate(texts))
    told: list[SourceError] = []
    options = {"into": folder, "scheduler": cluster.scheduler_address, "size": 4, "make": odd.make}
    built = build(source, report=told.append, **options)
    assert sorted(error.where for error in told) == [f"{source}, line 3", f"{source}, line 5"]
    assert any("no such word" in error.problem for error in told)
    assert (built.articles, built.failed) == (3, 2)
    dataset = rdf.open_graph()
    partitions.load_parts(dataset, folder)
    assert len(rdf.articles(dataset)) == 3
    again = build(source, report=told.append, **options)
    assert (again.articles, again.failed, len(told)) == (3, 2, 4), "what failed is tried again, and told again"
    assert again.parts == built.parts
    with pytest.raises(SourceError):
        build(source, **options)


def test_workers_that_differ_are_refused(folder: Path, write: Write, cluster: Cluster, odd: Odd) -> None:
    source = write(map(record, range(8)))
    with pytest.raises(ClusterError, match="the workers differ"):
        build(source, into=folder, scheduler=cluster.scheduler_address, size=1, make=odd.differing)


def test_a_part_that_was_lost_is_said(folder: Path, write: Write, cluster: Cluster, odd: Odd) -> None:
    options = {"into": folder, "scheduler": cluster.scheduler_address, "make": odd.make}
    built = build(write([record(1)]), **options)
    part = folder / built.parts[0]
    whole = part.read_bytes()
    part.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError, match=rf"{part.name}: cannot be loaded"):
        partitions.load_parts(rdf.open_graph(), folder)
    part.unlink()
    with pytest.raises(StoreError, match="this part is missing"):
        partitions.load_parts(rdf.open_graph(), folder)
    build(write([record(1)]), **options)
    assert part.read_bytes() == whole


def test_the_command_reads_and_loads(tmp_path: Path, folder: Path, write: Write, cluster: Cluster) -> None:
    words = [
        "cluster",
        str(write([record(1), {"text": ""}])),
        "--into",
        str(folder),
        "--graph",
        str(tmp_path / "graph"),
    ]
    said = CliRunner().invoke(app, [*words, "--scheduler", cluster.scheduler_address])
    assert said.exit_code == 1
    assert f"{folder}: 1 article in 2 files, 0 of which were there before; 0 copies, 1 unreadable" in said.stderr
    with closing(rdf.open_graph(tmp_path / "graph", read_only=True)) as dataset:
        assert len(rdf.articles(dataset)) == 1


def test_a_scheduler_that_is_not_there_is_said(folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphbuild.pipeline.cluster._PATIENCE", 1.0)
    for address in ("tcp://127.0.0.1:1", "no address at all", "gopher://127.0.0.1:1"):
        with pytest.raises(ClusterError, match="no scheduler answers there"):
            build(write([record(1)]), into=folder, scheduler=address)


def test_where_no_scheduler_answers_no_client_is_left_half_open(
    folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphbuild.pipeline.cluster._PATIENCE", 1.0)
    before = set(threading.enumerate())
    with pytest.raises(ClusterError):
        build(write([record(1)]), into=folder, scheduler="tcp://127.0.0.1:1")
    assert not [one.name for one in set(threading.enumerate()) - before if one.name == "IO loop"]


def test_a_scheduler_without_workers_is_said(folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphbuild.pipeline.cluster._PATIENCE", 2.0)
    with (
        distributed.LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=":0") as alone,
        pytest.raises(ClusterError, match="has no workers"),
    ):
        build(write([record(1)]), into=folder, scheduler=alone.scheduler_address)


def test_without_dask_it_is_said_how_to_get_it(folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install .graphbuild\[cluster\]"):
        build(write([record(1)]), into=folder, scheduler="tcp://127.0.0.1:1")
