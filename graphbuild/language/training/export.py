"""Write checkpoints down as the files that the component reads: `python -m graphbuild.language.training.export CHECKPOINT… FOLDER --closer LOOK…`.

Of several checkpoints that went on from the same one the mean of the weights is written. Source: Wortsman et al., "Model
soups: averaging weights of multiple fine-tuned models improves accuracy without increasing inference time" (2022).
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from graphbuild.language.training.graph import build, closer, relations
from graphbuild.language.training.train import MINILM, history, restore


def export(
    checkpoints: Sequence[Path],
    looks: Sequence[Path],
    folder: Path,
    *,
    teachers: Sequence[Path] = (),
    quantised: bool = True,
) -> None:
    """Write `model.onnx`, `closer.onnx`, `relations.onnx`, `labels.json`, `training.json` and `tokenizer.json`.

    `checkpoints` are of the network (`train`), `looks` of the closer look (`look`), `teachers` of those that taught it,
    which `training.json` tells of.
    """
    restored = [restore(checkpoint) for checkpoint in checkpoints]
    tables = restored[0][1]
    weights = mean([network.state_dict() for network, _ in restored])
    states = [torch.load(look, weights_only=False) for look in looks]
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(build(weights, quantised=quantised), folder / "model.onnx")
    onnx.save(closer(mean([state["closer"] for state in states]), quantised=quantised), folder / "closer.onnx")
    onnx.save(relations(weights), folder / "relations.onnx")
    _write(folder / "labels.json", {"xpos": list(tables.xpos), "relations": list(tables.relations)})
    runs = {"runs": list(map(history, checkpoints)), "closer": list(map(history, looks))}
    runs["teachers"] = list(map(history, teachers))
    _write(folder / "training.json", runs)
    shutil.copyfile(MINILM / "tokenizer.json", folder / "tokenizer.json")


def mean(states: Sequence[Mapping[str, torch.Tensor]]) -> dict[str, NDArray[np.float32]]:
    """Return the mean of the weights of runs that went on from the same one."""
    return {name: torch.stack([state[name].detach().float() for state in states]).mean(0).numpy() for name in states[0]}


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf8")


def main() -> None:
    """Parse the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--closer", type=Path, nargs="+", required=True, help="checkpoints of the closer look")
    parser.add_argument(
        "--teachers", type=Path, nargs="*", default=(), help="checkpoints of the closer look's teachers"
    )
    parser.add_argument("--float", action="store_true", help="keep weights in 32 bits, to measure what int8 costs")
    options = parser.parse_args()
    export(options.checkpoints, options.closer, options.folder, teachers=options.teachers, quantised=not options.float)


if __name__ == "__main__":
    main()
