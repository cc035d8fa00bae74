"""The graph that is shipped computes what was trained. Needs the extra `train`."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
pytest.importorskip("onnx", reason="the extra `train` is not installed")

import onnxruntime  # noqa: E402

from graphbuild.language.training.graph import build, relations  # noqa: E402
from graphbuild.language.training.network import Network, Sizes  # noqa: E402

WORDS, PIECES = 7, 12


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(3)
    return Network(Sizes(xpos=5, relations=4)).eval()


@pytest.fixture(scope="module")
def inputs():
    chance = np.random.default_rng(3)
    first = np.sort(chance.choice(np.arange(1, PIECES), WORDS, replace=False))
    return {
        "pieces": chance.integers(1, 30000, (1, PIECES)),
        "shapes": chance.integers(0, 7, (1, PIECES)),
        "spacings": chance.integers(0, 4, (1, PIECES)),
        "first": first,
        "last": np.minimum(first + 1, PIECES - 1),
    }


def weights(network) -> dict[str, np.ndarray]:
    return {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}


def outputs(network, inputs, *, quantised: bool) -> dict[str, np.ndarray]:
    session = onnxruntime.InferenceSession(build(weights(network), quantised=quantised).SerializeToString())
    found = session.run(None, inputs | {"positions": np.arange(PIECES)[None]})
    return dict(zip([output.name for output in session.get_outputs()], found, strict=True))


def trained(network, inputs) -> dict[str, np.ndarray]:
    tensors = {name: torch.tensor(value if value.ndim == 2 else value[None]) for name, value in inputs.items()}
    with torch.no_grad():
        embedded = network.encoder.embed(*(tensors[name] for name in ("pieces", "shapes", "spacings")))
        out = network(**tensors, mask=None) | {"embedded": embedded}
        return {name: value[0].numpy() for name, value in out.items()}


def test_the_graph_in_32_bits_computes_the_network(network, inputs):
    expected = trained(network, inputs)
    for name, value in outputs(network, inputs, quantised=False).items():
        assert np.allclose(value.reshape(expected[name].shape), expected[name], atol=1e-4), name


def test_the_quantised_graph_comes_close(network, inputs):
    expected = trained(network, inputs)
    for name, value in outputs(network, inputs, quantised=True).items():
        wanted = expected[name].reshape(value.shape)
        assert np.abs(value - wanted).max() < 0.2 * np.abs(wanted).max() + 0.02, name


def test_relations_are_scored_alike(network):
    child, head = (np.random.default_rng(k).normal(size=(6, 192)).astype(np.float32) for k in (1, 2))
    session = onnxruntime.InferenceSession(relations(weights(network)).SerializeToString())
    with torch.no_grad():
        expected = network.relations(torch.tensor(child), torch.tensor(head)).numpy()
    assert np.allclose(session.run(None, {"child": child, "head": head})[0], expected, atol=1e-5)
