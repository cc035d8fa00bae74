"""The graph as pages that people read: each one HTML file that opens offline and asks nothing of the network."""

from graphbuild.picture.article import draw_article
from graphbuild.picture.html import SHOWN, draw
from graphbuild.picture.report import Section, draw_report

__all__ = ["SHOWN", "Section", "draw", "draw_article", "draw_report"]
