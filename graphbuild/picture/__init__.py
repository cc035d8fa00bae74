"""The graph as a page that people read: one HTML file that opens offline and asks nothing of the network."""

from graphbuild.picture.html import SHOWN, draw

__all__ = ["SHOWN", "draw"]
