import pytest

from graphbuild.identity.reference import Reference, load


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load()
