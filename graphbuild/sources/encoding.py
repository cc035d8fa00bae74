r"""Bytes to text, whatever wrote them: byte-order marks, UTF-8, UTF-16, Windows-1252, or a charset that was declared.

Newlines become `\n`; no other character changes.
"""

from __future__ import annotations

import codecs

import charset_normalizer

from graphbuild.errors import SourceError

# The longer marks first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FEW = 0.1
"""Share of bytes beyond ASCII up to which English in an unnamed 8-bit encoding is taken as Windows-1252."""
_BINARY = 0.02
"""Share of control characters from which a text is taken as binary."""
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r\f"}


def decode(data: bytes, where: str, declared: str | None = None) -> str:
    """Return the text of `data`; `declared` is a charset that a server or the page itself named, believed if it fits.

    Raises SourceError for binary data, and for UTF-8 that breaks off or is broken in its middle.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return tidy(_strict(data[len(mark) :], encoding, where), where)
    if declared and _known(declared):
        try:
            return tidy(data.decode(declared), where)
        except UnicodeDecodeError:
            pass
    return tidy(_guess(data, where), where)


def tidy(text: str, where: str) -> str:
    r"""Return `text` with `\n` for every newline.

    Raises SourceError when it holds a NUL or a lone surrogate, or is binary.
    """
    if "\0" in text:
        raise SourceError(
            where, "holds NUL characters; it is binary, or was damaged on its way: save it again as UTF-8 text"
        )
    try:
        text.encode()
    except UnicodeEncodeError:
        raise SourceError(
            where, "holds half a character (a lone surrogate such as \\ud800); write it again as UTF-8"
        ) from None
    sample = text[: 1 << 16]
    if len(sample) - len(sample.translate(_CONTROLS)) > _BINARY * len(sample):
        raise SourceError(where, "is binary, not text; convert it to text, HTML or JSON Lines first")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def marked(data: bytes) -> str | None:
    """Return the wide encoding that a byte-order mark names, None for UTF-8 or no mark."""
    found = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    return None if found == "utf-8" else found


def _known(encoding: str) -> bool:
    try:
        info = codecs.lookup(encoding)
    except (LookupError, ValueError):  # ValueError: a name with a NUL in it
        return False
    # Python's own transforms ("hex", "rot13") are no charsets; UTF-7 is refused as browsers refuse it.
    return info.name != "utf-7" and getattr(info, "_is_text_encoding", True)


def _strict(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            where, f"is marked as {encoding.upper()} but breaks at byte {error.start}; save it again as UTF-8"
        ) from None


def _guess(data: bytes, where: str) -> str:
    if b"\0" in data:
        return _wide(data, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        if not before.isascii():
            raise SourceError(where, f"is UTF-8 but broken at byte {error.start}; save it again as UTF-8") from None
    if sum(byte > 127 for byte in data) <= _FEW * len(data):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    best = charset_normalizer.from_bytes(data[: 1 << 18]).best()
    if best is None:
        raise SourceError(where, "is in no encoding that can be recognised; save it again as UTF-8")
    return _strict(data, best.encoding, where)


def _wide(data: bytes, where: str) -> str:
    """Decode UTF-16 without a mark, which English text betrays by a NUL in every other byte."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        nuls = data[first::2].count(0)
        if nuls > len(data) * 0.3 and data[1 - first :: 2].count(0) == 0:
            return _strict(data, encoding, where)
    raise SourceError(where, "is binary (it holds NUL bytes); convert it to text, HTML or JSON Lines first")
