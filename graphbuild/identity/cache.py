"""Keeps the index of reference facts between runs, under the hash of what it was made from."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from graphbuild.errors import ReferenceFactError
from graphbuild.identity import facts, index, names
from graphbuild.identity.index import Index

_CODE = (facts, index, names)
"""Modules that the index depends on: when one of them changes, indexes made by another version are made anew."""

_KEPT = 8


def index_of(paths: Sequence[Path], phrases: Path) -> tuple[Index, str]:
    """Return the index of the facts in the files, and the hash of their content; `phrases` lists what is no name.

    Raises ReferenceFactError when a file cannot be used. A cache that cannot be read or written is done without.
    """
    version = _hash([*paths, phrases])
    kept = _folder() / f"{version}-{_hash([Path(module.__file__ or '') for module in _CODE])[:8]}.json"
    if (found := _read(kept)) is not None:
        return found, version
    made = Index.of(facts.read(paths), _lines(phrases))
    _write(kept, made)
    return made, version


def _folder() -> Path:
    return Path(platformdirs.user_cache_dir("graphbuild", appauthor=False)) / "reference"


def _hash(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        try:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        except OSError as error:
            raise ReferenceFactError(f"{path}: cannot be read ({error.strerror}); name a Turtle file") from error
    return digest.hexdigest()[:16]


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _read(path: Path) -> Index | None:
    try:
        return Index.from_json(json.loads(path.read_bytes()))
    except (OSError, KeyError, TypeError, ValueError, IndexError, AttributeError):
        return None


def _write(path: Path, made: Index) -> None:
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".new")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(made.to_json(), file, ensure_ascii=False, separators=(",", ":"))
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
        _prune(path.parent)


def _prune(folder: Path) -> None:
    """Keep the indexes used last; what is deleted can be made again."""
    kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in kept[_KEPT:]:
        old.unlink(missing_ok=True)
