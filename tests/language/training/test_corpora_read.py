"""The readers of corpora, on small files of our own; no torch is needed."""

import gzip
import json

import pytest
import spacy

from graphbuild.language.labels import CUES, ENTITY_TAGS
from graphbuild.language.training import acts, conllu, names, treebanks
from graphbuild.language.training.passages import UNKNOWN
from graphbuild.language.words import Spacing

TREE = """# newdoc id = d1
# sent_id = d1-1
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
1\tDo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_
3.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_

# sent_id = d1-2
# newpar
1\tPresident\tPresident\tPROPN\tNNP\t_\t2\tcompound\t_\tEntity=(1-person-new-cf1-2-sgl
2\tAda\tAda\tPROPN\tNNP\t_\t4\tnsubj\t_\tEntity=1)
3\tof\tof\tADP\tIN\t_\t4\tcase\t_\t_
4\tTarsis\tTarsis\tPROPN\tNNP\t_\t0\troot\t_\tEntity=(2-place-new-cf2-1-sgl)|SpaceAfter=No

"""


def packed(path, text: str):
    with gzip.open(path, "wt", encoding="utf8") as file:
        file.write(text)
    return path


def tagged(*tags: str) -> list[int]:
    return [ENTITY_TAGS.index(tag) for tag in tags]


def test_trees_keep_words_heads_and_spaces(tmp_path):
    first, second = conllu.read(packed(tmp_path / "t.gz", TREE))
    assert (first.words, first.heads) == (["Do", "n't", "go"], [2, 2, -1])
    assert first.spacings == [Spacing.BLANK_LINE, Spacing.GLUED, Spacing.GLUED]
    assert second.spacings[0] == Spacing.BLANK_LINE
    assert (first.document, second.id) == ("d1", "d1-2")


def test_a_named_entity_is_its_proper_nouns_without_the_title(tmp_path):
    trees = list(conllu.read(packed(tmp_path / "t.gz", TREE)))
    assert treebanks.gum_names(trees)["d1-2"] == tagged("O", "B-PER", "O", "B-LOC")


def test_a_document_is_one_passage_and_slices_know_what_was_torn(tmp_path):
    (passage,) = treebanks.passages(conllu.read(packed(tmp_path / "t.gz", TREE)))
    assert passage.heads == [2, 2, -1, 4, 6, 6, -1]
    assert passage.slice(0, 2).heads == [UNKNOWN, UNKNOWN]
    assert passage.slice(3, 7).heads == [1, 3, 3, -1]


def test_frames_are_kept_by_sentence(tmp_path):
    record = {"ud_sent": "d1-1", "preds": [{"i": 2, "args": [["ARGM-NEG", 1, 2], ["ARG4", 0, 1], ["ARGM-TMP", 0, 1]]}]}
    (predicate,) = treebanks.propbank(packed(tmp_path / "p.gz", json.dumps([record])))["d1-1"]
    assert (predicate.words, predicate.roles["ARGM-NEG"], predicate.roles["ARG2"]) == ((2,), (1,), (0,))


def test_names_are_parted_at_hyphens_and_glued_to_their_stops(tmp_path):
    text = "Port I-LOC\nAldine-based I-LOC\nNavy I-ORG\n. O\n\nOther O\n"
    first, second = names.read(packed(tmp_path / "n.gz", text))
    assert first.words == ["Port", "Aldine", "-", "based", "Navy", "."]
    assert first.entities == tagged("B-LOC", "I-LOC", "I-LOC", "I-LOC", "B-ORG", "O")
    assert first.spacings[-1] == Spacing.GLUED
    assert second.words == ["Other"]


@pytest.fixture
def labelled():
    act = {
        "kind": "accusation",
        "cue": "accused",
        "actors": ["Ada"],
        "targets": ["Tarsis"],
        "content": "of piracy",
        "negated": True,
    }
    text = "Tarsis denied it. Ada has not accused Tarsis of piracy."
    return acts.passage(acts.Item("x", text, (act,)), spacy.blank("en")(text))


def test_acts_are_found_again_in_the_text(labelled):
    cue = labelled.words.index("accused")
    assert [CUES[k] for k in labelled.cues if k] == ["accusation"]
    assert labelled.negated[cue] == 1
    assert labelled.negated[0] == UNKNOWN
    (predicate,) = labelled.acts
    assert predicate.words == (cue,)
    assert predicate.roles == {"actor": (4,), "target": (cue + 1,), "content": (cue + 2, cue + 3), "via": ()}
    assert predicate.doubtful["target"] == (0,)


def test_an_act_whose_cue_is_cut_off_is_left_out(labelled):
    assert not labelled.slice(0, 4).acts
    assert labelled.slice(5, len(labelled.words)).acts[0].unsure == {"actor"}
