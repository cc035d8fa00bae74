"""Building: what is read, what is left alone, and what comes out."""

from pathlib import Path

import pytest

from graphbuild import pipeline
from graphbuild.errors import LexiconError

ARTICLE = "Uganda accused Kenya of spying on Tuesday. Kenya denied the accusation.\n"


def test_a_wrong_lexicon_leaves_no_new_graph(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "mine.toml").write_text("[gossip.verb]\nwhisper = {}\n", encoding="utf-8")
    settings = pipeline.Settings(lexicons=(tmp_path / "mine.toml",))
    with pytest.raises(LexiconError, match="gossip"):
        pipeline.build(tmp_path / "a.txt", into=tmp_path / "graph", settings=settings)
    assert not (tmp_path / "graph").exists()
