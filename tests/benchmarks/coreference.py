"""Measure links within documents against GUM's gold chains: `python tests/benchmarks/coreference.py CONLLU`.

Trees and entities are gold, so that only the linking is measured. A pointer (pronoun or definite noun) that was resolved
counts as right when some name of the actor it was given stands in the pointer's gold chain. Recall counts the pointers
whose gold chain names somebody that the reader saw. Names: of all pairs of name mentions put into one actor, the share
that gold puts into one chain, and the reverse.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import gum

from graphbuild.identity import reference
from graphbuild.model import Gazetteer
from graphbuild.reading import actorwords, coreference, mentions
from graphbuild.reading.mentions import Form
from graphbuild.reading.named import head_of


def measure(
    document: gum.Document, gazetteer: Gazetteer, words: actorwords.ActorWords, wrong: list[str]
) -> Counter[str]:
    doc, total = document.doc, Counter[str]()
    chain_of = {head_of(doc, start, end): chain for chain, _, start, end in document.mentions}
    named = mentions.find(doc, gazetteer, words)
    cast = coreference.resolve(doc, named, words)
    actor_of = {span: actor for actor, spans in cast.clusters.items() for span in spans}
    names: dict[str, set[str]] = defaultdict(set)
    for mention in named:
        if (
            mention.form not in {Form.PRONOUN, Form.NOMINAL}
            and mention.head in chain_of
            and (mention.start, mention.end) in actor_of
        ):
            names[actor_of[mention.start, mention.end]].add(chain_of[mention.head])
    nameable = {chain for chains in names.values() for chain in chains}
    for mention in named:
        if mention.form in {Form.PRONOUN, Form.NOMINAL} and mention.head in chain_of:
            kind = doc[mention.head].lower_ if mention.form is Form.PRONOUN else f"noun {mention.kind}"
            _count(total, kind, mention, chain_of, actor_of, names, nameable, doc, wrong)
    _count_names(total, [m for m in named if m.form is Form.NAME and m.head in chain_of], chain_of, actor_of)
    return total


def _count(total, kind, mention, chain_of, actor_of, names, nameable, doc, wrong) -> None:  # noqa: PLR0917 - one tally
    chain, actor = chain_of[mention.head], actor_of.get((mention.start, mention.end))
    total[kind, "gold"] += chain in nameable
    if actor is not None:
        total[kind, "given"] += 1
        total[kind, "right"] += chain in names[actor]
        if chain not in names[actor]:
            right = next((a for a, chains in names.items() if chain in chains), None)
            wrong.append(
                f"{doc[mention.start].text:9} -> {actor}  not {right}: {doc[max(0, mention.start - 40) : mention.end + 6].text!r}"
            )


def _count_names(total: Counter, named: list, chain_of: Mapping[int, str], actor_of: Mapping) -> None:
    for a, b in combinations(named, 2):
        ours = actor_of.get((a.start, a.end)) == actor_of.get((b.start, b.end))
        gold = chain_of[a.head] == chain_of[b.head]
        total["names", "given"] += ours
        total["names", "gold"] += gold
        total["names", "right"] += ours and gold


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("conllu", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    gazetteer, words, total, wrong = reference.load(), actorwords.load(), Counter(), []
    for document in gum.read(args.conllu):
        total += measure(document, gazetteer, words, wrong)
    for kind in sorted({kind for kind, _ in total}):
        right, given, gold = (total[kind, x] for x in ("right", "given", "gold"))
        print(
            f"{kind:22} P {right / max(1, given):.3f} ({right} of {given})   R {right / max(1, gold):.3f} ({right} of {gold})"
        )
    print(*wrong[: args.errors], sep="\n")


if __name__ == "__main__":
    main()
