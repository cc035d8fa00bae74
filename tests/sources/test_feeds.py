import datetime as dt
from pathlib import Path

import pytest

from graphbuild.model import Article
from graphbuild.sources import load

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Wire</title>
<item><title>Thanks &amp; praise</title><link>https://wire.example.org/1?utm_source=rss</link><pubDate>Thu, 02 Jan 2020 23:30:00 -0500</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>Ghana <b>thanked</b> Togo.</p><p>“Yes”, it said.</p><script>x()</script>]]></content:encoded></item>
<item><title>Plain</title><guid>urn:x</guid><description>Benin agreed.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Wire</title>
<entry><title type="html">Thanks &amp;amp; praise</title><link rel="self" href="https://wire.example.org/self"/><link href="https://wire.example.org/1"/>
<published>2020-01-02T10:00:00Z</published><updated>2020-05-05T10:00:00Z</updated><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ghana <b>thanked</b> Togo.</p><p>“Yes”, it said.</p></div></content></entry>
<entry><title>Plain</title><id>urn:x</id><summary>Benin agreed.</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Wire</title></channel>
<item><title>Thanks &amp; praise</title><link>https://wire.example.org/1</link><dc:date>2020-01-02</dc:date>
<description>&lt;p&gt;Ghana &lt;b&gt;thanked&lt;/b&gt; Togo.&lt;/p&gt;&lt;p&gt;“Yes”, it said.&lt;/p&gt;</description></item>
<item><title>Plain</title><description>Benin agreed.</description></item></rdf:RDF>"""


def read(path: Path, data: bytes) -> list[Article]:
    path.write_bytes(data)
    return list(load([path]))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.rss", RSS.format(encoding="utf-8").encode()),
        ("a.xml", RSS.format(encoding="windows-1252").encode("cp1252")),
        ("a.atom", ATOM.encode()),
        ("a.xml", ATOM.encode()),
        ("a.rss", RDF.encode()),
        ("a.xml", RDF.encode("utf-16")),
    ],
)
def test_entries(name: str, data: bytes, tmp_path: Path) -> None:
    first, second = read(tmp_path / name, data)
    assert first.text == "Thanks & praise\n\nGhana thanked Togo.\n\n“Yes”, it said."
    assert first.published == dt.date(2020, 1, 2)
    assert first.url == "https://wire.example.org/1"
    assert first.publisher == "The Wire"
    assert (second.text, second.published, second.url) == ("Plain\n\nBenin agreed.", None, None)
    assert second.source == f"{tmp_path / name}, entry 2"
