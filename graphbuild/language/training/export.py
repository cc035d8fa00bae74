"""Write checkpoints down as the files that the component reads: `python -m graphbuild.language.training.export CHECKPOINT… FOLDER`.

Of several checkpoints that went on from the same one the mean of the weights is written. Source: Wortsman et al., "Model
soups: averaging weights of multiple fine-tuned models improves accuracy without increasing inference time" (2022).
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch

from graphbuild.language.training.graph import build, relations
from graphbuild.language.training.train import MINILM, history, restore


def export(checkpoints: Sequence[Path], folder: Path, *, quantised: bool = True) -> None:
    """Write `model.onnx`, `relations.onnx`, `roles.npz`, `labels.json`, `training.json` and `tokenizer.json`."""
    restored = [restore(checkpoint) for checkpoint in checkpoints]
    tables = restored[0][1]
    states = [network.state_dict() for network, _ in restored]
    weights = {
        name: torch.stack([state[name].detach().float() for state in states]).mean(0).numpy() for name in states[0]
    }
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(build(weights, quantised=quantised), folder / "model.onnx")
    onnx.save(relations(weights), folder / "relations.onnx")
    np.savez(folder / "roles.npz", roles=weights["roles"], bias=weights["role_bias"])
    labels = {"xpos": list(tables.xpos), "relations": list(tables.relations)}
    _write(folder / "labels.json", labels)
    _write(folder / "training.json", {"runs": [history(checkpoint) for checkpoint in checkpoints]})
    shutil.copyfile(MINILM / "tokenizer.json", folder / "tokenizer.json")


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf8")


def main() -> None:
    """Parse the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--float", action="store_true", help="keep weights in 32 bits, to measure what int8 costs")
    options = parser.parse_args()
    export(options.checkpoints, options.folder, quantised=not options.float)


if __name__ == "__main__":
    main()
