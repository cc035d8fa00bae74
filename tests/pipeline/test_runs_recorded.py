"""A build leaves its run and what it corrected, and exports are none the wiser."""

from pathlib import Path

from graphbuild import pipeline, rdf
from graphbuild.analysis import queries

ARTICLE = "Uganda accused Kenya of spying on Tuesday. Kenya denied the accusation.\n"


def test_a_build_records_its_run_and_what_it_corrected(tmp_path: Path) -> None:
    source, place = tmp_path / "a.jsonl", tmp_path / "graph"
    for words in ("", "", "Kenya praised Uganda on Friday."):
        line = f'{{"url": "https://news.example/a", "text": {(ARTICLE + words)!r}, "date": "2026-01-02"}}'
        source.write_text(line.replace("'", '"') + "\n", encoding="utf-8")
        pipeline.build(source, into=place).close()
    dataset = pipeline.open_graph(place)
    runs = list(queries.ask(dataset, "runs").dicts())
    assert [(run["read"], run["failed"]) for run in runs] == [(1, 0), (1, 0)]
    [past] = queries.ask(dataset, "history").dicts()
    assert past["still_there"] is True
    assert rdf.check(dataset) == []
