import re
from pathlib import Path

import networkx as nx
import pytest

from graphbuild.errors import ExportError
from graphbuild.picture import Section, draw_report


def test_a_report_counts_and_shades(talks: nx.MultiDiGraph, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    rows = [("Arvania", "<script>", "https://news.example/1"), ("Belmark", "b", "javascript:x")]
    draw_report(
        talks,
        path,
        title="A & B",
        sections=[Section("Pledges", ("by", "what_for", "url"), rows), Section("Nothing", ("a",), [])],
    )
    page = path.read_text(encoding="utf-8")
    assert "6 acts of 4 actors, as told by 6 articles" in page
    assert "<script" not in page
    assert "javascript:" not in page
    assert '<a href="https://news.example/1" rel="noopener noreferrer">&lt;script&gt;</a>' in page
    assert '<th scope="col">what for</th>' in page
    # Arvania accused Belmark twice, the most of any pair; all the months that have acts are there, undated acts are not.
    assert re.findall(r"opacity: ([0-9.]+)\"></i><b>(\d+)</b>", page)[0] == ("1.0", "2")
    assert re.findall(r"<span>(\d{4}-\d\d)</span>", page) == ["2021-03", "2021-04"]
    assert re.findall(r"<h2>([^<]+)</h2>", page) == ["Who acts on whom", "When", "Pledges", "Nothing"]


def test_a_report_of_nothing(tmp_path: Path) -> None:
    draw_report(nx.MultiDiGraph(), tmp_path / "report.html", title="Nothing")
    assert "0 acts of 0 actors" in (tmp_path / "report.html").read_text(encoding="utf-8")
    with pytest.raises(ExportError, match="cannot be written"):
        draw_report(nx.MultiDiGraph(), tmp_path / "no" / "report.html", title="Nothing")
