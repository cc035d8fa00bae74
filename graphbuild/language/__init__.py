"""Language: from an article's text to a spaCy `Doc` with sentences, trees, names, and cues and arguments of acts."""

from graphbuild.language.pipelines import fingerprint, load, parse

__all__ = ["fingerprint", "load", "parse"]
