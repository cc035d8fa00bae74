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
    encoding = encoding_of(data, where, declared)
    try:
        return tidy(data.decode(encoding), where)
    except UnicodeDecodeError as error:
        raise broken(encoding, error, where) from None


def broken(encoding: str, error: UnicodeDecodeError, where: str) -> SourceError:
    """Return what to say of bytes that their own encoding does not know."""
    return SourceError(where, f"is {encoding.upper()} but broken at byte {error.start}; save it again as UTF-8")


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


def encoding_of(data: bytes, where: str, declared: str | None = None) -> str:
    """Return the encoding of bytes, or of a stream that begins so; a mark becomes the first character, U+FEFF.

    Raises SourceError for binary data.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if declared and _known(declared) and _fits(data, declared):
        return declared
    if b"\0" in data:
        return _wide(data, where)
    if _fits(data, "utf-8") or _fits_long(data):
        return "utf-8"
    if sum(byte > 127 for byte in data) <= _FEW * len(data) and _fits(data, "cp1252"):
        return "cp1252"
    best = charset_normalizer.from_bytes(data[: 1 << 18]).best()
    if best is None:
        raise SourceError(where, "is in no encoding that can be recognised; save it again as UTF-8")
    return best.encoding


def _fits(data: bytes, encoding: str) -> bool:
    """Tell whether bytes can be decoded, as far as they go: the last character may be cut."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _fits_long(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 up to some mistake: other encodings break at their first letter beyond ASCII."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return not data[: error.start].isascii()
    return True


def _known(encoding: str) -> bool:
    try:
        info = codecs.lookup(encoding)
    except (LookupError, ValueError):  # ValueError: a name with a NUL in it
        return False
    # Python's own transforms ("hex", "rot13") are no charsets; UTF-7 is refused as browsers refuse it.
    is_text = bool(getattr(info, "_is_text_encoding", True))
    return is_text and info.name != "utf-7" and info.incrementaldecoder is not None


def _wide(data: bytes, where: str) -> str:
    """Recognise UTF-16 without a mark, which English text betrays by a NUL in every other byte."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        nuls = data[first::2].count(0)
        if nuls > len(data) * 0.3 and data[1 - first :: 2].count(0) == 0:
            return encoding
    raise SourceError(where, "is binary (it holds NUL bytes); convert it to text, HTML or JSON Lines first")
