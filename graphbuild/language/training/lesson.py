"""Write down what a teacher says of unlabelled news: `python -m graphbuild.language.training.lesson CHECKPOINT TEACHER CORPORA GOLD OUT`.

The network of CHECKPOINT finds the words that may evoke an act, and the teacher of the checkpoint TEACHER, which `look
--teacher` has trained, looks at them. Texts with gold acts are left out: the teacher may know them by heart.
"""

from __future__ import annotations

import argparse
import logging
import random
from itertools import islice
from pathlib import Path

import torch

from graphbuild.language.training import checkpoints, lessons
from graphbuild.language.training.corpora import unlabelled
from graphbuild.language.training.teacher import Teacher
from graphbuild.language.training.train import MINILM, restore
from graphbuild.language.words import Vocabulary

log = logging.getLogger("lesson")


def main() -> None:
    """Parse the command line, and write the lessons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path, help="the trained network")
    parser.add_argument("teacher", type=Path, help="the checkpoint of a teacher")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--sentences", type=int, default=40_000, help="how many sentences at most, of texts drawn by chance"
    )
    checkpoints.machine(parser)
    options = parser.parse_args()
    checkpoints.set_up(options.threads)
    network, tables = restore(options.checkpoint)
    vocabulary = Vocabulary(MINILM / "tokenizer.json")
    passages = unlabelled(options.corpora, options.gold, ("news", "train"))
    random.Random(options.seed).shuffle(passages)  # noqa: S311 (no secret)
    found = list(islice(lessons.candidates(network, passages, vocabulary, tables), options.sentences))
    log.info("%d sentences of %d texts, %d cues", len(found), len(passages), sum(len(w.passage.acts) for w in found))
    teacher = Teacher()
    teacher.load_state_dict(torch.load(options.teacher, weights_only=False)["closer"])
    lessons.save(lessons.lessons(teacher, found, vocabulary, tables), options.out)


if __name__ == "__main__":
    main()
