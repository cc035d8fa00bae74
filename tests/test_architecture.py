"""The plan of the house, held against the imports as they are."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

PACKAGE = Path(__file__).parents[1] / "graphbuild"

FLOORS = [
    {"errors"},
    {"model"},
    {"vocab"},
    {"annotated"},
    {"records", "evaluation"},
    {"sources", "language", "reading", "identity", "rdf", "analysis", "picture"},
    {"pipeline"},
    {"show"},
    {"cli"},
    {"__main__", "__init__"},
]
"""From the ground up. A room imports only from floors below its own; stages, on one floor, are strangers."""

THIRD_PARTY_ROOMS = {
    "spacy": {"language", "reading"},
    "onnxruntime": {"language"},
    "tokenizers": {"language"},
    "torch": {"language"},
    "rdflib": {"rdf", "analysis", "pipeline", "show", "cli"},
    "oxrdflib": {"rdf"},
    "pyoxigraph": {"rdf", "analysis", "identity"},
    "pyshacl": {"rdf"},
    "networkx": {"analysis", "picture"},
    "pyvis": {"picture"},
    "trafilatura": {"sources"},
    "htmldate": {"sources"},
    "typer": {"cli"},
    "rich": {"cli", "show"},
}
"""Where a library may be imported. A name that is not listed may be imported in one room only."""


def room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = sorted(p for p in PACKAGE.rglob("*.py"))
MODULES = {module_name(p): p for p in FILES}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else str(node.module)


def floor(name: str) -> int:
    return next(k for k, rooms in enumerate(FLOORS) if name in rooms)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_downward(path: Path) -> None:
    own = room(path)
    for name in imports(path):
        if name == "graphbuild" or name.startswith("graphbuild."):
            other = room(MODULES[name])
            assert other != "__init__", f"{path} imports the package's own face"
            assert other == own or floor(other) < floor(own), f"{path} ({own}) imports {name}: not below it"


def test_no_circle() -> None:
    graph = nx.DiGraph(
        (module, name)
        for module, path in MODULES.items()
        for name in imports(path)
        if name in MODULES and name != module
    )
    assert not list(nx.simple_cycles(graph))


def test_third_party_names_stay_in_their_rooms() -> None:
    seen: dict[str, set[str]] = {}
    for path in FILES:
        for name in imports(path):
            top = name.partition(".")[0]
            if top not in {*sys.stdlib_module_names, "_typeshed", "graphbuild"}:
                seen.setdefault(top, set()).add(room(path))
    for library, rooms in seen.items():
        allowed = THIRD_PARTY_ROOMS.get(library, set())
        strangers = rooms - allowed if allowed else (rooms if len(rooms) > 1 and library != "numpy" else set())
        assert not strangers, f"{library} is imported in {sorted(strangers)}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_stay_small(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) <= 330, f"{path} has {len(lines)} lines that are not blank: is it one idea?"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_training_library_at_run_time(path: Path) -> None:
    if "training" not in path.parts:
        assert not {name.partition(".")[0] for name in imports(path)} & {"torch", "transformers", "safetensors"}
