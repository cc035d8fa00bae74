"""The commands that read articles: their options, their reports, and how they end."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

ARTICLE = "Uganda's Foreign Minister Grace Okello accused Kenya of spying on Tuesday. Kenya denied the accusation.\n"


def graphbuild(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graphbuild", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, "COLUMNS": "120"}
    )


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "kenya.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_build_reports_what_it_did_and_what_failed(article: Path, tmp_path: Path) -> None:
    ended = graphbuild(
        "build", article, tmp_path / "none.txt", "--into", tmp_path / "g", "--report", tmp_path / "r.json"
    )
    assert ended.returncode == 1
    assert "1  read" in ended.stderr
    assert "1  could not be read" in ended.stderr
    told = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert (told["read"], told["unchanged"], told["failed"]) == (1, 0, 1)
    assert told["failures"][0]["where"].endswith("none.txt")
    again = graphbuild("build", article, "--into", tmp_path / "g", "--workers", 2)
    assert again.returncode == 0
    assert "1  unchanged" in again.stderr


def test_a_report_that_cannot_be_written_is_said(article: Path, tmp_path: Path) -> None:
    ended = graphbuild("build", article, "--into", tmp_path / "g", "--report", tmp_path / "no" / "r.json", "--quiet")
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1


def test_a_dry_run_lists_every_article_and_writes_nothing(article: Path, tmp_path: Path) -> None:
    ended = graphbuild("build", article, tmp_path / "none.txt", "--into", tmp_path / "g", "--dry-run")
    assert ended.returncode == 1
    [line] = ended.stdout.splitlines()
    assert line.startswith("read ")
    assert line.endswith(str(article))
    assert "none.txt" in ended.stderr
    assert "1 unreadable" in ended.stderr
    assert not (tmp_path / "g").exists()


def test_explain_shows_what_was_seen_and_not_read(article: Path) -> None:
    shown = graphbuild("extract", article, "--explain").stdout
    assert "is read as accusation" in shown
    assert "unresolved" in shown
    told = json.loads(graphbuild("extract", article, "--explain", "--format", "jsonl").stdout)
    assert told["acts"]
    assert {"cue", "kind", "score", "reason"} == set(told["dropped"][0])
    named = [name["text"] for name in told["unresolved"]]
    assert "Kenya" not in named


def test_a_users_words_for_actors_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Water Commissioner Ama Mensah accused Togo of spying.\n", encoding="utf-8")
    (tmp_path / "mine.toml").write_text('[offices]\nserving = ["water commissioner"]\n', encoding="utf-8")
    told = graphbuild("extract", tmp_path / "a.txt", "--lexicon", tmp_path / "mine.toml", "--format", "jsonl").stdout
    offices = [office["label"].lower() for actor in json.loads(told)["actors"] for office in actor["offices"]]
    assert "water commissioner" in offices


@pytest.fixture
def site() -> Iterator[str]:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/news.txt"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(ARTICLE.encode() * 20_000 if found else b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/news.txt"
    server.shutdown()


def test_private_addresses_and_long_pages_are_refused_unless_allowed(site: str, tmp_path: Path) -> None:
    words = ("build", site, "--into", tmp_path / "g", "--dry-run", "--pause", 0)
    assert "--allow-private" in graphbuild(*words).stderr
    assert "longer than 1 MB" in graphbuild(*words, "--allow-private", "--max-download", 1).stderr
    assert "longer than 1 MB" in graphbuild(*words, "--allow-private", "--max-article", 1).stderr
    allowed = graphbuild(*words, "--allow-private")
    assert allowed.returncode == 0
    assert allowed.stdout.startswith("read ")


@pytest.mark.parametrize(("number", "workers"), [(signal.SIGINT, 1), (signal.SIGTERM, 2)])
def test_an_interrupted_build_says_how_to_go_on(number: int, workers: int, tmp_path: Path) -> None:
    texts = (" ".join(f"Ghana accused firm {k}-{n} of theft {n}-{k}." for n in range(60)) for k in range(3000))
    many = "".join(json.dumps({"text": text}) + "\n" for text in texts)  # no two alike, so that each is read
    (tmp_path / "news.jsonl").write_text(many, encoding="utf-8")
    command = [sys.executable, "-m", "graphbuild", "build", tmp_path / "news.jsonl", "--into", tmp_path / "g"]
    build = subprocess.Popen([*map(str, command), "--workers", str(workers)], stderr=subprocess.PIPE, text=True)
    while not (tmp_path / "g" / "copies.sqlite").exists():
        assert build.poll() is None
        time.sleep(0.05)
    time.sleep(1)
    build.send_signal(number)
    _, said = build.communicate(timeout=60)
    assert build.returncode == 130
    assert said.splitlines() == [
        f"graphbuild: interrupted: what was finished is in {tmp_path / 'g'}; give the same command again to go on"
    ]
