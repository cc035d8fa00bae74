"""What vis-network is told: nothing moves by itself, and only what is pointed at speaks up."""

from __future__ import annotations

from typing import Any

# A tree of numbers, words and truth values for vis-network, whose own documentation is its type.
OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"randomSeed": 7, "improvedLayout": False},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "chosen": False, "labelHighlightBold": False},
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
        "arrowStrikethrough": False,
        "chosen": False,
        "hoverWidth": 0,
        "selectionWidth": 0,
        "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.12},
    },
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "keyboard": {"enabled": False},
        "multiselect": False,
        "navigationButtons": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 200,
        "zoomSpeed": 0.6,
    },
}
