import pytest
from spacy.language import Language

from graphbuild import language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped pipeline, loaded once."""
    return language.load()
