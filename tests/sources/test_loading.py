import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.errors import SourceError
from graphbuild.model import Article
from graphbuild.sources import CONTAINERS, LOADERS, Limits, load

GOOD = "Ghana thanked Togo."


def test_folders_are_read_in_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "B.txt", "c.jsonl", ".hidden/a.txt", "notes.docx"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"text": name}) if name.endswith("l") else name)
    assert [article.text for article in load([tmp_path])] == ["B.txt", "a/b/c.txt", "a/z.txt", "b.txt", "c.jsonl"]


def test_sources_are_read_in_the_order_they_are_named(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("c.txt", "a.txt", "b.txt")]
    for path in paths:
        path.write_text(path.name)
    assert [article.text for article in load([str(paths[0]), *paths[1:]])] == ["c.txt", "a.txt", "b.txt"]
    assert [article.text for article in load(str(paths[0]))] == ["c.txt"]


def test_a_link_that_leads_round_is_no_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "absent")
    assert [article.text for article in load([tmp_path])] == [GOOD]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("article", GOOD, GOOD),
        ("article.docx.bak", GOOD, GOOD),
        ("records", json.dumps({"text": GOOD}), GOOD),
        ("records", json.dumps([{"text": GOOD}], indent=1), GOOD),
        ("records", json.dumps({"text": GOOD}, indent=1), GOOD),
        ("table", f'title,"text"\n,{GOOD}\n', GOOD),
        ("table", f"text\tdate\n{GOOD}\t\n", GOOD),
        ("feed", f"<!-- a --><rss><channel><item><description>{GOOD}</description></item></channel></rss>", GOOD),
        ("bracket", f"[{GOOD}]", f"[{GOOD}]"),
    ],
)
def test_a_file_whose_name_says_nothing_is_looked_into(name: str, text: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    (article,) = load([tmp_path / name])
    assert article.text == expected


@pytest.mark.parametrize("text", [GOOD, json.dumps({"text": GOOD}) + "\n"])
def test_standard_input(text: str) -> None:
    program = "from graphbuild.sources import load; [a] = load('-'); print(a.source, '|', a.text)"
    run = subprocess.run([sys.executable, "-c", program], input=text, capture_output=True, text=True, check=True)
    assert run.stdout.startswith("standard input")
    assert run.stdout.rstrip().endswith(f"| {GOOD}")


def test_a_named_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    with subprocess.Popen([sys.executable, "-c", f"open({str(pipe)!r}, 'w').write({json.dumps({'text': GOOD})!r})"]):
        (article,) = load([pipe])
    assert article.text == GOOD


SMALL = Limits(text=4096, whole=8192, depth=2)


@settings(max_examples=60, deadline=None)
@given(suffix=st.sampled_from(sorted({*LOADERS, *CONTAINERS, ""})), data=st.binary(max_size=400))
def test_any_bytes_under_any_name_are_articles_or_source_errors(
    suffix: str, data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / f"a{suffix}"
    path.write_bytes(data)
    errors: list[SourceError] = []
    for article in load([path], report=errors.append, limits=SMALL):
        assert article == Article.of(
            article.text[article.body.start :],
            title=article.title,
            url=article.url,
            publisher=article.publisher,
            published=article.published,
            language=article.language,
        )
    assert all(str(error).isprintable() for error in errors)


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.csv").write_text(f"text\n{GOOD}\n{GOOD}\n")
    assert list(load([tmp_path])) == list(load([tmp_path]))


def test_a_file_that_grows_while_it_is_read_is_read_as_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "1"}) + "\n")
    articles = load([path])
    assert next(articles).text == "1"
    with path.open("a") as file:
        file.write(json.dumps({"text": "2"}) + "\n")
    assert next(articles).text == "2"


def test_limits_hold_for_what_is_read_whole(tmp_path: Path) -> None:
    # A zip file is read from its end, so that one that comes as a stream has to be held.
    (tmp_path / "a.zip.gz").write_bytes(gzip.compress(b"PK\x03\x04" + bytes(9000)))
    with pytest.raises(SourceError, match=r"a\.zip\.gz: is longer than 8 KB; split it"):
        list(load([tmp_path], limits=SMALL))


def test_an_item_of_bytes_needs_no_file() -> None:
    from graphbuild.sources.item import Item

    (article,) = LOADERS[".txt"](Item("a.txt", "memory", io.BytesIO(GOOD.encode())))
    assert isinstance(article, Article)
    assert article.source == "memory"
