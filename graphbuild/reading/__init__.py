"""Read: a parsed text becomes actors and the acts between them."""

from graphbuild.reading.lexicon import load
from graphbuild.reading.reader import Tools, explain, read

__all__ = ["Tools", "explain", "load", "read"]
