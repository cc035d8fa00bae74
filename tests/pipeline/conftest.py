"""Articles to build from, written for these tests, and graphs to compare."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from rdflib import Dataset

from graphbuild import rdf

WHO = [
    "Uganda",
    "Kenya",
    "France",
    "Germany",
    "Egypt",
    "Japan",
    "Brazil",
    "Canada",
    "India",
    "Chile",
    "Norway",
    "Ghana",
]
DOES = ["accused {} of spying", "thanked {} for its help", "threatened {} with tariffs", "promised {} 500 tents"]

Write = Callable[..., Path]


def record(number: int, text: str | None = None) -> dict[str, str]:
    """Make up an article; any two tell of others."""
    who, whom = WHO[number % 12], WHO[(number * 5 + 1 + number // 12) % 12]
    does = DOES[number % 4].format(whom)
    body = f"{who} {does} on Tuesday. The government of {whom} rejected report {number} the next day."
    return {
        "text": text or body,
        "url": f"https://news.example/{number}",
        "title": f"Report {number}",
        "date": "2024-05-01",
    }


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write records as JSON Lines and return the file."""

    def call(records: Iterable[dict[str, str]], name: str = "news.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
        return path

    return call


def quads(dataset: Dataset, folder: Path) -> bytes:
    """Return everything that a graph holds, as sorted N-Quads, and close it."""
    rdf.save(dataset, folder / "graph.nq", all_facts=True)
    dataset.close()
    return (folder / "graph.nq").read_bytes()
