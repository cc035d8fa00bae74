"""Sources: anything that holds news to articles."""

from graphbuild.sources.addresses import canonical_url
from graphbuild.sources.copies import Origins, origins
from graphbuild.sources.formats import CONTAINERS, LOADERS
from graphbuild.sources.item import Limits
from graphbuild.sources.loading import Report, load
from graphbuild.sources.web import Web

__all__ = ["CONTAINERS", "LOADERS", "Limits", "Origins", "Report", "Web", "canonical_url", "load", "origins"]
