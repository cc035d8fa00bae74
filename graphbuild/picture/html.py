"""Draw a network of acts as one HTML page that opens offline.

pyvis carries the nodes, the edges and the options; the page around them is our own template, with vis-network's
script taken from the installed pyvis and written into the page. Nothing is fetched: the page forbids it to itself by a
content security policy that names its one script by hash.
"""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

import networkx as nx
from jinja2 import Environment
from pyvis.network import Network

from graphbuild.picture.options import OPTIONS
from graphbuild.picture.pages import environment, one_script, page_file, script_hash, write_page
from graphbuild.picture.palette import LOOKS, NEITHER, TONES
from graphbuild.picture.record import Json, Record, record
from graphbuild.vocab import DIRECT_PROPERTY

SHOWN = 300
"""How many actors a page shows when it opens; the others come by search, by neighbourhood and by filter."""

_SCRIPTS = (
    "data", "state", "sources", "filter", "colours", "labels", "scene", "cards", "panel", "search", "legend", "timeline", "paths", "export", "keys", "main",
)  # fmt: skip
# Above this, what the page says is written compressed: it is too long to be read in the source anyway.
_PLAIN_LIMIT = 1_500_000


def draw(graph: nx.MultiDiGraph, path: Path, *, title: str = "Who does what to whom", shown: int = SHOWN) -> None:
    """Write the network to `path` as one HTML page.

    Nodes and edges carry what `graphbuild.project` gives them; whatever is missing is left out of the page. The same
    graph gives the same bytes. `shown` is how many actors, the busiest first, the page opens on. Raises ExportError
    when the file cannot be written.
    """
    page = render(record(graph), title=title, shown=shown)
    write_page(path, page)


def render(data: Record, *, title: str, shown: int = SHOWN) -> str:
    """Return the page for a record."""
    network = Network(directed=True, height="100%", width="100%", heading=title)
    # Filled directly: pyvis's own add_node and add_edge search their lists on every call.
    network.nodes, network.edges = data.nodes, data.edges
    network.options = OPTIONS
    network.templateEnv = _environment(data, shown)
    network.path = "page.html.j2"
    # A page's name and its "in_line" resources belong to pyvis's own template; ours needs neither.
    page: str = network.generate_html()
    return page


def _environment(data: Record, shown: int) -> Environment:
    surroundings = environment()
    script = _script()
    surroundings.filters["payload"] = _payload
    surroundings.globals.update(
        style=page_file("style.css"),
        script=script,
        script_hash=script_hash(script),
        shown=shown,
        record={"acts": data.acts, "sentences": data.sentences, "articles": data.articles, "tones": data.tones},
        looks={kind.value: asdict(look) for kind, look in LOOKS.items()},
        inks={tone: asdict(ink) for tone, ink in TONES.items()},
        neither=NEITHER,
        verbs={kind.value: _words(name) for kind, name in DIRECT_PROPERTY.items()},
    )
    return surroundings


def _script() -> str:
    """Return vis-network, as the installed pyvis has it, and the page's own scripts as one script."""
    library = (files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")
    own = (page_file(f"{name}.js") for name in _SCRIPTS)
    return one_script(library, '(() => {\n"use strict";', *own, "})();\n")


def _payload(data: Json) -> str:
    """Write data into a script element that is never run: JSON in ASCII without `<`, or base64 of deflated JSON.

    Neither can close the element, nor hold a line separator that older scripts choke on.
    """
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    if len(text) <= _PLAIN_LIMIT:
        return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return base64.b64encode(zlib.compress(text.encode("ascii"), 6)).decode("ascii")


def _words(name: str) -> str:
    """Return a property's name as words: "pledgesTo" is "pledges to"."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
