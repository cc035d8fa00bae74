import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from graphbuild.sources import load

TEXTS = {
    "b/one.txt": "Ghana thanked Togo.",
    "a.jsonl": json.dumps({"text": "Togo thanked Benin."}),
    "c/c.md": "Benin agreed.",
}
EXPECTED = ["Ghana thanked Togo.", "Togo thanked Benin.", "Benin agreed."]
NOISE = {"__MACOSX/one.txt": "x", ".hidden.txt": "x", "c/.git/a.txt": "x", "logo.png": "x"}


def tarred() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, text in {**TEXTS, **NOISE}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text.encode()))
    return buffer.getvalue()


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**TEXTS, **NOISE}.items():
            archive.writestr(name, text)
    return buffer.getvalue()


FILES = {
    "a.zip": zipped(),
    "a.tar": tarred(),
    "a.tar.gz": gzip.compress(tarred()),
    "a.tgz": gzip.compress(tarred()),
    "a.tar.bz2": bz2.compress(tarred()),
    "a.txz": lzma.compress(tarred()),
    "a.zip.gz": gzip.compress(zipped()),
    "nameless-zip": zipped(),
    "nameless-tar": tarred(),
    "nameless-gz": gzip.compress(tarred()),
}


@pytest.mark.parametrize("name", FILES)
def test_what_lies_within(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    articles = list(load([path]))
    assert [article.text for article in articles] == EXPECTED
    assert articles[0].source.startswith(str(path))
    assert articles[0].source.endswith("!b/one.txt")
    assert list(tmp_path.iterdir()) == [path]


def test_archives_in_each_other(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as outer:
        outer.writestr("inner.zip", zipped())
        outer.writestr("inner.jsonl.gz", gzip.compress(TEXTS["a.jsonl"].encode()))
    assert [article.text for article in load([tmp_path])] == [*EXPECTED, "Togo thanked Benin."]


def test_a_gzip_file_of_several_members(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"Ghana thanked Togo {n} times."}) + "\n" for n in range(3)]
    (tmp_path / "a.jsonl.gz").write_bytes(b"".join(gzip.compress(line.encode()) for line in lines))
    assert len(list(load([tmp_path]))) == 3
