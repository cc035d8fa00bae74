"""Write a checkpoint down as the files that the component reads: `python -m graphbuild.language.training.export CHECKPOINT FOLDER`."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx

from graphbuild.language.training.graph import build, relations
from graphbuild.language.training.train import MINILM, history, restore


def export(checkpoint: Path, folder: Path, *, quantised: bool = True) -> None:
    """Write `model.onnx`, `relations.onnx`, `roles.npz`, `labels.json`, `training.json` and `tokenizer.json`."""
    network, tables = restore(checkpoint)
    weights = {name: tensor.detach().float().numpy() for name, tensor in network.state_dict().items()}
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(build(weights, quantised=quantised), folder / "model.onnx")
    onnx.save(relations(weights), folder / "relations.onnx")
    np.savez(folder / "roles.npz", roles=weights["roles"], bias=weights["role_bias"])
    labels = {"xpos": list(tables.xpos), "relations": list(tables.relations)}
    _write(folder / "labels.json", labels)
    _write(folder / "training.json", history(checkpoint))
    shutil.copyfile(MINILM / "tokenizer.json", folder / "tokenizer.json")


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf8")


def main() -> None:
    """Parse the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--float", action="store_true", help="keep weights in 32 bits, to measure what int8 costs")
    options = parser.parse_args()
    export(options.checkpoint, options.folder, quantised=not options.float)


if __name__ == "__main__":
    main()
