"""Building: what is read, what is left alone, what is a copy, and what comes out."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from graphbuild import pipeline, rdf
from graphbuild.errors import LexiconError, SourceError
from graphbuild.pipeline import Run, Settings, Step, What

from .conftest import Write, quads, record

LONG = (
    "The foreign ministers of Kenya and Uganda met in Nairobi on Monday to discuss the closing of their common border. "
    "Uganda accused Kenya of holding back fuel trucks at the crossing. Kenya denied the accusation and promised to "
    "reopen the road before the end of the week. The two governments agreed to meet again in Kampala next month, when "
    "officials are also expected to sign an agreement on trade, and France offered to send observers to the border."
)


def counted(source: Path, into: Path, **options: object) -> tuple[Run, list[Step]]:
    runs: list[Run] = []
    steps: list[Step] = []
    pipeline.build(source, into=into, seen=steps.append, done=runs.append, **options).close()  # type: ignore[arg-type]
    return runs[0], steps


def numbers(run: Run) -> tuple[int, int, int, int]:
    return run.read, run.unchanged, run.copies, run.failed


def test_a_wrong_lexicon_leaves_no_new_graph(tmp_path: Path, write: Write) -> None:
    (tmp_path / "mine.toml").write_text("[gossip.verb]\nwhisper = {}\n", encoding="utf-8")
    settings = Settings(lexicons=(tmp_path / "mine.toml",))
    for workers in (1, 2):
        with pytest.raises(LexiconError, match="gossip"):
            pipeline.build(write([record(1)]), into=tmp_path / "graph", settings=settings, workers=workers)
        assert not (tmp_path / "graph").exists()


def test_what_is_unchanged_is_left_alone_and_what_changed_is_replaced(tmp_path: Path, write: Write) -> None:
    into = tmp_path / "graph"
    assert numbers(counted(write(map(record, range(5))), into)[0]) == (5, 0, 0, 0)
    assert numbers(counted(write(map(record, range(6))), into)[0]) == (1, 5, 0, 0)
    changed = [record(0, "Norway praised Ghana on Friday."), *map(record, range(1, 6))]
    run, steps = counted(write(changed), into)
    assert numbers(run) == (1, 5, 0, 0)
    assert [step.article.url for step in steps if step.what is What.READ] == ["https://news.example/0"]
    anew = pipeline.build(write(changed), into=tmp_path / "anew")
    assert quads(rdf.open_graph(into), tmp_path) == quads(anew, tmp_path)


def test_what_another_reader_made_is_read_again(tmp_path: Path, write: Write) -> None:
    source, into = write([record(1)]), tmp_path / "graph"
    mine = tmp_path / "mine.toml"
    mine.write_text('[sanction.verb]\ndebank = { target = "object" }\n', encoding="utf-8")
    assert counted(source, into)[0].read == 1
    for settings in (Settings(min_score=0.9), Settings(lexicons=(mine,))):
        assert counted(source, into, settings=settings)[0].read == 1
        assert counted(source, into, settings=settings)[0].unchanged == 1
    assert counted(source, into, settings=Settings(lexicons=(mine,)), again=True)[0].read == 1


def test_a_particular_that_changed_is_a_change(tmp_path: Path, write: Write) -> None:
    into = tmp_path / "graph"
    counted(write([record(1)]), into)
    run, _ = counted(write([{**record(1), "publisher": "The Example"}]), into)
    assert numbers(run) == (1, 0, 0, 0)


def test_copies_are_recorded_and_not_read(tmp_path: Path, write: Write) -> None:
    wire = [record(1, LONG), record(2, LONG), record(3, LONG + " The Example Times contributed to this."), record(4)]
    run, steps = counted(write(wire), tmp_path / "graph")
    assert numbers(run) == (2, 0, 2, 0)
    origin = next(step.article.id for step in steps if step.article.url == "https://news.example/1")
    assert {step.origin for step in steps if step.what is What.COPY} == {origin}
    dataset = rdf.open_graph(tmp_path / "graph")
    for step in steps:
        found = rdf.reading_of(dataset, step.article.id)
        assert found.article == step.article
        assert found.copy_of == step.origin
        assert bool(found.acts) is (step.what is What.READ)
    assert rdf.check(dataset) == []
    dataset.close()
    assert numbers(counted(write(wire), tmp_path / "graph")[0]) == (0, 4, 0, 0)


def test_a_copy_that_comes_later_is_known(tmp_path: Path, write: Write) -> None:
    into = tmp_path / "graph"
    counted(write([record(1, LONG)]), into)
    assert numbers(counted(write([record(2, LONG)]), into)[0]) == (0, 0, 1, 0)
    (into / "copies.sqlite").write_bytes(b"not a database" * 100)
    assert numbers(counted(write([record(3, LONG)]), into)[0]) == (0, 0, 1, 0)
    (into / "copies.sqlite").unlink()
    assert numbers(counted(write([record(4, LONG)]), into)[0]) == (0, 0, 1, 0)


def test_copies_are_read_when_what_they_copied_says_something_else_or_is_gone(tmp_path: Path, write: Write) -> None:
    into = tmp_path / "graph"
    wire = [record(number, LONG) for number in (1, 2, 3)]
    _, steps = counted(write(wire), into)
    counted(write([record(1)]), into)
    dataset = rdf.open_graph(into)
    readings = [rdf.reading_of(dataset, step.article.id) for step in steps]
    assert sorted(reading.copy_of is None for reading in readings) == [False, True, True]
    second = next(reading for reading in readings if reading.article.text.endswith(LONG) and not reading.copy_of)
    assert second.acts
    rdf.retract(dataset, second.article.id)
    dataset.close()
    assert numbers(counted(write([record(4, LONG)]), into)[0]) == (1, 0, 0, 0)


def test_the_same_article_twice_is_read_once(tmp_path: Path, write: Write) -> None:
    assert numbers(counted(write([record(1), record(1)]), tmp_path / "graph")[0]) == (1, 1, 0, 0)


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path, write: Write) -> None:
    source = write([record(1), {"text": ""}, record(2)])
    told: list[SourceError] = []
    run, _ = counted(source, tmp_path / "graph", report=told.append)
    assert numbers(run) == (2, 0, 0, 1)
    assert run.failures == ((told[0].where, told[0].problem),)
    with pytest.raises(SourceError):
        pipeline.build(source, into=tmp_path / "other")
    dataset = rdf.open_graph(tmp_path / "other")  # it was closed, and what was finished is there
    assert len(rdf.articles(dataset)) <= 2


def test_a_run_tells_what_it_came_to(tmp_path: Path, write: Write) -> None:
    run, _ = counted(write(map(record, range(3))), tmp_path / "graph")
    run.save(tmp_path / "run.json")
    told = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert told["read"] == 3
    assert told["words"] == run.words > 30
    assert told["words_per_second"] == pytest.approx(run.words / run.seconds, rel=0.01)
    assert told["made_by"]["reader"] == "rules-and-model"


def planned(sources: Iterable[Path], into: Path) -> Counter[What]:
    return Counter(step.what for step in pipeline.plan(sources, into=into))


def test_a_plan_says_what_a_build_does_and_writes_nothing(tmp_path: Path, write: Write) -> None:
    into = tmp_path / "graph"
    one = write([record(1), record(2, LONG)], "one.jsonl")
    two = write([record(1), record(3, LONG), record(4), record(4)], "two.jsonl")
    assert planned([one], into) == {What.READ: 2}
    assert not into.exists()
    pipeline.build(one, into=into).close()
    before = {path: path.read_bytes() for path in sorted(into.rglob("*")) if path.is_file()}
    assert planned([one, two], into) == {What.UNCHANGED: 4, What.READ: 1, What.COPY: 1}
    assert {path: path.read_bytes() for path in sorted(into.rglob("*")) if path.is_file()} == before
