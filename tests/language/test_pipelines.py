import pytest
import spacy

from graphbuild import language
from graphbuild.errors import LanguageError
from graphbuild.model import Article

ARTICLES = [Article.of(f"Envoy {i} thanked the mayor of Port Aldine.", title=f"Thanks {i}") for i in range(7)]


def test_articles_come_back_in_order_each_with_its_text(nlp):
    found = list(language.parse(ARTICLES, nlp, batch_size=2))
    assert [article for article, _ in found] == ARTICLES
    assert all(doc.text == article.text for article, doc in found)


def test_articles_are_parsed_as_they_come(nlp):
    endless = (ARTICLES[i % 7] for i in iter(int, 1))
    assert next(language.parse(endless, nlp, batch_size=2))[0] == ARTICLES[0]


def test_the_fingerprint_is_that_of_the_weights(nlp):
    assert language.fingerprint(nlp) == language.fingerprint(language.load(threads=2))
    assert len(language.fingerprint(nlp)) == 12


def test_threads_change_nothing(nlp):
    text = ARTICLES[0].text
    one, two = nlp(text), language.load(threads=2)(text)
    assert [(t.dep_, t.head.i, t.tag_) for t in one] == [(t.dep_, t.head.i, t.tag_) for t in two]


def test_a_pipeline_that_is_not_there(tmp_path):
    with pytest.raises(LanguageError, match="no_such_pipeline: no spaCy pipeline"):
        language.load("no_such_pipeline")
    with pytest.raises(LanguageError):
        language.load(tmp_path)


def parser_with(labels: list[str], path):
    other = spacy.blank("en")
    parser = other.add_pipe("parser")
    for label in labels:
        parser.add_label(label)
    other.initialize()
    other.to_disk(path)
    return path


def test_labels_of_another_scheme_are_refused(tmp_path):
    with pytest.raises(LanguageError, match=r"Universal Dependencies \(no nsubj, obj, obl\)"):
        language.load(parser_with(["dobj", "pobj", "sb"], tmp_path / "foreign"))


def test_another_pipeline_with_the_labels_is_taken(tmp_path):
    other = language.load(parser_with(["nsubj", "obj", "obl", "ROOT"], tmp_path / "ud"))
    ((_, doc),) = language.parse(ARTICLES[:1], other)
    assert doc.text == ARTICLES[0].text
    assert doc._.cues == ()
    assert len(language.fingerprint(other)) == 12
    assert language.fingerprint(other) != language.fingerprint(language.load())


def test_loading_is_quick():
    import time

    began = time.perf_counter()
    language.load()
    assert time.perf_counter() - began < 3  # a second where nothing else runs; machines that test run much else


def test_importing_registers_nothing_on_docs():
    import subprocess
    import sys

    code = "import graphbuild.language, spacy.tokens as t; raise SystemExit(t.Doc.has_extension('cues'))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
