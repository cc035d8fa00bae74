"""Accuracy and speed of a language pipeline on given files, in one table.

    python tests/benchmarks/language.py --trees T.conllu.gz --names N.tsv.gz --acts GOLD.jsonl ITEMS.json SCORE.py --speed TEXTS.jsonl.gz

Trees are measured on gold words and gold sentences (`gold`), and from raw text as in the CoNLL 2018 shared task
(`raw`: F1 over words of the same characters). Names count when kind and words agree; PER, LOC and ORG only. Acts are the
learned cues alone, with the scorer given; arguments are those of gold cues. Nothing but the pipeline is needed, no torch.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from language_acts import Row, act_figures, f1
from language_speed import pipeline, speed
from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.language.labels import ENTITY_TAGS
from graphbuild.language.training import conllu, names, treebanks
from graphbuild.language.training.passages import Passage

GAPS = ("", " ", "\n", "\n\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trees", type=Path, nargs="*", default=[])
    parser.add_argument("--names", type=Path, nargs="*", default=[])
    parser.add_argument("--acts", type=Path, nargs=3, metavar=("GOLD", "ITEMS", "SCORE"))
    parser.add_argument("--people", type=Path, nargs=2, metavar=("LINKS", "FACTBOOK"), help="recall of linked leaders")
    parser.add_argument(
        "--floor", type=float, default=0.5, help="least probability of a cue and of an argument that counts"
    )
    parser.add_argument("--speed", type=Path, help="gzipped JSON lines with a `text`")
    parser.add_argument("--words", type=int, default=20000, help="words to time")
    parser.add_argument("--pipeline", help="name or path of another pipeline, or a folder of weights")
    options = parser.parse_args()
    began = time.perf_counter()
    nlp = pipeline(options.pipeline)
    rows: list[Row] = [("loading", "seconds", time.perf_counter() - began)]
    for path in options.trees:
        rows += trees(nlp, path)
    for path in options.names:
        rows += [(path.name, what, value) for what, value in name_figures(nlp, list(names.read(path)))]
    if options.people:
        rows += people(nlp, *options.people)
    if options.acts:
        gold, items, scorer = options.acts
        rows += act_figures(nlp, gold, items, scorer, options.floor)
    if options.speed:
        rows += speed(nlp, options.pipeline, options.speed, options.words)
    for where, what, value in rows:
        print(f"{where:34} {what:28} {value:10.3f}")


def text_of(passage: Passage) -> tuple[str, list[tuple[int, int]]]:
    """Return a passage's text and where its words stand."""
    text, spans = "", []
    for word, gap in zip(passage.words, passage.spacings, strict=True):
        text += GAPS[gap] if text else ""
        spans.append((len(text), len(text) + len(word)))
        text += word
    return text, spans


