"""The words by which news names, describes and points at actors: `ontologies/lexicon/actors.toml`, read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graphbuild import vocab
from graphbuild.errors import LexiconError
from graphbuild.reading.sections import ACTORS, ACTS

Table = dict[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Every list of the lexicon, in lower case; phrases are words joined by single spaces.

    `titles` maps a form of address to the sex it tells ("m", "f", or "" for either); `same` maps another wording of an
    office or body to the one used in ids; `offices` is every word for one, political or not; `bloc` maps a wording to the name of the bloc; `seats` maps a place to an id.
    """

    leading: frozenset[str]
    serving: frozenset[str]
    other: frozenset[str]
    offices: frozenset[str]
    past: frozenset[str]
    present: frozenset[str]
    bodies: frozenset[str]
    alone: frozenset[str]
    weak: frozenset[str]
    groups: frozenset[str]
    collective: frozenset[str]
    plural: frozenset[str]
    things: frozenset[str]
    stand_ins: frozenset[str]
    of_organizations: frozenset[str]
    named_groups: frozenset[str]
    deeds: frozenset[str]
    unowned: frozenset[str]
    likened: frozenset[str]
    titles: Mapping[str, str]
    say_verbs: frozenset[str]
    hearsay: frozenset[str]
    say_nouns: frozenset[str]
    credits: frozenset[str]
    anaphors: Mapping[str, frozenset[str]]
    same: Mapping[str, str]
    blocs: Mapping[str, str]
    seats: Mapping[str, str]
    spelling: Mapping[str, str]

    def canonical(self, phrase: str) -> str:
        """Return the wording that ids use for an office or body.

        >>> load().canonical("Minister of Foreign Affairs"), load().canonical("Defence Ministry")
        ('foreign minister', 'defense ministry')
        """
        words = " ".join(self.spelling.get(word, word) for word in phrase.lower().split())
        return self.same.get(words, words)


def load(*more: Path) -> ActorWords:
    """Return the shipped lexicon with the users' files laid over it, in order; their tables of acts are passed over.

    Raises LexiconError when a file cannot be read, or has a table, key or value of another shape.
    """
    table: Table = {}
    for path in (vocab.ontologies() / "lexicon" / "actors.toml", *more):
        _lay_over(table, _read(path))
    return _words(table)


def _read(path: Path) -> Table:
    try:
        found = tomllib.loads(path.read_text(encoding="utf8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise LexiconError(
            f"{path}: {problem}; it must be a TOML file shaped as ontologies/lexicon/actors.toml"
        ) from problem
    own = {name: content for name, content in found.items() if name not in ACTS}
    for name, content in own.items():
        if name not in ACTORS:
            raise LexiconError(f"{path}: unknown table [{name}]; the tables are {', '.join(sorted(ACTORS))}")
        _check(path, name, content)
    return own


def _check(path: Path, name: str, content: object) -> None:
    if not isinstance(content, dict):
        raise LexiconError(f"{path}: {name} must be a table, [{name}]")
    known = ACTORS[name]
    for key, value in content.items():
        if known is not None and key not in known:
            raise LexiconError(f"{path}: unknown key {key} in [{name}]; the keys are {', '.join(sorted(known))}")
        if not _is_words(value) and not (known is None and isinstance(value, str)) and key != "same":
            raise LexiconError(f"{path}: {name}.{key} must be a list of words")
        if key == "same" and not (isinstance(value, dict) and all(_is_words(words) for words in value.values())):
            raise LexiconError(f"{path}: [{name}.same] must map a wording to a list of other wordings")


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _lay_over(table: Table, more: Table) -> None:
    for name, content in more.items():
        mine = table.setdefault(name, {})
        for key, value in content.items():
            old = mine.get(key)
            if isinstance(old, list) and isinstance(value, list):
                mine[key] = [*old, *value]
            elif isinstance(old, dict) and isinstance(value, dict):
                mine[key] = {**old, **value}
            else:
                mine[key] = value


def _words(table: Table) -> ActorWords:
    offices, bodies, deeds = table["offices"], table["bodies"], table["deeds"]
    return ActorWords(
        leading=_set(offices["leading"]),
        serving=_set(offices["serving"]),
        other=_set(offices["other"]),
        offices=_set(offices["leading"]) | _set(offices["serving"]) | _set(offices["other"]),
        past=_set(offices["past"]),
        present=_set(offices["present"]),
        bodies=_set(bodies["heads"]),
        alone=_set(bodies["alone"]),
        weak=_set(bodies["weak"]),
        groups=_set(table["groups"]["heads"]),
        collective=_set(table["groups"]["collective"]),
        plural=_set(table["groups"]["plural"]),
        things=_set(table["things"]["heads"]),
        stand_ins=_set(table["stand_ins"]["heads"]),
        of_organizations=_set(table["stand_ins"]["of_organizations"]),
        named_groups=_set(table["stand_ins"]["named_groups"]),
        deeds=_set(deeds["heads"]),
        unowned=_set(deeds["unowned"]),
        likened=_set(deeds["likened"]),
        titles={
            word: sex
            for key, sex in (("either", ""), ("male", "m"), ("female", "f"))
            for word in _set(table["titles"][key])
        },
        say_verbs=_set(table["speech"]["verbs"]),
        hearsay=_set(table["speech"]["hearsay"]),
        say_nouns=_set(table["speech"]["nouns"]),
        credits=_set(table["speech"]["credits"]),
        anaphors={key: _set(value) for key, value in table["anaphors"].items()},
        same={**_inverse(offices["same"]), **_inverse(bodies["same"])},
        blocs=_inverse(table["blocs"]),
        seats={place: str(country) for place, country in table["seats"].items()},
        spelling={word: str(other) for word, other in table["spelling"].items()},
    )


def _set(value: object) -> frozenset[str]:
    words = value if isinstance(value, list) else []
    return frozenset(" ".join(str(word).split()).lower() for word in words)


def _inverse(value: object) -> dict[str, str]:
    table = value if isinstance(value, dict) else {}
    return {word: str(name) for name, words in table.items() for word in _set(words)}
