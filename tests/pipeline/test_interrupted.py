"""A build that is killed, at any moment and as often as one likes, and run again comes to the same graph."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graphbuild import pipeline, rdf
from graphbuild.errors import StoreError

from .conftest import Write, quads, record

NUMBER = 120
SCENE = " Officials of both sides met in the capital on Monday, and the talks went on until late in the evening."


def command(source: Path, into: Path, workers: int) -> list[str]:
    words = ("build", source, "--into", into, "--workers", workers, "--quiet")
    return [sys.executable, "-m", "graphbuild", *map(str, words)]


def there(into: Path) -> set[str]:
    try:
        dataset = pipeline.open_graph(into)
    except StoreError:
        return set()
    found = set(rdf.articles(dataset))
    dataset.close()
    return found


@pytest.mark.parametrize(("workers", "kills"), [(1, 4), (2, 2)])
def test_a_build_that_is_killed_goes_on(workers: int, kills: int, tmp_path: Path, write: Write) -> None:
    texts = [record(number) for number in range(NUMBER)]
    texts = [{**one, "text": one["text"] + SCENE * (k % 4) + str(k) * (k % 2)} for k, one in enumerate(texts)]
    source = write([*texts, *({**one, "url": one["url"] + "/copy"} for one in texts[:9])])
    whole = pipeline.build(source, into=tmp_path / "whole")
    moments = random.Random(workers)  # noqa: S311 - moments, not secrets
    into, before, begun = tmp_path / "killed", set[str](), 0
    for _ in range(kills):
        build = subprocess.Popen(command(source, into, workers))
        wait(build, moments.uniform(0, 1.5), into)
        build.send_signal(signal.SIGKILL)
        begun += build.wait() == -signal.SIGKILL
        now = there(into)
        assert before <= now
        before = now
    assert begun
    subprocess.run(command(source, into, workers), check=True, timeout=120)
    assert quads(pipeline.open_graph(into), tmp_path) == quads(whole, tmp_path)


def wait(build: subprocess.Popen[bytes], seconds: float, into: Path) -> None:
    """Wait until the graph is there, since before it nothing can be lost, and for so many seconds more."""
    while not into.exists() and build.poll() is None:
        time.sleep(0.005)
    time.sleep(seconds)
