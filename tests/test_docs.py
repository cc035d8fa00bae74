"""What the README and the docs show is what happens: their commands and their Python run here, and their output is compared.

In a `console` block a line that starts with "$ " is a command, and what follows it its output; "..." stands for anything.
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(?P<language>console|python)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?://|#)(?P<target>[^)#]+)")
SETS_UP = ("make ", "git clone", "pip install", "cd ")
"""Commands that set up a checkout; the demo and the tests run them already."""


def blocks(language: str) -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for found in BLOCK.finditer(page.read_text(encoding="utf-8")):
            if found["language"] == language:
                yield page.name, found["text"]


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block with the output shown; "> " continues a command as a shell shows it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        first, *rest = part.splitlines()
        more = [line.removeprefix("> ") for line in rest if line.startswith("> ")]
        yield "\n".join([first, *more]), "\n".join(line for line in rest if not line.startswith("> "))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples, where the README's commands run one after the other."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def alike(shown: str, printed: str) -> bool:
    return doctest.OutputChecker().check_output(shown, printed, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)


def test_the_commands_of_the_docs_do_what_they_show(desk: Path) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "COLUMNS": "160", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    ran = 0
    for page, text in blocks("console"):
        for command, shown in commands(text):
            if command.startswith(SETS_UP):
                continue
            run = subprocess.run(
                ["bash", "-c", command],
                capture_output=True,
                text=True,
                cwd=desk,
                env=environment,
                timeout=300,
                check=False,
            )
            ran += 1
            assert run.returncode == 0, f"{page}: {command}\n{run.stderr}"
            assert not shown.strip() or alike(shown, run.stdout), f"{page}: {command}\n{run.stdout}"
    assert ran


def test_the_python_of_the_docs_runs(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    found = list(blocks("python"))
    assert found
    for page, text in found:
        exec(compile(text, page, "exec"), {"__name__": "docs"})  # noqa: S102  # our own documentation


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for found in LINK.finditer(page.read_text(encoding="utf-8")):
        assert (page.parent / found["target"]).exists(), f"{page.name} links to {found['target']}"
