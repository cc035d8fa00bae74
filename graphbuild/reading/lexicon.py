"""The lexicon: which words evoke which kind of act, and where its parties stand. `ontologies/lexicon/README.md` explains the files."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from graphbuild.errors import LexiconError
from graphbuild.model import ActKind
from graphbuild.reading.sections import ACTORS, LISTS
from graphbuild.vocab import ontologies


class Part(StrEnum):
    """What an entry's words are: a verb (its first word), a noun (its last), an adjective, or a run of words."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    PHRASE = "phrase"


SLOTS = frozenset(
    {
        "subject", "object", "indirect", "clause", "infinitive", "gerund", "xcomp", "clause-subject", "for-subject", "clause-verb",
        "possessive", "possessive-target", "modifier", "carrier", "of-actor", "of-target", "head", "head-of", "subject-of", "self",
        "speaker", "after", "inside", "object-infinitive", "none",
    }
)  # fmt: skip
"""Places that have a name. Any other word is a preposition; `object-` before one looks below the object."""

_NEEDS = frozenset({"actor", "target", "content", "infinitive"})
_FIELDS = frozenset({"actor", "target", "content", "needs", "with", "without", "when", "attributed", "weak", "sure"})
_DEFAULT_ACTOR = {
    Part.VERB: "subject",
    Part.NOUN: "carrier, possessive, by",
    Part.ADJECTIVE: "subject",
    Part.PHRASE: "subject",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What evokes a kind of act.

    `words` are lemmas; in a phrase a word may be alternatives ("occur/happen") or "...", up to three words of any kind.
    `actor`, `target` and `content` are places in the order they are tried. `needs` names what must be there, `beside`
    the lemmas of which one must stand among the words that belong to the cue, `without` those of which none may.
    `future` entries count only in the future; `attributed` ones only inside what somebody is said to have said; `weak`
    ones are ambiguous and need more evidence; `sure` ones need none: such words are rare, and annotated news tells little of them.
    """

    kind: ActKind
    part: Part
    words: tuple[str, ...]
    actor: tuple[str, ...]
    target: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    future: bool = False
    attributed: bool = False
    weak: bool = False
    sure: bool = False

    @property
    def anchor(self) -> str:
        """The word by which the entry is found."""
        return self.words[-1] if self.part is Part.NOUN else self.words[0]

    @property
    def name(self) -> str:
        """The entry's name: "call.verb.call for"."""
        return f"{self.kind}.{self.part}.{' '.join(self.words)}"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by name, and the words that colour them.

    `light` verbs carry a noun's act; `future` and `negated` ones say of what follows that it is planned, or not done;
    `tones` gives for a word the tones, in order, that it lends to an utterance. `fingerprint` is the first 16
    digits of the SHA-256 of all files that say how words are read: ours of acts, actors and weights, and the user's.
    """

    entries: Mapping[str, Entry]
    light: frozenset[str] = frozenset()
    future: frozenset[str] = frozenset()
    negated: frozenset[str] = frozenset()
    tones: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fingerprint: str = ""
    _index: Mapping[tuple[Part, str], tuple[Entry, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        entries: Iterable[Entry],
        *,
        light: Iterable[str] = (),
        future: Iterable[str] = (),
        negated: Iterable[str] = (),
        tones: Mapping[str, Iterable[str]] = MappingProxyType({}),
        fingerprint: str = "",
    ) -> Lexicon:
        """Index entries by part and anchor."""
        index: dict[tuple[Part, str], list[Entry]] = {}
        named = {entry.name: entry for entry in entries}
        for entry in named.values():
            for word in entry.anchor.split("/"):
                index.setdefault((entry.part, word), []).append(entry)
        return cls(
            MappingProxyType(named),
            frozenset(light),
            frozenset(future),
            frozenset(negated),
            MappingProxyType({word: tuple(sorted(names)) for word, names in tones.items()}),
            fingerprint,
            MappingProxyType({key: tuple(found) for key, found in index.items()}),
        )

    def at(self, part: Part, anchor: str) -> Sequence[Entry]:
        """Return the entries of a part that this lemma anchors."""
        return self._index.get((part, anchor), ())


def load(extra: Iterable[Path] = ()) -> Lexicon:
    """Read our English lexicon and, over it, the user's own files; of two entries with one name the later holds.

    Tables of words for actors are passed over: `actorwords` reads those.

    Raises LexiconError naming file, entry and remedy.
    """
    ours = ontologies() / "lexicon"
    entries: dict[str, Entry] = {}
    lists: dict[str, set[str]] = {"light": set(), "future": set(), "negated": set()}
    tones: dict[str, set[str]] = {}
    digest = hashlib.sha256(b"".join(_bytes(ours / name) for name in ("actors.toml", "en.weights.json")))
    for path in (ours / "en.toml", *extra):
        raw = _bytes(path)
        digest.update(raw)
        table = _toml(path, raw)
        lists["light"].update(_lemmas(path, table, "light", "verbs"))
        lists["future"].update(_lemmas(path, table, "status", "future"))
        lists["negated"].update(_lemmas(path, table, "status", "negated"))
        for tone in _table(path, "tone", table.get("tone", {})):
            for word in _lemmas(path, table, "tone", tone):
                tones.setdefault(word, set()).add(tone)
        for name, entry in _entries(path, table):
            entries.pop(name, None)
            if entry is not None:
                entries[name] = entry
    return Lexicon.of(entries.values(), **lists, tones=tones, fingerprint=digest.hexdigest()[:16])


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read ({error.strerror}); name an existing TOML file") from error


def _toml(path: Path, raw: bytes) -> Mapping[str, object]:
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: not TOML in UTF-8 ({error}); correct that line") from error


def _lemmas(path: Path, table: Mapping[str, object], section: str, name: str) -> tuple[str, ...]:
    section_table = _table(path, section, table.get(section, {}))
    words = section_table.get(name, [])
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise LexiconError(f"{path}: [{section}] {name} must be a list of words")
    return tuple(words)


def _table(path: Path, name: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise LexiconError(f"{path}: [{name}] must be a table")
    return value


def _entries(path: Path, table: Mapping[str, object]) -> Iterator[tuple[str, Entry | None]]:
    for kind_name, parts in table.items():
        if kind_name in LISTS or kind_name in ACTORS:
            continue
        kind = _member(path, ActKind, kind_name, "kind of act")
        for part_name, section in _table(path, kind_name, parts).items():
            part = _member(path, Part, part_name, f"part of speech in [{kind_name}]")
            yield from _section(path, kind, part, _table(path, f"{kind}.{part}", section))


_E = TypeVar("_E", bound=StrEnum)


def _member(path: Path, enum: type[_E], name: str, what: str) -> _E:
    try:
        return enum(name)
    except ValueError as error:
        raise LexiconError(f"{path}: {name!r} is no {what}; use one of {', '.join(enum)}") from error


def _section(
    path: Path, kind: ActKind, part: Part, section: Mapping[str, object]
) -> Iterator[tuple[str, Entry | None]]:
    where = f"{kind}.{part}"
    defaults = _table(path, f'{where}."*"', section.get("*", {}))
    for key, value in section.items():
        if key == "*":
            continue
        for words in (" ".join(entry.split()) for entry in key.split(",")):
            if not words:
                raise LexiconError(f"{path}: {where}: the key {key!r} holds an empty entry; remove the spare comma")
            if value is False:
                yield f"{where}.{words}", None
            else:
                fields = {**defaults, **_table(path, f"{where}.{words}", value)}
                yield f"{where}.{words}", _entry(path, kind, part, words, fields)


def _entry(path: Path, kind: ActKind, part: Part, words: str, fields: Mapping[str, object]) -> Entry:
    where = f"{path}: {kind}.{part}.{words}"
    unknown = set(fields) - _FIELDS
    if unknown:
        raise LexiconError(f"{where}: unknown field {min(unknown)!r}; use {', '.join(sorted(_FIELDS))}")
    needs = frozenset(_listed(where, fields, "needs"))
    if not needs <= _NEEDS:
        raise LexiconError(f"{where}: needs {', '.join(sorted(needs))}; use {', '.join(sorted(_NEEDS))}")
    if fields.get("when", "future") != "future":
        raise LexiconError(f"{where}: when = {fields['when']!r}; the only value is 'future'")
    return Entry(
        kind=kind,
        part=part,
        words=tuple(words.split()),
        actor=_slots(where, fields, "actor") or _split(_DEFAULT_ACTOR[part]),
        target=_slots(where, fields, "target"),
        content=_slots(where, fields, "content"),
        needs=needs,
        beside=frozenset(_listed(where, fields, "with")),
        without=frozenset(_listed(where, fields, "without")),
        future="when" in fields,
        attributed=_flag(where, fields, "attributed"),
        weak=_flag(where, fields, "weak"),
        sure=_flag(where, fields, "sure"),
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _listed(where: str, fields: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = fields.get(name, "")
    if isinstance(value, str):
        return _split(value)
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return tuple(value)
    raise LexiconError(f"{where}: {name} must be words, in one string with commas or in a list")


def _slots(where: str, fields: Mapping[str, object], name: str) -> tuple[str, ...]:
    slots = _listed(where, fields, name)
    for slot in slots:
        if slot not in SLOTS and not slot.removeprefix("object-").isalpha():
            raise LexiconError(
                f"{where}: {name}: {slot!r} is no place; use a preposition or one of {', '.join(sorted(SLOTS))}"
            )
    return slots


def _flag(where: str, fields: Mapping[str, object], name: str) -> bool:
    value = fields.get(name, False)
    if not isinstance(value, bool):
        raise LexiconError(f"{where}: {name} must be true or false")
    return value
