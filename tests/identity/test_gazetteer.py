"""Names in words: the longest, with their capitals, whatever the tokeniser did."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.identity.reference import Reference, load
from graphbuild.model import Gazetteer, NameForm

REFERENCE = load()


def found(reference: Gazetteer, words: str) -> list[tuple[str, str, str]]:
    tokens = words.split()
    return [
        (" ".join(tokens[m.start : m.end]), m.candidates[0].id.partition("/")[2], m.form)
        for m in reference.matches(tokens)
    ]


@pytest.mark.parametrize(
    ("words", "name", "code", "form"),
    [
        ("the U.S. said", "U.S.", "US", NameForm.ACRONYM),
        ("the US said", "US", "US", NameForm.ACRONYM),
        ("officials in Washington , D.C. said", "Washington , D.C.", "US", NameForm.SEAT),
        ("the Kremlin denied it", "Kremlin", "RU", NameForm.SEAT),
        ("Turkey 's minister", "Turkey", "TR", NameForm.NAME),
        ("Turkey's minister", "Turkey's", "TR", NameForm.NAME),
        ("Türkiye voted", "Türkiye", "TR", NameForm.NAME),
        ("Guinea - Bissau voted", "Guinea - Bissau", "GW", NameForm.NAME),
        ("Côte d'Ivoire voted", "Côte d'Ivoire", "CI", NameForm.NAME),
        ("Cote d’Ivoire voted", "Cote d’Ivoire", "CI", NameForm.NAME),
        ("Saudi - led forces", "Saudi", "SA", NameForm.ADJECTIVE),
        ("Nigerien people", "Nigerien", "NE", NameForm.ADJECTIVE),
        ("Nigerian people", "Nigerian", "NG", NameForm.ADJECTIVE),
        ("the Democratic Republic of the Congo", "Democratic Republic of the Congo", "CD", NameForm.NAME),
        ("the Republic of the Congo", "Republic of the Congo", "CG", NameForm.NAME),
        ("Papua New Guinea voted", "Papua New Guinea", "PG", NameForm.NAME),
        ("Equatorial Guinea voted", "Equatorial Guinea", "GQ", NameForm.NAME),
    ],
)
def test_longest_name_is_found(reference: Reference, words: str, name: str, code: str, form: NameForm) -> None:
    assert found(reference, words) == [(name, code, form)]


@pytest.mark.parametrize(
    "words",
    [
        "he told us to polish it",
        "they ate turkey and a guinea pig",
        "the Gulf of Mexico",
        "Latin America",
        "the Paris Agreement",
        "New Guinea",
        "a 5 - 0 win",
    ],
)
def test_other_things_are_not_found(reference: Reference, words: str) -> None:
    assert found(reference, words) == []


@pytest.mark.parametrize(
    ("words", "codes"),
    [("Korea", ["KR", "KP"]), ("Congo", ["CD", "CG"]), ("the Dominican president", ["DO", "DM"])],
)
def test_ambiguous_names_have_all_their_bearers(reference: Reference, words: str, codes: list[str]) -> None:
    (match,) = reference.matches(words.split())
    assert [known.id for known in match.candidates] == [f"country/{code}" for code in codes]


@given(
    st.lists(
        st.sampled_from(
            [
                "Congo",
                "of",
                "the",
                "Republic",
                "Democratic",
                ",",
                "U.S.",
                "Georgia",
                "'s",
                "-",
                "al",
                "Sisi",
                ".",
                "Gaza",
            ]
        ),
        max_size=30,
    )
)
def test_matches_run_left_to_right_and_never_overlap(words: list[str]) -> None:
    matches = list(REFERENCE.matches(words))
    assert all(0 <= m.start < m.end <= len(words) and m.candidates for m in matches)
    assert all(one.end <= other.start for one, other in itertools.pairwise(matches))
