from pathlib import Path

import pytest

from graphbuild.errors import LexiconError
from graphbuild.model import ActKind
from graphbuild.reading import lexicon
from graphbuild.reading.lexicon import Part


def test_our_lexicon_covers_every_kind() -> None:
    ours = lexicon.load()
    assert {entry.kind for entry in ours.entries.values()} == set(ActKind)


def test_entries_are_found_by_their_anchor() -> None:
    ours = lexicon.load()
    assert "call.verb.call for" in {entry.name for entry in ours.at(Part.VERB, "call")}
    assert "assault.noun.drone strike" in {entry.name for entry in ours.at(Part.NOUN, "strike")}
    assert not ours.at(Part.VERB, "photosynthesise")


def test_section_defaults_hold_unless_an_entry_says_otherwise(tmp_path: Path) -> None:
    own = write(
        tmp_path, '[threat.verb]\n"*" = { target = "object, against" }\nfrighten = {}\nhound = { target = "none" }\n'
    )
    found = lexicon.load([own]).entries
    assert found["threat.verb.frighten"].target == ("object", "against")
    assert found["threat.verb.frighten"].actor == ("subject",)
    assert found["threat.verb.hound"].target == ("none",)


def test_a_users_file_extends_overrides_and_removes(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        '[sanction.verb]\ndebank = { target = "object" }\naccuse = false\n[accusation.verb]\naccuse = { weak = true }\nindict = false\n',
    )
    before, after = lexicon.load(), lexicon.load([own])
    assert "sanction.verb.debank" in after.entries
    assert not before.entries["accusation.verb.accuse"].weak
    assert after.entries["accusation.verb.accuse"].weak
    assert "accusation.verb.indict" in before.entries
    assert "accusation.verb.indict" not in after.entries


def test_the_fingerprint_follows_the_content(tmp_path: Path) -> None:
    one = write(tmp_path, "[threat.verb]\nfrighten = {}\n")
    assert lexicon.load().fingerprint == lexicon.load().fingerprint
    assert lexicon.load([one]).fingerprint != lexicon.load().fingerprint


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[gossip.verb]\nwhisper = {}", "'gossip' is no kind of act"),
        ("[threat.adverb]\nloudly = {}", "'adverb' is no part of speech"),
        ("[threat.verb]\nfrighten = { agent = 'subject' }", "unknown field 'agent'"),
        ("[threat.verb]\nfrighten = { target = 'object!' }", "'object!' is no place"),
        ("[threat.verb]\nfrighten = { weak = 1 }", "weak must be true or false"),
        ("[threat.verb]\nfrighten = { needs = 'luck' }", "needs luck"),
        ("[threat.verb]\nfrighten = { when = 'past' }", "only value is 'future'"),
        ("[threat.verb]\nfrighten = { with = 3 }", "with must be words"),
        ('[threat.verb]\n"frighten, " = {}', "empty entry"),
        ("[threat]\nverb = 3", "[threat.verb] must be a table"),
        ("[light]\nverbs = 'hold'", "must be a list of words"),
        ("threat.verb", "not TOML"),
    ],
)
def test_a_malformed_file_is_named_with_a_remedy(tmp_path: Path, text: str, problem: str) -> None:
    own = write(tmp_path, text)
    with pytest.raises(LexiconError) as raised:
        lexicon.load([own])
    assert str(own) in str(raised.value)
    assert problem in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot be read"):
        lexicon.load([tmp_path / "none.toml"])


def write(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path
