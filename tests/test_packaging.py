"""The wheel and the checkout both carry `ontologies/`, and a wheel needs nothing of the checkout."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROBE = "from graphbuild import vocab; print(vocab.ontologies())"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return next(folder.glob("*.whl"))


def where_ontologies_are(path: Path, work: Path) -> str:
    command = [sys.executable, "-c", PROBE]
    run = subprocess.run(command, check=True, capture_output=True, text=True, cwd=work, env={"PYTHONPATH": str(path)})
    return run.stdout.strip()


def test_the_wheel_finds_its_own_ontologies(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    assert where_ontologies_are(site, tmp_path) == str(site / "graphbuild" / "ontologies")


def test_a_checkout_finds_the_ontologies_beside_the_package(tmp_path: Path) -> None:
    assert where_ontologies_are(ROOT, tmp_path) == str(ROOT / "ontologies")


def test_the_wheel_carries_words_facts_queries_and_types(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for name in (
        "ontologies/shapes.ttl",
        "ontologies/lexicon/en.toml",
        "ontologies/reference/countries.ttl",
        "py.typed",
    ):
        assert f"graphbuild/{name}" in names
    assert any(name.startswith("graphbuild/ontologies/queries/") for name in names)
    assert any(name.startswith("graphbuild/language/english/") and name.endswith(".onnx") for name in names)
