"""Measure attributions against GUM's discourse annotation of its news: `python tests/benchmarks/attribution.py GOLD CONLLU`.

GOLD holds "doc", "source_clause" and "content" of each attribution relation, as words parted by spaces. One counts as
found when an attribution's source stands in the gold source clause (or its cue, where it has none) and its content holds
at least half of the gold content. Precision is the share of attributions that match some gold relation; the annotation
has none below the clause, so that right answers inside one clause count against it. With `--parsed` the language model
reads the text; otherwise trees are gold.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

import gum
from spacy.tokens import Doc

from graphbuild import language
from graphbuild.identity import reference
from graphbuild.reading import actorwords, attribution, coreference, mentions


def placed(text: str, phrase: str) -> list[range]:
    """Every place where the words of a phrase stand, as ranges of the text's solid characters (blanks left out)."""
    squeezed = phrase.replace(" ", "")
    return [range(m.start(), m.start() + len(squeezed)) for m in re.finditer(f"(?={re.escape(squeezed)})", text)]


def nearest(sources: list[range], contents: list[range]) -> tuple[range, range]:
    """The pair of places that are nearest to each other; empty where there is none."""
    pairs = [(max(s.start - c.stop, c.start - s.stop), s.start, s, c) for s in sources for c in contents]
    return min(pairs, key=lambda pair: pair[:2])[2:] if pairs else (range(0), range(0))


def matches(found: attribution.Attribution, doc: Doc, source: set[int], content: set[int]) -> bool:
    token = doc[found.source if found.source is not None else found.cue_token]
    held = sum(found.content.start <= k < found.content.end for k in content)
    return (token.idx in source or found.cue.start in source) and 2 * held >= len(content)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("conllu", type=Path)
    parser.add_argument("--parsed", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    gold = json.loads(args.gold.read_text(encoding="utf8"))
    gazetteer, words, total = reference.load(), actorwords.load(), Counter()
    parse = language.load() if args.parsed else None
    for document in gum.read(args.conllu):
        doc = parse(document.doc.text) if parse is not None else document.doc
        cast = coreference.resolve(doc, mentions.find(doc, gazetteer, words), words)
        found = attribution.find(doc, cast, words)
        right = set()
        solid = [k for k, c in enumerate(doc.text) if not c.isspace()]
        squeezed = "".join(doc.text[k] for k in solid)
        for relation in (r for r in gold if r["doc"] == document.id):
            places = nearest(placed(squeezed, relation["source_clause"]), placed(squeezed, relation["content"]))
            source, content = ({solid[k] for k in place} for place in places)
            hits = [one for one in found if matches(one, doc, source, content)]
            right.update(hits)
            total["gold"] += 1
            total["found"] += bool(hits)
            if not hits and args.errors > total["shown"]:
                total["shown"] += 1
                print(
                    "missed",
                    document.id,
                    "|",
                    relation["source_clause"],
                    "|",
                    relation["content"][:90],
                    "|",
                    bool(source),
                    bool(content),
                )
        total["given"] += len(found)
        total["right"] += len(right)
        for one in found:
            if one not in right and args.errors > total["extra"]:
                total["extra"] += 1
                print(
                    "extra ",
                    document.id,
                    "|",
                    one.sources,
                    "|",
                    doc.text[one.cue.start : one.cue.end],
                    "|",
                    doc.text[one.content.start : one.content.end][:90],
                )
    print(
        f"found {total['found']} of {total['gold']} ({total['found'] / total['gold']:.3f}); precision {total['right'] / total['given']:.3f} ({total['right']} of {total['given']})"
    )


if __name__ == "__main__":
    main()
