from pathlib import Path

import pytest

from graphbuild.errors import LexiconError
from graphbuild.reading import actorwords, lexicon


def test_a_users_word_counts_beside_ours(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[groups]\nheads = ["Corsair"]\n[seats]\n"Fort Lamy" = "country/TD"\n')
    words = actorwords.load(tmp_path / "mine.toml")
    assert {"corsair", "rebel"} <= words.groups
    assert words.seats["Fort Lamy"] == "country/TD"


def test_one_file_may_hold_words_for_acts_and_for_actors(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('[sanction.verb]\ndebank = { target = "object" }\n[groups]\nheads = ["corsair"]\n')
    assert "corsair" in actorwords.load(mine).groups
    assert "sanction.verb.debank" in lexicon.load([mine]).entries


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[groups\n", "TOML"),
        ("[flocks]\nheads = []\n", "unknown table"),
        ('[groups]\nnames = ["a"]\n', "unknown key"),
        ('[groups]\nheads = "rebel"\n', "list of words"),
        ("[groups]\nheads = [1]\n", "list of words"),
        ('[bodies]\nsame = ["a"]\n', "must map"),
        ('groups = "rebel"\n', "must be a table"),
    ],
)
def test_a_malformed_file_is_named_with_its_fault(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(LexiconError, match=told) as raised:
        actorwords.load(path)
    assert str(path) in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="nowhere"):
        actorwords.load(tmp_path / "nowhere.toml")


def test_wordings_of_one_office_agree() -> None:
    words = actorwords.load()
    assert words.canonical("Minister of Defence") == words.canonical("defense minister") == "defense minister"
