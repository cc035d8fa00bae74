"""The network as an ONNX graph for one window at a time: int8 weights, activations quantised window by window.

The graph is written down operator by operator, in the fused operators of onnxruntime (`com.microsoft`), so that it runs
the same whatever an exporter or an optimiser would make of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from graphbuild.language.training.network import HEADS, LAYERS

FUSED = "com.microsoft"
EXACT_LAYERS = 2
"""The first layers whose inner activations are not quantised: a few of them are so large that the others round to nothing.

Of the 0.06 UPOS, 0.23 UAS and 0.25 LAS that int8 costs on unseen news this gives back all but 0.03, for a tenth more time.
"""
Array = NDArray[np.float32]
Weights = Mapping[str, Array]


class Graph:
    """A graph under construction. Every method adds what it says and returns the name of its result."""

    def __init__(self, *, quantised: bool) -> None:
        self.quantised = quantised
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: list[onnx.TensorProto] = []

    def plain(self) -> Graph:
        """Return the same graph, for operators in 32 bits."""
        same = Graph(quantised=False)
        same.nodes, same.tensors = self.nodes, self.tensors
        return same

    def tensor(self, array: NDArray[np.generic]) -> str:
        """Add a constant."""
        name = f"w{len(self.tensors)}"
        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: float) -> str:
        """Add an operator with one result."""
        name = f"x{len(self.nodes)}"
        node = helper.make_node(kind, list(inputs), [name], domain=domain)
        node.attribute.extend(helper.make_attribute(key, value) for key, value in attributes.items())
        self.nodes.append(node)
        return name

    def linear(self, x: str, weight: Array, bias: Array, *, exact: bool = False) -> str:
        """Multiply by a weight of (out, in) and add the bias. `exact`: the weight is kept in int8, but `x` is not quantised."""
        if not self.quantised:
            return self.op("Add", self.op("MatMul", x, self.tensor(weight.T)), self.tensor(bias))
        scale = np.abs(weight).max(1) / 127
        whole = np.rint(weight / scale[:, None]).clip(-127, 127).astype(np.int8)
        zero = np.zeros(len(scale), np.int8)
        table = (self.tensor(whole.T), self.tensor(scale.astype(np.float32)), self.tensor(zero))
        if exact:
            product = self.op("MatMul", x, self.op("DequantizeLinear", *table, axis=1))
            return self.op("Add", product, self.tensor(bias))
        inputs = (x, *table, self.tensor(bias))
        return self.op("DynamicQuantizeMatMul", *inputs, domain=FUSED)

    def norm(self, x: str, skip: str, weight: Array, bias: Array) -> str:
        """Add two tensors and normalise the sum."""
        return self.op(
            "SkipLayerNormalization", x, skip, self.tensor(weight), self.tensor(bias), domain=FUSED, epsilon=1e-12
        )

    def gelu(self, x: str) -> str:
        """Add a Gaussian error linear unit."""
        return self.op("Gelu", x, domain=FUSED)

    def turn(self, x: str) -> str:
        """Swap the last two of three axes."""
        name = f"x{len(self.nodes)}"
        self.nodes.append(helper.make_node("Transpose", [x], [name], perm=[0, 2, 1]))
        return name

    def part(self, x: str, start: int, end: int) -> str:
        """Take the columns from `start` to `end` of the last axis."""
        ends = (self.tensor(np.array([i], np.int64)) for i in (start, end, -1))
        return self.op("Slice", x, *ends)

    def rows(self, table: Array, index: str) -> str:
        """Look rows up in a table that is kept in int8, each row with its own scale."""
        if not self.quantised:
            return self.op("Gather", self.tensor(table), index, axis=0)
        scale = np.abs(table).max(1, keepdims=True) / 127 + 1e-12
        whole = np.rint(table / scale).astype(np.int8)
        values = self.op("Cast", self.op("Gather", self.tensor(whole), index, axis=0), to=TensorProto.FLOAT)
        return self.op("Mul", values, self.op("Gather", self.tensor(scale.astype(np.float32)), index, axis=0))


def _layer(graph: Graph, x: str, weights: Weights, within: str, number: int) -> str:
    name = f"{within}layers.{number}"
    qkv = graph.linear(x, weights[f"{name}.qkv.weight"], weights[f"{name}.qkv.bias"])
    width = weights[f"{name}.out.bias"].shape[0]
    parts = [graph.part(qkv, k * width, (k + 1) * width) for k in range(3)]
    attended = graph.op("MultiHeadAttention", *parts, domain=FUSED, num_heads=HEADS)
    out = graph.linear(attended, weights[f"{name}.out.weight"], weights[f"{name}.out.bias"])
    x = graph.norm(x, out, weights[f"{name}.norm1.weight"], weights[f"{name}.norm1.bias"])
    inner = graph.gelu(graph.linear(x, weights[f"{name}.up.weight"], weights[f"{name}.up.bias"]))
    exact = number < EXACT_LAYERS
    down = graph.linear(inner, weights[f"{name}.down.weight"], weights[f"{name}.down.bias"], exact=exact)
    return graph.norm(x, down, weights[f"{name}.norm2.weight"], weights[f"{name}.norm2.bias"])


def _embedding(graph: Graph, weights: Weights) -> str:
    pieces = graph.rows(weights["encoder.pieces.weight"], "pieces")
    positions = graph.op("Gather", graph.tensor(weights["encoder.positions.weight"]), "positions", axis=0)
    marks = [
        graph.op("Gather", graph.tensor(weights[f"encoder.{name}.weight"]), name, axis=0)
        for name in ("shapes", "spacings")
    ]
    return graph.norm(
        graph.op("Add", pieces, positions),
        graph.op("Add", *marks),
        weights["encoder.norm.weight"],
        weights["encoder.norm.bias"],
    )


def _words(graph: Graph, x: str, weights: Weights, within: str) -> str:
    """Read the embedded pieces layer by layer; one vector a word, the mean of its first and its last piece."""
    for i in range(LAYERS):
        x = _layer(graph, x, weights, within, i)
    ends = [graph.op("Gather", x, name, axis=1) for name in ("first", "last")]
    return graph.op("Mul", graph.op("Add", *ends), graph.tensor(np.array(0.5, np.float32)))


FIRST_LAYERS = {
    "start": "start", "upos": "upos", "xpos": "xpos", "relation_child": "relation_child", "relation_head": "relation_head",
    "arc_child": "arc_child.0", "arc_head": "arc_head.0", "entity": "entity.0", "cue": "cue.0", "flags": "flags.0",
}  # fmt: skip
"""The layer of each head that reads the encoder; all of them are one multiplication."""

OUTPUTS = (
    "start",
    "upos",
    "xpos",
    "entity",
    "cue",
    "flags",
    "arc",
    "root",
    "relation_child",
    "relation_head",
)


def _stacked(graph: Graph, words: str, weights: Weights, layers: Mapping[str, str]) -> dict[str, str]:
    """Apply layers that read the same in one multiplication."""
    ends = np.cumsum([0, *(len(weights[f"{name}.bias"]) for name in layers.values())])
    stacked = [np.concatenate([weights[f"{name}.{part}"] for name in layers.values()]) for part in ("weight", "bias")]
    together = graph.linear(words, stacked[0], stacked[1])
    return {name: graph.part(together, int(a), int(b)) for name, a, b in zip(layers, ends, ends[1:], strict=False)}


def _heads(graph: Graph, words: str, weights: Weights) -> dict[str, str]:
    first = _stacked(graph, words, weights, FIRST_LAYERS)
    for name in ("arc_child", "arc_head", "entity", "cue", "flags"):
        first[name] = graph.gelu(first[name])
    plain = graph.plain()
    for name in ("entity", "cue", "flags"):
        first[name] = plain.linear(first[name], weights[f"{name}.3.weight"], weights[f"{name}.3.bias"])
    first["root"] = plain.linear(first["arc_child"], weights["root.weight"], weights["root.bias"])
    turned = plain.op("MatMul", first["arc_child"], plain.tensor(weights["arc"]))
    pairs = plain.op("MatMul", turned, plain.turn(first["arc_head"]))
    bias = plain.linear(first["arc_head"], weights["arc_bias.weight"], weights["arc_bias.bias"])
    first["arc"] = plain.op("Add", pairs, plain.turn(bias))
    return {name: first[name] for name in OUTPUTS}


def build(weights: Weights, *, quantised: bool) -> onnx.ModelProto:
    """Write the network down as a graph. Inputs and outputs have a first axis of length one.

    Inputs (int64): `pieces`, `positions`, `shapes`, `spacings` of (1, pieces); `first` and `last` of (words).
    """
    graph = Graph(quantised=quantised)
    embedded = _embedding(graph, weights)
    results = _heads(graph, _words(graph, embedded, weights, "encoder."), weights) | {"embedded": embedded}
    for name, result in results.items():
        graph.nodes.append(helper.make_node("Squeeze", [result, graph.tensor(np.array([0], np.int64))], [name]))
    inputs = [_value(name, TensorProto.INT64, [1, "pieces"]) for name in ("pieces", "positions", "shapes", "spacings")]
    inputs += [_value(name, TensorProto.INT64, ["words"]) for name in ("first", "last")]
    outputs = [_value(name, TensorProto.FLOAT, ["words", None]) for name in OUTPUTS]
    return _model(graph, inputs, [*outputs, _value("embedded", TensorProto.FLOAT, ["pieces", None])])


def closer(weights: Weights, *, quantised: bool) -> onnx.ModelProto:
    """Write the closer look down as a graph.

    Inputs: `embedded` of (1, pieces, width), a row each as the network puts out, `marks` of (1, pieces, 1), which is one on
    the pieces of cues, `first` and `last` (int64) of (words), `pool` of (cues, words). Outputs: `kind` of (cues, kinds) and
    `roles` of (roles, cues, words).
    """
    graph = Graph(quantised=quantised)
    marked = graph.op("Add", "embedded", graph.op("Mul", "marks", graph.tensor(weights["mark"])))
    words = _words(graph, marked, weights, "")
    found = _stacked(graph, words, weights, {"predicate": "predicate.0", "argument": "argument.0"})
    predicate, argument = (graph.gelu(found[name]) for name in ("predicate", "argument"))
    plain = graph.plain()
    inner = plain.linear(plain.op("MatMul", "pool", words), weights["kind.0.weight"], weights["kind.0.bias"])
    kinds = plain.linear(plain.gelu(inner), weights["kind.3.weight"], weights["kind.3.bias"])
    asked = plain.op("MatMul", plain.op("MatMul", "pool", predicate), plain.tensor(weights["roles"]))
    scores = plain.op("MatMul", asked, plain.turn(argument))
    filled = plain.op("Add", scores, plain.tensor(weights["role_bias"][:, None, None]))
    graph.nodes.append(helper.make_node("Squeeze", [kinds, graph.tensor(np.array([0], np.int64))], ["kind"]))
    graph.nodes.append(helper.make_node("Identity", [filled], ["roles"]))
    inputs = [_value(name, TensorProto.FLOAT, [1, "pieces", None]) for name in ("embedded", "marks")]
    inputs += [_value(name, TensorProto.INT64, ["words"]) for name in ("first", "last")]
    inputs.append(_value("pool", TensorProto.FLOAT, ["cues", "words"]))
    outputs = [
        _value("kind", TensorProto.FLOAT, ["cues", None]),
        _value("roles", TensorProto.FLOAT, [None, "cues", "words"]),
    ]
    return _model(graph, inputs, outputs)


def relations(weights: Weights) -> onnx.ModelProto:
    """Write down what scores the relations of words to their heads, from the projections `child` and `head` of both."""
    graph = Graph(quantised=False)
    both = graph.gelu(graph.op("Add", "child", "head"))
    scores = graph.linear(both, weights["relation.weight"], weights["relation.bias"])
    graph.nodes.append(helper.make_node("Identity", [scores], ["scores"]))
    inputs = [_value(name, TensorProto.FLOAT, ["words", None]) for name in ("child", "head")]
    return _model(graph, inputs, [_value("scores", TensorProto.FLOAT, ["words", None])])


def _model(
    graph: Graph, inputs: Sequence[onnx.ValueInfoProto], outputs: Sequence[onnx.ValueInfoProto]
) -> onnx.ModelProto:
    made = helper.make_graph(graph.nodes, "graphbuild", list(inputs), list(outputs), graph.tensors)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9, producer_name="graphbuild")


def _value(name: str, kind: int, shape: Sequence[int | str | None]) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, list(shape))
