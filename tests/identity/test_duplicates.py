"""Candidate duplicates: what is proposed, why, and what is not."""

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from graphbuild.errors import ExportError, SourceError
from graphbuild.identity import review
from graphbuild.identity.decisions import Decision, Judgement
from graphbuild.identity.duplicates import Candidate, Record, candidates
from graphbuild.model import ActorKind
from graphbuild.vocab import actor_id


def known(name: str, kind: ActorKind = ActorKind.PERSON, country: str | None = None, number: int = 0) -> Record:
    return Record(f"{actor_id(kind, name)}{number or ''}", kind, (name,), country, f"{name} spoke.")


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Moammar Gadhafi", "Muammar Gaddafi", "sounds alike"),
        ("Mohammed Hamdan Dagalo", "Mohamed Hamdan Daglo", "sounds alike"),
        ("Yevgeny Prigozhin", "Evgeny Prigozhin", "sounds alike"),
        ("Ban Ki-moon", "Ban Ki Moon", "written alike"),
        ("Kim Yong-hyun", "Kim Yonghyun", "written alike"),
        ("Sheikh Naim Qassem", "Naim Qassem", "written alike"),
        ("Gen. Asim Munir", "Asim Munir", "written alike"),
        ("Jinping Xi", "Xi Jinping", "another order"),
        ("J. Mensah", "John Mensah", "initial and surname"),
        ("Ama Serwaa Mensah", "Ama Mensah", "first name and surname"),
        ("Abdel Fattah al-Sisi", "Abdel Fattah Sisi", "written alike"),
        ("Nicușor Dan", "Nicusor Dan", "written alike"),
    ],
)
def test_people_that_may_be_one_are_proposed(one: str, other: str, why: str) -> None:
    (found,) = candidates([known(one), known(other, number=2)])
    assert why in found.reasons[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Donald Trump", "Donald Trump Jr."),
        ("George Bush", "Jeb Bush"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Ama Mensah", "Kofi Mensah"),
        ("Hun Sen", "Hun Manet"),
    ],
)
def test_relatives_are_not_proposed(one: str, other: str) -> None:
    assert candidates([known(one), known(other)]) == []


def test_bodies_and_their_initials() -> None:
    party = known("Ghana Workers Union Congress", ActorKind.ORGANIZATION)
    (found,) = candidates([party, known("GWUC", ActorKind.ORGANIZATION)])
    assert "initials" in found.reasons[0]
    assert candidates([party, known("GWUC", ActorKind.PERSON)]) == []


def test_bodies_keep_the_words_that_are_titles_of_people() -> None:
    defence, foreign = (known(f"{what} Ministry of Ghana", ActorKind.ORGANIZATION) for what in ("Defence", "Foreign"))
    assert candidates([defence, foreign]) == []


def test_two_that_the_reference_facts_know_are_told_apart_already() -> None:
    one, other = (replace(known(name), settled=True) for name in ("Kim Min-seok", "Kim Minseok"))
    assert candidates([one, other]) == []
    assert len(candidates([one, replace(other, settled=False)])) == 1


def test_another_country_makes_it_less_likely() -> None:
    one, other = known("Ban Ki-moon", country="country/KR"), known("Ban Ki Moon", country="country/KR", number=2)
    (near,) = candidates([one, other])
    assert near.reasons[1] == "same country"
    assert candidates([known("J. Mensah", country="country/GH"), known("John Mensah", country="country/US")]) == []


def test_what_is_decided_is_not_asked_again() -> None:
    one, other = known("Ban Ki-moon"), known("Ban Ki Moon", number=2)
    assert candidates([one, other], decided={tuple(sorted((one.id, other.id)))}) == []


def test_a_thousand_namesakes_do_not_make_a_million_pairs() -> None:
    crowd = [known("Ama Mensah", number=n) for n in range(1, 1001)]
    assert candidates(crowd) == []


def test_a_filled_in_table_comes_back_as_decisions(tmp_path: Path) -> None:
    table = tmp_path / "review.csv"
    pairs = [("J. Mensah", "John Mensah"), ("Xi Jinping", "Jinping Xi"), ("Nicușor Dan", "Nicusor Dan")]
    names = [name for pair in pairs for name in pair]
    review.write(candidates([known(name, number=n) for n, name in enumerate(names, 1)]), table)
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["decision"], rows[1]["decision"], rows[1]["reason"] = "same", " Different ", "two brothers"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, review.FIELDS)
        writer.writeheader()
        writer.writerows(rows)
    first, second = review.read(table, "an editor", dt.date(2026, 2, 3))
    assert (first.judgement, first.canonical, first.alias) == (Judgement.SAME, rows[0]["left"], rows[0]["right"])
    assert first.reason == rows[0]["why"]
    assert (second.judgement, second.reason, second.author) == (Judgement.DIFFERENT, "two brothers", "an editor")


