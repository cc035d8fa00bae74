"""What building costs: python tests/benchmarks/build.py TEXTS [--articles 287] [--memory 1000] [--kills 20] [--only timed]

TEXTS is any source; its first articles are read by the language model alone, then built by one worker and by two, each in
a process of its own. Memory is the peak of a build of so many made-up articles, and of ten times as many. Last, a build
is killed (SIGKILL) at random moments, run again each time, and compared with one that was left alone. Times are of the
wall; the machine should have nothing else to do. Where PyTorch is installed (the extra `train`), spaCy loads it too.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from graphbuild import language, pipeline, rdf
from graphbuild.errors import StoreError
from graphbuild.sources import load

MODEL_ALONE = "--model-alone"
WORDS_OF_AN_ARTICLE = 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts")
    parser.add_argument("--articles", type=int, default=287, help="how many are timed")
    parser.add_argument(
        "--memory", type=int, default=1000, help="articles of the smaller build whose memory is measured"
    )
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--only", choices=("timed", "memory", "killed"), help="one of the three")
    parser.add_argument(MODEL_ALONE, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.model_alone:
        model_alone(Path(options.texts))
        return
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        source = some_of(options.texts, options.articles, place / "texts.jsonl")
        if options.only in {None, "timed"}:
            timed(source, place)
        if options.only in {None, "memory"}:
            memory(options.memory, place)
        if options.only in {None, "killed"}:
            killed(source, options.kills, place)


def some_of(texts: str, number: int, path: Path) -> Path:
    """Write the first articles of a source as JSON Lines."""
    with path.open("w", encoding="utf-8") as out:
        for article in islice(load(texts), number):
            body = article.text[article.body.start :]
            day = article.published.isoformat() if article.published else None
            told = {
                "url": article.url,
                "title": article.title,
                "publisher": article.publisher,
                "date": day,
                "text": body,
            }
            out.write(json.dumps({name: value for name, value in told.items() if value}) + "\n")
    return path


def model_alone(source: Path) -> None:
    """Print the seconds that the language model takes for all articles, its loading left out."""
    nlp, articles = language.load(), list(load(source))
    began = time.perf_counter()
    for _ in language.parse(articles, nlp):
        pass
    print(time.perf_counter() - began)


def timed(source: Path, place: Path) -> None:
    words = sum(len(article.text.split()) for article in load(source))
    alone = subprocess.run(
        [sys.executable, __file__, str(source), MODEL_ALONE], check=True, capture_output=True, text=True
    )
    model = float(alone.stdout)
    print(f"{words:,} words")
    print(f"language model alone  {model:8.1f} s, its loading left out")
    seconds = {}
    for workers in (1, 2):
        seconds[workers], _ = built(source, place / f"workers{workers}", workers)
        ratio = f"{seconds[workers] / model:.2f} times the model alone, all loading included"
        print(
            f"build, {workers} worker{'s' * (workers > 1)}  {' ' * (workers == 1)}   {seconds[workers]:8.1f} s, {ratio}"
        )
    print(f"two workers           {seconds[1] / seconds[2]:8.2f} times as fast as one")
    again, _ = built(source, place / "workers1", 1)
    print(f"build again           {again:8.1f} s, nothing having changed")
    same = quads(place / "workers1", place) == quads(place / "workers2", place)
    print(f"one and two workers give {'the same bytes' if same else 'DIFFERENT GRAPHS'}")


def command(source: Path, into: Path, workers: int) -> list[str]:
    words = ("build", source, "--into", into, "--workers", workers, "--quiet")
    return [sys.executable, "-m", "graphbuild", *map(str, words)]


def built(source: Path, into: Path, workers: int) -> tuple[float, float]:
    """Build in a process of its own; return its seconds and its peak of memory in megabytes."""
    began = time.perf_counter()
    build = subprocess.Popen(command(source, into, workers))
    _, status, usage = os.wait4(build.pid, 0)
    if status:
        sys.exit(f"the build ended with status {status}")
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def quads(graph: Path, place: Path) -> bytes:
    dataset = pipeline.open_graph(graph)
    rdf.save(dataset, place / "graph.nq", all_facts=True)
    dataset.close()
    return (place / "graph.nq").read_bytes()


def made_up(number: int) -> Iterator[dict[str, str]]:
    """Make up articles of which none copies another."""
    chance = random.Random(number)  # noqa: S311 - made-up articles, not secrets
    words = [
        f"{a}{b}{c}"
        for a in ("ba", "ke", "li", "mo", "tu")
        for b in ("den", "fal", "gor", "sim")
        for c in ("a", "en", "o")
    ]
    who = ["Uganda", "Kenya", "France", "Germany", "Egypt", "Japan", "Brazil", "Canada"]
    for k in range(number):
        one, other = chance.sample(who, 2)
        more = " ".join(chance.choices(words, k=WORDS_OF_AN_ARTICLE - 8))
        yield {"url": f"https://news.example/{k}", "text": f"{one} accused {other} of spying on report {k}. {more}."}


def memory(number: int, place: Path) -> None:
    peaks = []
    for size in (number, 10 * number):
        source = place / f"made-up-{size}.jsonl"
        with source.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(one) + "\n" for one in made_up(size))
        _, peak = built(source, place / f"memory{size}", 1)
        peaks.append(peak)
        print(f"peak memory           {peak:8.0f} MB at {size:,} articles")
    print(f"peak memory           {peaks[1] / peaks[0]:8.2f} times as much at ten times as many articles")


def killed(source: Path, kills: int, place: Path) -> None:
    """Kill a build at moments spread over the time that it takes, run it again each time, and compare what came out."""
    began = time.perf_counter()
    built(source, place / "whole", 1)
    longest = time.perf_counter() - began
    moments = random.Random(7)  # noqa: S311 - moments, not secrets
    into, cut, lost, before = place / "killed", 0, 0, set[str]()
    for _ in range(kills):
        build = subprocess.Popen(command(source, into, 1))
        try:
            build.wait(moments.uniform(0, longest / kills * 3))
        except subprocess.TimeoutExpired:
            build.kill()
            build.wait()
            cut += 1
        now = there(into)
        lost += len(before - now)
        before = now
    built(source, into, 1)
    same = quads(into, place) == quads(place / "whole", place)
    print(
        f"killed {cut} times of {kills}: {lost} finished articles lost, {'the same' if same else 'ANOTHER'} graph in the end"
    )


def there(into: Path) -> set[str]:
    """Return the articles that a graph directory holds; none where there is no graph yet."""
    try:
        dataset = pipeline.open_graph(into)
    except StoreError:
        return set()
    found = set(rdf.articles(dataset))
    dataset.close()
    return found


if __name__ == "__main__":
    main()
