"""Write down what a teacher says of unlabelled news: `python -m graphbuild.language.training.lesson CHECKPOINT TEACHER CORPORA GOLD OWN OUT`.

The network of CHECKPOINT finds the words that may evoke an act, and the teacher of the checkpoint TEACHER, which `look
--teacher` has trained, looks at them. It looks, too, at sentences in which other words stand: like those of the news, and
like those of our own annotated texts in the folder OWN. Texts with gold acts are left out: the teacher may know them by heart.
"""

from __future__ import annotations

import argparse
import logging
import random
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import torch

from graphbuild.language.training import checkpoints, lessons, variants
from graphbuild.language.training.batches import LONGEST, Window
from graphbuild.language.training.corpora import unlabelled, written
from graphbuild.language.training.sights import sights, strange_words
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
    parser.add_argument("own", type=Path, help="a folder of annotated texts, as examples/annotated")
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--sentences", type=int, default=40_000, help="how many sentences at most, of texts drawn by chance"
    )
    parser.add_argument("--variants", type=int, default=2, help="how many others are shown that are like each sentence")
    checkpoints.machine(parser)
    options = parser.parse_args()
    checkpoints.set_up(options.threads)
    network, tables = restore(options.checkpoint)
    vocabulary = Vocabulary(MINILM / "tokenizer.json")
    passages = unlabelled(options.corpora, options.gold, ("news", "train"))
    chance = random.Random(options.seed)  # noqa: S311 (no secret)
    chance.shuffle(passages)
    found = list(islice(lessons.candidates(network, passages, vocabulary, tables), options.sentences))
    log.info("%d sentences of %d texts, %d cues", len(found), len(passages), sum(len(w.passage.acts) for w in found))
    teacher = Teacher()
    teacher.load_state_dict(torch.load(options.teacher, weights_only=False)["closer"])
    texts = written(options.own)
    like = found + [one for one in sights(texts, vocabulary, strange_words(texts), chance) if one.size <= lessons.LONG]
    others = _others(like, teacher, options.variants, vocabulary, chance)
    lessons.save(lessons.lessons(teacher, found + others, vocabulary, tables), options.out)


def _others(
    like: Sequence[Window], teacher: Teacher, times: int, vocabulary: Vocabulary, chance: random.Random
) -> list[Window]:
    """Return so many variants of each sentence, but for those that have grown too long to be looked at."""
    alike = variants.Alike(like, teacher.encoder.table())
    varied = (one for _ in range(times) for one in variants.varied(like, alike, vocabulary, chance))
    return [one for one in varied if one.size <= LONGEST]


if __name__ == "__main__":
    main()
