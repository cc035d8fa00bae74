"""Broken and hostile inputs: each gives one clear line, none stops the rest, none writes anything."""

import bz2
import codecs
import gzip
import io
import json
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from graphbuild.errors import SourceError
from graphbuild.model import Article
from graphbuild.sources import Limits, load

GOOD = "Ghana thanked Togo for its help on Tuesday."
RECORD = json.dumps({"text": GOOD})
LIMITS = Limits(text=1 << 16, whole=1 << 18, expansion=50)


@dataclass(frozen=True)
class Case:
    """A file, what its one error says, and how many articles come out of it nevertheless."""

    name: str
    data: bytes
    says: str
    articles: int = 0
    errors: int = 1


def zip_of(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def tar_of(*members: tuple[str, bytes], link: str | None = None) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        if link:
            entry = tarfile.TarInfo("link.txt")
            entry.type, entry.linkname = tarfile.SYMTYPE, link
            archive.addfile(entry)
    return buffer.getvalue()


def nested(depth: int) -> bytes:
    data = zip_of(("a.txt", GOOD.encode()))
    for level in range(depth):
        data = zip_of((f"{level}.zip", data))
    return data


def encrypted() -> bytes:
    """A zip archive whose only entry says that it is encrypted."""
    data = bytearray(zip_of(("a.txt", GOOD.encode())))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def lying_zip() -> bytes:
    """A zip archive whose entry claims to be smaller than it is."""
    data = bytearray(zip_of(("a.txt", b"a" * 5000)))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def jsonl(*lines: str) -> bytes:
    return "\n".join((RECORD, *lines, RECORD)).encode()


def between(line: bytes) -> bytes:
    return RECORD.encode() + b"\n" + line + b"\n" + RECORD.encode()


def field(**fields: object) -> str:
    return json.dumps({"text": GOOD, **fields})


def feed(item: str, head: str = "") -> bytes:
    good = f"<item><title>Thanks</title><description>{GOOD}</description></item>"
    return f'<?xml version="1.0"?>{head}<rss><channel><title>Wire</title>{good}{item}{good}</channel></rss>'.encode()


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4

CASES = [
    # text
    Case("empty.txt", b"", "text is empty"),
    Case("blank.txt", b" \n\t\r\n ", "text is empty"),
    Case("mark-only.txt", codecs.BOM_UTF8, "text is empty"),
    Case("picture.txt", PNG, "binary"),
    Case("program.txt", b"\x7fELF\x02\x01\x01\0" + b"\0\x01" * 500, "binary"),
    Case("nul.txt", b"Ghana thanked\0 Togo.", "NUL"),
    Case("bells.txt", b"\x07\x1b\x02" * 300, "binary"),
    Case("broken-utf8.txt", "Erdoğan spoke. ".encode() * 9 + b"\xff rest", "broken at byte 144"),
    Case("cut-utf8.txt", ("Çavuşoğlu " * 5).encode()[:-4], "broken at byte"),
    Case("broken-utf16.txt", codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "UTF-16-LE but broken"),
    Case("broken-utf32.txt", codecs.BOM_UTF32_LE + b"\xff\xff\xff\x7f", "UTF-32-LE but broken"),
    Case("long.txt", b"a " * (1 << 16), "longer than 64 KB"),
    Case("header-only.txt", b"Title: Thanks\nDate: 2020-01-01\n\n", "text is empty"),
    Case("date.txt", b"Title: Thanks\nDate: yesterday\n\nGhana thanked Togo.", "date 'yesterday'"),
    Case("front.md", b"---\ntitle: Thanks\ndate: 2020-13-45\n---\nGhana thanked Togo.", "date '2020-13-45'"),
    Case("front-url.md", b"---\nurl: javascript:alert(1)\n---\nGhana thanked Togo.", "must begin with http"),
    Case("unclosed-front.md", b"---\ntitle: Thanks\n", "text is empty", articles=1, errors=0),
    Case("brackets.md", b"[" * 30000, "", articles=1, errors=0),
    # JSON
    Case("empty.json", b"", "broken JSON"),
    Case("cut.json", RECORD[:-3].encode(), "broken JSON at line 1"),
    Case("number.json", b"7", "is a number, not a record"),
    Case("empty-list.json", b"[]", "empty list"),
    Case("lines.json", jsonl(), "name the file .jsonl", articles=1),
    Case("mixed.json", f"[{RECORD}, 7, {RECORD}]".encode(), "record 2: is a number", articles=2),
    Case("deep.json", b"[" * 100_000, "nested too deeply"),
    Case("digits.json", b'{"text": ' + b"9" * 5000 + b"}", "Exceeds the limit"),
    Case("long.json", b'[{"text": "' + b"a" * (1 << 19), "longer than 64 KB"),
    Case("blank.json", b" " * (1 << 19), "broken JSON"),
    Case("comma.json", f"[{RECORD}\n{RECORD}]".encode(), "line 2 (a comma is missing", articles=1),
    Case("middle.json", f"[{RECORD},\n{{]".encode(), "broken JSON at line 2", articles=1),
    Case("open.json", f"[{RECORD},\n{RECORD}".encode(), "broken JSON at line 2", articles=2),
    Case("utf8.json", f"[{RECORD},".encode() + '"é"'.encode() + b"\xff]", "is UTF-8 but broken at byte"),
    # JSON Lines
    Case("broken.jsonl", jsonl('{"text": '), "line 2: is broken JSON", articles=2),
    Case("long.jsonl", jsonl(field(text="a" * (1 << 17))), "line 2: is longer than 64 KB", articles=2),
    Case("list.jsonl", jsonl("[1]"), "line 2: is a list", articles=2),
    Case("null.jsonl", jsonl("null"), "line 2: is null", articles=2),
    Case("no-text.jsonl", jsonl('{"body": "a"}'), 'line 2: has no field "text" (it has body)', articles=2),
    Case("no-fields.jsonl", jsonl("{}"), "(it has none)", articles=2),
    Case("empty-text.jsonl", jsonl(field(text=" ")), "line 2: its text is empty", articles=2),
    Case("number-text.jsonl", jsonl(field(text=7)), 'its field "text" is not text but int', articles=2),
    Case("nul.jsonl", jsonl(field(text="a\0b")), "line 2: holds NUL", articles=2),
    Case("raw-nul.jsonl", between(b'{"text": "a\0b"}'), "line 2: is binary (it holds NUL", articles=2),
    Case("surrogate.jsonl", jsonl('{"text": "half \\ud800 of it"}'), "line 2: holds half a character", articles=2),
    Case("title-surrogate.jsonl", jsonl('{"text": "a", "title": "\\udfff"}'), "half a character", articles=2),
    Case("date.jsonl", jsonl(field(date="2025-02-30")), "line 2: the date '2025-02-30'", articles=2),
    Case("slashes.jsonl", jsonl(field(date="03/04/2025")), "write it as YYYY-MM-DD", articles=2),
    Case("year.jsonl", jsonl(field(date=2025)), 'its field "date" is not text but int', articles=2),
    Case("ancient.jsonl", jsonl(field(date="0001-01-01")), "the date '0001-01-01'", articles=2),
    Case("script-url.jsonl", jsonl(field(url="javascript:alert(1)")), "must begin with http", articles=2),
    Case("file-url.jsonl", jsonl(field(url="file:///etc/passwd")), "must begin with http", articles=2),
    Case("host-url.jsonl", jsonl(field(url='http://exa mple"><b>/')), "is no host", articles=2),
    Case("port-url.jsonl", jsonl(field(url="http://example.org:99999/")), "address cannot be read", articles=2),
    Case("list-id.jsonl", jsonl(field(id=["a"])), "its id is neither text nor a number", articles=2),
    Case("long-title.jsonl", jsonl(field(title="a " * 900)), "its title is longer", articles=2),
    Case("language.jsonl", jsonl(field(language='en" .')), "is no language tag", articles=2),
    Case("broken-utf8.jsonl", between('{"text": "é'.encode() + b'\xff"}'), "line 2: is UTF-8 but broken", articles=2),
    # tables
    Case("empty.jsonl", b"", "holds no record"),
    Case("blank.jsonl", b"\n\n \n", "holds no record"),
    Case("empty.csv", b"", "holds no record"),
    Case("header.csv", b"title,text\n", "holds no record"),
    Case("no-text.csv", b"title,body\na,b\n", "names no column \"text\" (it names 'title, body')"),
    Case("wide.csv", b"title,text\na,b\na,b,c\na,b\n", "line 3: has 3 fields for 2 columns", articles=2),
    Case("open.csv", b'title,text\na,b\na,"' + b"c\n" * (1 << 17), "is a quotation mark left open", articles=1),
    Case("nul.csv", b"title,text\na,b\na,b\0\na,b\n", "line 3: is binary (it holds NUL", articles=2),
    Case("long.tsv", b"text\na\n" + b"b" * (1 << 17) + b"\nc\n", "line 3: is longer", articles=2),
    Case("parquet.parquet", b"PAR1 not at all PAR1", "arquet"),
    # pages
    Case("empty.html", b"", "is empty"),
    Case("no-article.html", b"<html><body><nav>Menu</nav></body></html>", "no article"),
    Case("script.html", b"<script>alert('Ghana thanked Togo')</script>", "no article"),
    Case("deep.html", b"<html><body>" + b"<i>" * 15000 + b"deep", "no article"),
    Case("picture.html", PNG, "binary"),
    Case("unclosed.html", b"<" * 60000, "no article"),
    # feeds
    Case("bomb.rss", feed("<item><description>&b;</description></item>", BOMB), "declares XML entities"),
    Case("external.rss", feed("<item><description>&x;</description></item>", EXTERNAL), "declares XML entities"),
    Case("cut.rss", feed("")[:-20], "broken XML at line 1", articles=1),
    Case("no-entry.rss", b"<rss><channel/></rss>", "holds no entry"),
    Case("deep.rss", b"<a>" * 10000, "nests its elements"),
    Case(
        "date.rss",
        feed("<item><title>a</title><description>b</description><pubDate>soon</pubDate></item>"),
        "entry 2: the date",
        2,
    ),
    Case("bodiless.rss", feed("<item><title>a</title></item>"), "entry 2: its text is empty", 2),
    Case(
        "long.rss",
        feed(f"<item><description>{'a' * (1 << 17)}</description></item>"),
        "entry 2 is longer than 64 KB",
        1,
    ),
    Case("encoding.rss", b'<?xml version="1.0" encoding="klingon"?><rss/>', "names an encoding"),
    # compressed files and archives
    Case("cut.txt.gz", gzip.compress(GOOD.encode())[:-12], "damaged"),
    Case("crc.txt.gz", gzip.compress(GOOD.encode())[:-8] + b"\0" * 8, "damaged"),
    Case("not.txt.gz", b"plain text", "damaged"),
    Case("not.txt.xz", b"plain text", "damaged"),
    Case("not.txt.bz2", b"plain text", "damaged"),
    Case("bomb.jsonl.gz", gzip.compress(b" " * (1 << 23)), "as bombs do"),
    Case("bomb.jsonl.xz", lzma.compress(b"\n" * (1 << 23)), "as bombs do"),
    Case("bomb.jsonl.bz2", bz2.compress(b"\n" * (1 << 23)), "as bombs do"),
    Case("bomb.zip", zip_of(("good.txt", GOOD.encode()), ("bomb.jsonl", b" " * (1 << 23))), "as bombs do", articles=1),
    Case("skipped-bomb.tgz", gzip.compress(tar_of(("a.bin", b"\0" * (1 << 23)))), "as bombs do"),
    Case(
        "traversal.zip",
        zip_of(("../../evil.txt", b"x"), ("a.txt", GOOD.encode())),
        "leads out of the archive",
        articles=1,
    ),
    Case(
        "absolute.zip",
        zip_of(("/etc/evil.txt", b"x"), ("a.txt", GOOD.encode())),
        "leads out of the archive",
        articles=1,
    ),
    Case(
        "traversal.tar", tar_of(("../evil.txt", b"x"), ("a.txt", GOOD.encode())), "leads out of the archive", articles=1
    ),
    Case(
        "windows.zip", zip_of(("C:\\evil.txt", b"x"), ("a.txt", GOOD.encode())), "leads out of the archive", articles=1
    ),
    Case("link.tar", tar_of(("a.txt", GOOD.encode()), link="/etc/passwd"), "", articles=1, errors=0),
    Case("nested.zip", nested(4), "lies within 3 other archives"),
    Case("empty.zip", zip_of(), "holds no article"),
    Case("useless.zip", zip_of(("a.png", PNG)), "holds no article"),
    Case("encrypted.zip", encrypted(), "is encrypted"),
    Case("not.zip", b"PK plain text", "damaged"),
    Case("cut.zip", zip_of(("a.txt", GOOD.encode()))[:-10], "damaged"),
    Case("lying.zip", lying_zip(), "damaged"),
    Case("not.tar", b"plain text", "damaged"),
    Case("cut.tar", tar_of(("a.txt", GOOD.encode()), ("b.txt", b"b" * 9000))[:3000], "damaged", articles=1, errors=2),
    Case(
        "escape.zip", zip_of(("a\x1b[2J\n.txt", b""), ("b.txt", GOOD.encode())), r"a\x1b[2J\n.txt: its text is empty", 1
    ),
    # web archives
    Case("not.warc", b"plain text", "is no WARC file"),
    Case("length.warc", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "does not say how long"),
    Case("minus.warc", b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", "does not say how long"),
    Case("headers.warc", b"WARC/1.0\r\n" + b"A: b\r\n" * 500, "more than 200 headers"),
]


def read(path: Path) -> tuple[list[Article], list[SourceError]]:
    errors: list[SourceError] = []
    return list(load([path], report=errors.append, limits=LIMITS)), errors


def test_there_are_as_many_as_promised() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_one_clear_line(case: Case, tmp_path: Path) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.data)
    articles, errors = read(path)
    lines = [str(error) for error in errors]
    assert len(lines) == case.errors
    assert len(articles) == case.articles
    assert all(line.startswith(str(path)) and case.says in line for line in lines)
    assert all(line.isprintable() and len(line) < 400 for line in lines)
    assert list(tmp_path.iterdir()) == [path], "something was written"


def test_none_stops_the_rest(tmp_path: Path) -> None:
    for case in CASES:
        (tmp_path / case.name).write_bytes(case.data)
    (tmp_path / "zzz.txt").write_text(GOOD)
    articles, errors = read(tmp_path)
    assert articles[-1].text == GOOD
    assert len(articles) == sum(case.articles for case in CASES) + 1
    assert len(errors) == sum(case.errors for case in CASES)


def test_without_a_report_the_first_one_is_raised(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(GOOD)
    with pytest.raises(SourceError, match=r"a\.txt: its text is empty"):
        list(load([tmp_path]))


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(GOOD)
    path.chmod(0)
    if path.stat().st_mode & stat.S_IRUSR == 0 and not _is_root(path):
        articles, errors = read(path)
        assert not articles
        assert "cannot be read" in str(errors[0])


def _is_root(path: Path) -> bool:
    try:
        path.read_bytes()
    except PermissionError:
        return False
    return True


SPECIAL: list[tuple[str, Callable[[Path], object], str]] = [
    ("no such file", lambda folder: folder / "absent.txt", "there is no such file or folder"),
    ("an empty folder", lambda folder: folder, "holds no article"),
    ("a device", lambda _: Path("/dev/null"), "is neither a file nor a folder"),
    ("another scheme", lambda _: "ftp://example.org/a.txt", "the scheme ftp is not known"),
    ("an address without a host", lambda _: "http:///a.txt", "must begin with http:// or https:// and name a host"),
    ("a name that steers a terminal", lambda _: "\x1b[2Jabsent\n", "there is no such file"),
    ("a NUL in the name", lambda _: "a\0b", "a\\x00b"),
    ("a name that is too long", lambda _: "a" * 9000, "a"),
]


@pytest.mark.parametrize(("source", "says"), [row[1:] for row in SPECIAL], ids=[row[0] for row in SPECIAL])
def test_sources_that_are_no_file(source: Callable[[Path], str | Path], says: str, tmp_path: Path) -> None:
    errors: list[SourceError] = []
    (tmp_path / "note.docx").write_bytes(zlib.compress(b"no article"))
    assert not list(load([source(tmp_path)], report=errors.append))
    assert len(errors) == 1
    assert says in str(errors[0])
    assert str(errors[0]).isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "\u202eGhana thanked\u202c Togo.",  # right-to-left override
        "Ghana\u200b thanked\ufeff Togo.",  # zero width
        "Ghana thanked Togo. 🇬🇭🇹🇬 e\u0301",  # beyond the basic plane, combining
        'Ghana "thanked" <b>Togo</b> & \\ `x`. """',
        "Ghana\u2028thanked\u0085Togo.",  # newlines that are not ours
    ],
)
def test_unusual_characters_are_kept(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": text}), encoding="utf-8")
    (article,), errors = read(path)
    assert article.text == text
    assert not errors


def test_an_address_with_spaces_and_quotes_is_made_safe(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": GOOD, "url": 'https://example.org/a b"><c>?q={x} y'}))
    (article,), _ = read(path)
    assert article.url == "https://example.org/a%20b%22%3E%3Cc%3E?q=%7Bx%7D%20y"
