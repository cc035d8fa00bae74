import pytest

from graphbuild.language.lemmas import lemma


@pytest.mark.parametrize(
    ("form", "upos", "xpos", "base"),
    [
        ("accused", "VERB", "VBD", "accuse"), ("met", "VERB", "VBD", "meet"), ("left", "VERB", "VBN", "leave"),
        ("Warns", "VERB", "VBZ", "warn"), ("sanctions", "NOUN", "NNS", "sanction"), ("people", "NOUN", "NNS", "people"),
        ("countries", "NOUN", "NNS", "country"), ("Ministers", "NOUN", "NNS", "minister"), ("other", "ADJ", "JJ", "other"),
        ("harsher", "ADJ", "JJR", "harsh"), ("'s", "AUX", "VBZ", "be"), ("’ve", "AUX", "VBP", "have"), ("would", "AUX", "MD", "would"),
        ("wo", "AUX", "MD", "will"), ("n't", "PART", "RB", "not"), ("them", "PRON", "PRP", "they"), ("her", "PRON", "PRP", "she"),
        ("her", "PRON", "PRP$", "her"), ("States", "PROPN", "NNPS", "State"), ("Ruto", "PROPN", "NNP", "Ruto"),
        ("an", "DET", "DT", "a"), ("ceasefires", "NOUN", "NNS", "ceasefire"), ("did", "VERB", "VBD", "do"),
    ],
)  # fmt: skip
def test_forms_lead_to_their_lemmas(form, upos, xpos, base):
    assert lemma(form, upos, xpos) == base