def annotated(nlp: Language, passage: Passage, *, sentences: bool) -> tuple[Doc, list[int]]:
    """Analyse a passage with its own words, and its own sentences if asked to. Returns each word's token."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool | int | None] = []
    tokens: list[int] = []
    for word, gap, start in zip(passage.words, passage.spacings, passage.starts, strict=True):
        if words and gap >= 2:
            words.append(GAPS[gap])
            spaces.append(False)
            starts.append(False)
        elif words:
            spaces[-1] = gap == 1
        tokens.append(len(words))
        words.append(word)
        spaces.append(False)
        starts.append(start == 1)
    doc = Doc(nlp.vocab, words, spaces, sent_starts=starts if sentences else None)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc, tokens


def trees(nlp: Language, path: Path) -> Iterator[Row]:
    found = list(conllu.read(path))
    passages = list(treebanks.passages(found, None, treebanks.gum_names(found)))
    counts: Counter[str] = Counter()
    for passage in passages:
        doc, tokens = annotated(nlp, passage, sentences=True)
        for i, token in enumerate(tokens):
            head = tokens[passage.heads[i]] if passage.heads[i] >= 0 else token
            relation = "ROOT" if passage.relations[i] == "root" else passage.relations[i]
            attached = doc[token].head.i == head
            counts["words"] += 1
            counts["UPOS"] += doc[token].pos_ == passage.upos[i]
            counts["UAS"] += attached
            counts["LAS"] += attached and doc[token].dep_ == relation
    for name in ("UPOS", "UAS", "LAS"):
        yield path.name, f"{name} gold", 100 * counts[name] / counts["words"]
    yield from ((path.name, *row) for row in raw(nlp, passages))
    if any("Entity=" in misc for tree in found for misc in tree.misc):
        yield from ((path.name, *row) for row in name_figures(nlp, passages))


def raw(nlp: Language, passages: Iterable[Passage]) -> Iterator[tuple[str, float]]:
    counts: Counter[str] = Counter()
    for passage in passages:
        text, spans = text_of(passage)
        doc = nlp(text)
        tokens = [t for t in doc if not t.is_space]
        at = {span: i for i, span in enumerate(spans)}
        begins = {spans[i][0] for i, start in enumerate(passage.starts) if start}
        own = {next(t.idx for t in sent if not t.is_space) for sent in doc.sents if sent.text.strip()}
        counts["starts"] += len(begins & own)
        counts["starts gold"] += len(begins)
        counts["starts own"] += len(own)
        counts["gold"] += len(spans)
        counts["own"] += len(tokens)
        for token in tokens:
            i = at.get((token.idx, token.idx + len(token)))
            if i is None:
                continue
            head = passage.heads[i]
            there = spans[head] if head >= 0 else spans[i]
            attached = (token.head.idx, token.head.idx + len(token.head)) == there
            relation = "ROOT" if passage.relations[i] == "root" else passage.relations[i]
            counts["words"] += 1
            counts["UPOS"] += token.pos_ == passage.upos[i]
            counts["UAS"] += attached
            counts["LAS"] += attached and token.dep_ == relation
    for name in ("words", "UPOS", "UAS", "LAS"):
        yield f"{name} F1 raw", f1(counts[name], counts["own"], counts["gold"])
    yield "sentence starts F1 raw", f1(counts["starts"], counts["starts own"], counts["starts gold"])


def name_figures(nlp: Language, passages: Sequence[Passage]) -> Iterator[tuple[str, float]]:
    right: Counter[str] = Counter()
    guessed: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for passage in passages:
        doc, tokens = annotated(nlp, passage, sentences=False)
        word = {token: i for i, token in enumerate(tokens)}
        own = {(e.label_, word[e.start], word[e.end - 1] + 1) for e in doc.ents}
        true = set(spans_of(passage.entities))
        for kind in ("PER", "LOC", "ORG"):
            mine, theirs = ({s for s in spans if s[0] == kind} for spans in (own, true))
            for name in (kind, "PER LOC ORG"):
                right[name] += len(mine & theirs)
                guessed[name] += len(mine)
                gold[name] += len(theirs)
    for name in gold:
        yield f"names F1 {name}", f1(right[name], guessed[name], gold[name])


def spans_of(tags: Sequence[int]) -> Iterator[tuple[str, int, int]]:
    start = 0
    for i, tag in enumerate([*tags, 0]):
        if i and tags[i - 1] > 0 and (tag <= 0 or tag % 2):
            yield ENTITY_TAGS[tags[i - 1]][2:], start, i
        if tag % 2:
            start = i


REGIONS = {
    "English-speaking": "United States|United Kingdom|Canada|Australia|New Zealand|Ireland|Jamaica",
    "Arab": "Egypt|Iraq|Syria|Jordan|Lebanon|Saudi Arabia|Yemen|Algeria|Tunisia|Libya|Morocco|Sudan|Qatar|United Arab Emirates|Kuwait|Oman|Bahrain",
    "Iran, Pakistan, Afghanistan, Bangladesh": "Iran|Pakistan|Afghanistan|Bangladesh",
    "Turkic": "Turkey|Azerbaijan|Kazakhstan|Uzbekistan|Kyrgyzstan|Turkmenistan",
    "East Asia": "China|Taiwan|South Korea|North Korea|Japan|Vietnam|Singapore",
    "Slavic": "Russia|Ukraine|Belarus|Poland|Serbia|Bulgaria|Czechia|Slovakia|Croatia|Slovenia|Montenegro|North Macedonia",
}


def people(nlp: Language, links: Path, factbook: Path) -> Iterator[Row]:
    """Yield the share of links to heads of state and government whose words are exactly a person's name, by region."""
    facts = json.loads(factbook.read_text(encoding="utf8"))
    region = {country: name for name, countries in REGIONS.items() for country in countries.split("|")}
    leaders = []
    for fact in facts.values():
        where = region.get(str(fact.get("conventional short form")))
        for office in ("chief_of_state", "head_of_government"):
            leaders += [
                (_plain(part), _plain(" ".join(re.findall(r"\b[A-Z][A-Z'-]+\b", part))), where)
                for part in str(fact.get(office)).split(";")
                if where
            ]
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    with gzip.open(links, "rt", encoding="utf8") as lines:
        records = [json.loads(line) for line in lines]
    linked = [[(a, b, _region(title, leaders)) for a, b, title in record["links"]] for record in records]
    chosen = [
        (record["text"], spans)
        for record, spans in zip(records, linked, strict=True)
        if any(where for *_, where in spans)
    ]
    for doc, spans in nlp.pipe(chosen, as_tuples=True):
        names = {(name.start_char, name.end_char) for name in doc.ents if name.label_ == "PER"}
        for start, end, where in spans:
            if where:
                total[where] += 1
                found[where] += (start, end) in names
    for where in total:
        yield links.name, f"people R {where} ({total[where]})", 100 * found[where] / total[where]


def _plain(text: str) -> frozenset[str]:
    """Return the words of a name, without accents and capitals."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return frozenset(re.findall(r"\w+", bare.lower()))


def _region(title: str, leaders: Sequence[tuple[frozenset[str], frozenset[str], str]]) -> str | None:
    """Tell where the leader comes from whose name has all words of a page's title, the family name among them."""
    words = _plain(title)
    return next((where for name, family, where in leaders if len(words) > 1 and words <= name and words & family), None)


if __name__ == "__main__":
    main()
