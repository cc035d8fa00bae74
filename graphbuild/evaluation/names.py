"""When two names are the same: how annotators and readings may write one actor."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ARTICLE = re.compile(r"^(the|a|an)\s+|['’]s$", re.IGNORECASE)


def same_name(gold: str, names: Iterable[str]) -> bool:
    """Tell whether an annotated name and one of `names` are the same: equal but for case and articles, one the head of the other.

    >>> same_name("Trump", ["President Donald Trump"]), same_name("Iran", ["Iran's army"])
    (True, False)
    """
    wanted = _words(gold)
    return any(_same(wanted, _words(name)) for name in names)


def _words(name: str) -> list[str]:
    return re.sub(r"[\s\W]+", " ", _ARTICLE.sub("", name.strip()).replace(".", "")).strip().lower().split()


def _same(gold: list[str], read: list[str]) -> bool:
    if not read:
        return False
    begins = len(read) < len(gold) and gold[: len(read)] == read and gold[len(read)] != "s"
    return gold == read or _head_of(gold, read) or _head_of(read, gold) or begins


def _head_of(short: list[str], long: list[str]) -> bool:
    """Tell whether the words of `short` head `long`: they stand at its end, or before an "of"."""
    size = len(short)
    ends = (k + size for k in range(len(long) - size + 1) if long[k : k + size] == short)
    return any(end == len(long) or long[end] == "of" for end in ends)
