"""The teacher's encoder takes the weights of all-mpnet-base-v2 and computes what they meant. Needs the extra `train`."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra `train`")
pytest.importorskip("safetensors", reason="training needs the extra `train`")

from graphbuild.language.training.mpnet import BREADTH, MPNet, buckets, from_weights  # noqa: E402


def test_distances_are_numbered_apart_by_side():
    found = buckets(300)
    assert found[:3, :3].tolist() == [[0, 17, 18], [1, 0, 17], [2, 1, 0]]
    assert found[0, 299] == 31
    assert found[299, 0] == 15
    assert (found[0, 1:].diff() >= 0).all()


def theirs() -> dict:
    """Weights of one layer under Hugging Face's names."""
    torch.manual_seed(1)
    found = {
        "embeddings.word_embeddings.weight": torch.randn(30527, BREADTH) * 0.02,
        "embeddings.position_embeddings.weight": torch.randn(514, BREADTH) * 0.02,
        "embeddings.LayerNorm.weight": torch.ones(BREADTH),
        "embeddings.LayerNorm.bias": torch.zeros(BREADTH),
        "encoder.relative_attention_bias.weight": torch.randn(32, 12),
    }
    layer = {
        "attention.attn.q": (BREADTH, BREADTH), "attention.attn.k": (BREADTH, BREADTH), "attention.attn.v": (BREADTH, BREADTH),
        "attention.attn.o": (BREADTH, BREADTH), "attention.LayerNorm": (BREADTH,), "intermediate.dense": (4 * BREADTH, BREADTH),
        "output.dense": (BREADTH, 4 * BREADTH), "output.LayerNorm": (BREADTH,),
    }  # fmt: skip
    for name, shape in layer.items():
        found[f"encoder.layer.0.{name}.weight"] = torch.randn(shape) * 0.05 + (len(shape) == 1)
        found[f"encoder.layer.0.{name}.bias"] = torch.randn(shape[0]) * 0.05
    return found


@torch.no_grad()
def test_an_encoder_of_its_weights_reads_as_written_down():
    """Against the same sums written out: BERT's layer, with a bias that depends on the distance alone."""
    weights = theirs()
    encoder = MPNet(0.0, depth=1)
    from_weights(encoder, weights)
    encoder.shapes.weight.zero_()
    encoder.spacings.weight.zero_()
    ids = torch.tensor([[101, 7, 103, 102]])
    none = torch.zeros_like(ids)
    found = encoder({"pieces": ids, "shapes": none, "spacings": none}, torch.zeros(1), torch.zeros(1))

    def linear(x, name):
        return x @ weights[f"encoder.layer.0.{name}.weight"].T + weights[f"encoder.layer.0.{name}.bias"]

    def norm(x, name):
        x = (x - x.mean(-1, keepdim=True)) / (x.var(-1, keepdim=True, unbiased=False) + 1e-5).sqrt()
        return x * weights[f"encoder.layer.0.{name}.weight"] + weights[f"encoder.layer.0.{name}.bias"]

    x = weights["embeddings.word_embeddings.weight"][[0, 11, 30526, 2]]
    x = x + weights["embeddings.position_embeddings.weight"][2:6]
    x = (x - x.mean(-1, keepdim=True)) / (x.var(-1, keepdim=True, unbiased=False) + 1e-5).sqrt()
    q, k, v = (linear(x, f"attention.attn.{part}").view(4, 12, 64).transpose(0, 1) for part in "qkv")
    away = torch.tensor([[j - i for j in range(4)] for i in range(4)])
    place = away.abs() + 16 * (away > 0)
    scores = q @ k.transpose(1, 2) / 8 + weights["encoder.relative_attention_bias.weight"][place].permute(2, 0, 1)
    attended = (scores.softmax(2) @ v).transpose(0, 1).reshape(4, BREADTH)
    x = norm(x + linear(attended, "attention.attn.o"), "attention.LayerNorm")
    inner = torch.nn.functional.gelu(linear(x, "intermediate.dense"))
    wanted = norm(x + linear(inner, "output.dense"), "output.LayerNorm")
    assert torch.allclose(found[0], wanted, atol=1e-4)


def test_weights_of_something_else_are_refused():
    weights = theirs()
    weights["embeddings.position_embeddings.weight"] = torch.zeros(512, BREADTH)
    with pytest.raises(RuntimeError, match="size mismatch"):
        from_weights(MPNet(0.0, depth=1), weights)
