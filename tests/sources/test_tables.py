import csv
import datetime as dt
import importlib.util
import io
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.errors import SourceError
from graphbuild.sources import load
from graphbuild.sources.item import Item
from graphbuild.sources.jsonlists import entries

RECORDS = [
    {
        "id": "a-1",
        "url": "https://example.org/1",
        "title": "Thanks",
        "text": "Ghana thanked\nTogo.",
        "date": "2020-01-02",
        "publisher": "Wire",
    },
    {"text": 'Togo said "no, thanks".', "published": "2020-01-03T10:00:00Z", "title": None},
    {"id": 7, "text": "Benin\tagreed, too.", "extra": [1, 2]},
]
TEXTS = ["Thanks\n\nGhana thanked\nTogo.", 'Togo said "no, thanks".', "Benin\tagreed, too."]


def as_csv(delimiter: str) -> str:
    buffer = io.StringIO()
    names = ["id", "URL", "Title", "text", "date", "published", "publisher", "extra"]
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(names)
    writer.writerows([[record.get(name.lower()) for name in names] for record in RECORDS])
    return buffer.getvalue()


FILES = {
    "a.json": json.dumps(RECORDS),
    "a.jsonl": "\n".join(map(json.dumps, RECORDS)),
    "a.ndjson": "\r\n\r\n".join(map(json.dumps, RECORDS)) + "\r\n",
    "a.csv": as_csv(","),
    "a.tsv": as_csv("\t"),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_records(name: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name].encode(encoding))
    articles = list(load([path]))
    assert [article.text for article in articles] == TEXTS
    assert [article.published for article in articles] == [dt.date(2020, 1, 2), dt.date(2020, 1, 3), None]
    assert (articles[0].source, articles[2].source) == ("a-1", "7")
    assert articles[1].source.startswith(f"{path}, ")
    assert (articles[0].publisher, articles[0].url) == ("Wire", "https://example.org/1")


def test_one_record_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(RECORDS[0]))
    (article,) = load([path])
    assert article.text == TEXTS[0]


def test_errors_name_the_line_of_a_table_with_texts_of_several_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('text,date\n"one\ntwo",2020-01-01\nthree,never\nfour,2020-01-02\n')
    errors: list[SourceError] = []
    assert [article.text for article in load([path], report=errors.append)] == ["one\ntwo", "four"]
    assert errors[0].where == f"{path}, line 4"


def test_a_record_lives_where_its_address_is_and_not_where_its_file_is(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text(
            json.dumps({"text": "Ghana thanked Togo.", "url": f"https://example.org/x?utm_source={name}"})
        )
    one, other = load([tmp_path])
    assert one == other
    assert one.source != other.source


@pytest.mark.parametrize("suffix", ["json", "jsonl", "csv"])
def test_memory_does_not_grow_with_the_file(suffix: str, tmp_path: Path) -> None:
    text = "Ghana thanked Togo. " * 50
    head, line, end = {
        "json": ("[", json.dumps({"text": text}) + ",\n", json.dumps({"text": text}) + "]"),
        "jsonl": ("", json.dumps({"text": text}) + "\n", json.dumps({"text": text})),
        "csv": ("text\n", text + "\n", text),
    }[suffix]

    def peak(count: int) -> int:
        path = tmp_path / f"{count}.{suffix}"
        path.write_text(head + line * (count - 1) + end)
        tracemalloc.start()
        assert sum(1 for _ in load([path])) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(2000) < 1.5 * peak(200) + 100_000


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
        lambda text: text.strip() and text[0] != "\ufeff"
    )
)
def test_the_text_of_a_record_is_kept_to_the_letter(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("records") / "a.jsonl"
    path.write_text(json.dumps({"title": "T", "text": text}))
    (article,) = load([path])
    assert article.text == f"T\n\n{text}"


def test_parquet_says_what_to_install(tmp_path: Path) -> None:
    if importlib.util.find_spec("pyarrow"):
        pytest.skip("pyarrow is installed here")
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    with pytest.raises(SourceError, match=r'pip install "graphbuild\[parquet\]"'):
        list(load([tmp_path / "a.parquet"]))


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    table = pyarrow.Table.from_pylist([{"text": text, "date": dt.date(2020, 1, 2), "other": 3} for text in TEXTS])
    importlib.import_module("pyarrow.parquet").write_table(table, tmp_path / "a.parquet")
    articles = list(load([tmp_path / "a.parquet"]))
    assert [article.text for article in articles] == TEXTS
    assert {article.published for article in articles} == {dt.date(2020, 1, 2)}


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(st.characters(exclude_categories=["Cs"])),
        st.lists,
        max_leaves=20,
    ),
    st.integers(1, 9),
)
def test_a_list_read_piece_by_piece_is_the_list(value: object, size: int) -> None:
    class Drops(io.BytesIO):
        """Gives few bytes at a time, and cannot be rewound."""

        def read(self, _: int | None = -1, /) -> bytes:
            return super().read(size)

        def seekable(self) -> bool:
            return False

    data = json.dumps([value, {"text": value}], ensure_ascii=False, indent=1).encode()
    assert list(entries(Item("a.json", "a.json", Drops(data)))) == [value, {"text": value}]
