from graphbuild.language.tokenizer import english


def words(text: str) -> list[str]:
    return [token.text for token in english().tokenizer(text)]


def test_compounds_are_parted_and_prefixed_words_are_not():
    assert words("pro-Russian UN-backed") == ["pro-Russian", "UN", "-", "backed"]


def test_clitics_are_words():
    assert words("Kenya's didn't cannot") == ["Kenya", "'s", "did", "n't", "can", "not"]


def test_characters_are_kept():
    text = " Anti-war\u00a0protest —“no” 5%… \n"
    assert english()(text).text == text