def test_who_is_only_described_is_not_proposed() -> None:
    crowds = [Record(f"group/governments-in-{n}", ActorKind.GROUP, ("the governments",)) for n in "ab"]
    assert candidates(crowds) == []


def test_a_single_name_is_enough_only_within_one_country() -> None:
    one, other = (Record(f"person/mensah-in-{n}", ActorKind.PERSON, ("Mensah",), "country/GH") for n in "ab")
    assert len(candidates([one, other])) == 1
    assert candidates([one, replace(other, country=None)]) == []
    assert candidates([one, replace(other, country="country/US")]) == []


def test_the_id_that_stays_stands_left(tmp_path: Path) -> None:
    of_article = Record("person/a-in-0123abcd", ActorKind.PERSON, ("Ama Serwaa Mensah",))
    short, full = (Record(f"person/{name}", ActorKind.PERSON, (name,)) for name in ("A Mensah", "Ama Mensah"))
    settled = Record("person/z", ActorKind.PERSON, ("A Mensah",), settled=True)
    for stays, goes in ((full, short), (full, of_article), (short, of_article), (settled, full)):
        left, right = sorted((stays, goes), key=lambda one: one.id)
        review.write([Candidate(left, right, 0.9, ("sounds alike",))], tmp_path / "review.csv")
        [row] = csv.DictReader((tmp_path / "review.csv").open(encoding="utf-8", newline=""))
        assert (row["left"], row["right"]) == (stays.id, goes.id)


def test_a_table_comes_back_as_spreadsheets_save_it(tmp_path: Path) -> None:
    table = tmp_path / "review.csv"
    day = dt.date(2026, 2, 3)
    table.write_bytes("\ufeffdecision;left;right;why\r\nsame;person/a;person/b;'=1;1\r\n".encode())
    [one] = review.read(table, "x", day)
    assert one == Decision(Judgement.SAME, "person/a", "person/b", "x", day, "=1")
    table.write_text('decision,left,right,why\n,a,b,"two\nlines"\nmaybe,a,b,c\n', encoding="utf-8")
    with pytest.raises(SourceError, match=r"review\.csv:4: 'maybe'"):
        review.read(table, "x", day)


def test_words_of_an_article_are_no_formula(tmp_path: Path) -> None:
    table = tmp_path / "review.csv"
    hostile = Record("person/a", ActorKind.PERSON, ("=HYPERLINK(0) Mensah",), None, "\n\t@SUM(A1)\0 spoke\r\n=1")
    review.write(candidates([hostile, Record("person/b", ActorKind.PERSON, ("=HYPERLINK(0) Mensah",))]), table)
    (row,) = csv.DictReader(table.open(encoding="utf-8", newline=""))
    assert (row["left_name"][:2], row["left_evidence"]) == ("'=", "'@SUM(A1) spoke =1")


def test_bad_tables_are_named(tmp_path: Path) -> None:
    table = tmp_path / "review.csv"
    with pytest.raises(SourceError, match=r"review\.csv: cannot be read"):
        review.read(table, "x", dt.date(2026, 1, 1))
    table.write_text("decision,left,right\nmaybe,a,b\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"review\.csv:2: 'maybe' is no decision"):
        review.read(table, "x", dt.date(2026, 1, 1))
    table.write_text("decision,left\nsame,a\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"review\.csv:1: has no column right"):
        review.read(table, "x", dt.date(2026, 1, 1))
    table.write_text("decision,left,right\nsame,a,b\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"review\.csv:2: gives no reason"):
        review.read(table, "x", dt.date(2026, 1, 1))
    with pytest.raises(SourceError, match=r"review\.csv:2: 'b' is no actor of this graph"):
        review.read(table, "x", dt.date(2026, 1, 1), {"a"})
    table.write_text("decision,left,right\nsame,a,\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"review\.csv:2: names no two ids"):
        review.read(table, "x", dt.date(2026, 1, 1))
    with pytest.raises(ExportError, match="cannot be written"):
        review.write([], tmp_path / "missing" / "review.csv")
