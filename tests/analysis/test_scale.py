import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import SKOS

from graphbuild import vocab
from graphbuild.analysis.scale import CAMEO, GOLDSTEIN, QUAD, Quad
from graphbuild.model import ActKind

GB = Namespace(vocab.GB)


@pytest.fixture(scope="module")
def alignments() -> Graph:
    return Graph().parse(vocab.ontologies() / "alignments.ttl")


@pytest.mark.parametrize("kind", ActKind)
def test_the_quad_class_is_that_of_the_ontology(kind: ActKind, alignments: Graph) -> None:
    category = alignments.value(GB[vocab.class_name(kind)], GB.ploverCategory)
    quad = alignments.value(category, GB.quadClass) if category is not None else None
    label = alignments.value(quad, SKOS.prefLabel) if quad is not None else None
    assert (str(label) if label else None) == QUAD[kind]


@pytest.mark.parametrize("kind", ActKind)
def test_weights_agree_in_sign_with_the_quad_class(kind: ActKind) -> None:
    quad = QUAD[kind]
    assert (GOLDSTEIN[kind] > 0) - (GOLDSTEIN[kind] < 0) == (quad.sign if quad else 0)
    assert -10 <= GOLDSTEIN[kind] <= 10


def test_two_classes_are_friendly_and_two_hostile() -> None:
    assert [quad.sign for quad in Quad] == [1, 1, -1, -1]


@pytest.mark.parametrize("kind", ActKind)
def test_the_cameo_code_is_of_a_root_that_the_ontology_names(kind: ActKind, alignments: Graph) -> None:
    roots = {str(root).rpartition("-")[2] for root in alignments.objects(GB[vocab.class_name(kind)], GB.cameoRoot)}
    assert CAMEO[kind][:2] in roots
