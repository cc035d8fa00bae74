"""Runs: when, by which reader, how much; asked by name, and in no export."""

import datetime as dt
from pathlib import Path

from graphbuild import rdf
from graphbuild.analysis import queries
from graphbuild.model import Provenance
from tests.pipeline.hands import told

STARTED = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
MADE_BY = Provenance("rules-and-model", "0.1.0", "l", "m", "r", 0.5)
RUN = rdf.RunRecord(STARTED, STARTED + dt.timedelta(seconds=90), 3, 2, 1, 1200, MADE_BY)


def test_a_run_is_recorded_with_its_reader() -> None:
    dataset = rdf.open_graph()
    name = rdf.put_run(dataset, RUN)
    [row] = queries.ask(dataset, "runs").dicts()
    assert row == {
        "started": STARTED,
        "ended": RUN.ended,
        "read": 3,
        "skipped": 2,
        "failed": 1,
        "words": 1200,
        "reader": "rules-and-model",
        "version": "0.1.0",
        "lexicon": "l",
        "model": "m",
        "reference": "r",
        "run": f"https://w3id.org/graphbuild/id/{name}",
    }
    assert rdf.check(dataset) == rdf.check_with_shacl(dataset) == []


def test_a_reader_is_the_one_that_its_articles_name() -> None:
    dataset = rdf.open_graph()
    reading = told("Ama Owusu", "accused", "Norland")
    rdf.put(dataset, reading)
    rdf.put_run(dataset, rdf.RunRecord(STARTED, STARTED, 1, 0, 0, 4, reading.provenance))
    rdf.put_run(dataset, rdf.RunRecord(STARTED, RUN.ended, 1, 0, 0, 4, reading.provenance))
    assert len(queries.ask(dataset, "runs")) == 2
    agents = queries.run(dataset, "SELECT DISTINCT ?one WHERE { ?run prov:wasAssociatedWith ?one . ?a gb:readBy ?one }")
    assert len(agents) == 1


def test_an_export_carries_runs_only_when_asked(tmp_path: Path) -> None:
    files = []
    for runs in (0, 1):
        dataset = rdf.open_graph()
        rdf.put(dataset, told("Ama Owusu", "accused", "Norland"))
        for _ in range(runs):
            rdf.put_run(dataset, RUN)
        for all_facts in (False, True):
            file = tmp_path / f"{runs}{all_facts}.nq"
            rdf.save(dataset, file, all_facts=all_facts)
            files.append(file.read_bytes())
    assert len(set(files)) == 1
    rdf.save(dataset, tmp_path / "past.nq", past=True)
    assert b"ontology#Run>" in (tmp_path / "past.nq").read_bytes()
