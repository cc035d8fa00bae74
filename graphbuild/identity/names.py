"""Names as they are compared: without marks, points and hyphens, but with their capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

Key = tuple[str, ...]
"""The pieces of a name, in order: ("U", "S"), ("Abdel", "Fattah", "al", "Sisi")."""

# Commas and their like are pieces of their own, so that no name is found across them, and "US$" is not "US".
_PIECE = re.compile(r"[^\W_]+|[,;:()\"“”!?&—$€£¥%]")
_LETTERS_WITHOUT_PARTS = str.maketrans("ıłŁøØđĐð", "ilLoOdDd") | str.maketrans(
    {"þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
)
PARTICLES = frozenset("al el ad an ar as ash at az de da di bin ben ibn van von der den".split())


def unmarked(text: str) -> str:
    """Return the text without accents and other marks on letters.

    >>> unmarked("Erdoğan, Nicușor, Łódź")
    'Erdogan, Nicusor, Lodz'
    """
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text.translate(_LETTERS_WITHOUT_PARTS))
    return "".join(c for c in parts if not unicodedata.combining(c) and c not in "ʿʾʼ`")


@lru_cache(maxsize=1 << 16)
def pieces(word: str) -> Key:
    """Return the pieces that a word, or a whole name, is compared by; a full stop alone is a piece.

    >>> pieces("U.S."), pieces("al-Sisi"), pieces("Côte d’Ivoire")
    (('U', 'S'), ('al', 'Sisi'), ('Cote', 'd', 'Ivoire'))
    """
    return (word,) if word == "." else tuple(_PIECE.findall(unmarked(word)))


def key(name: str) -> Key:
    """Return the pieces of a whole name, without a leading article and a trailing possessive.

    >>> key("the Gambia's")
    ('Gambia',)
    """
    found = pieces(name.strip())
    if len(found) > 1 and found[0] in {"the", "The", "THE"}:
        found = found[1:]
    return found[:-1] if len(found) > 1 and found[-1] == "s" and re.search(r"['’]s\s*$", name) else found


def spellings(name: str) -> Iterator[Key]:
    """Yield the keys under which a name is looked up: a first particle stands with and without its capital.

    >>> list(spellings("al-Qaeda"))
    [('al', 'Qaeda'), ('Al', 'Qaeda')]
    """
    found = key(name)
    if not found:
        return
    yield found
    first = found[0]
    if first.lower() in PARTICLES and len(found) > 1:
        yield (first.capitalize() if first.islower() else first.lower(), *found[1:])
