"""What the pages share: our templates, filled with everything escaped, and a policy that lets no page ask for anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from graphbuild.errors import ExportError


def environment() -> Environment:
    """Return the surroundings of our templates: what is put into them is escaped, and a missing name is an error."""
    return Environment(
        loader=PackageLoader("graphbuild.picture", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page_file(name: str) -> str:
    """Return the text of a file of `page/`."""
    return (files("graphbuild.picture") / "page" / name).read_text(encoding="utf-8")


def one_script(*parts: str) -> str:
    """Return scripts as one that nothing in it can close."""
    return "\n".join(parts).replace("</script", "<\\/script").replace("<!--", "<\\!--")


def script_hash(script: str) -> str:
    """Return the hash by which a content security policy knows a script."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def render_page(template: str, *, style: Sequence[str], scripts: Sequence[str], **values: object) -> str:
    """Fill a template with the named style sheets and scripts of `page/` and with values, all of them escaped."""
    script = one_script('(() => {\n"use strict";', *(page_file(name) for name in scripts), "})();") if scripts else ""
    css = "\n".join(page_file(name) for name in style)
    page: str = (
        environment().get_template(template).render(style=css, script=script, script_hash=script_hash(script), **values)
    )
    return page


def write_page(path: Path, page: str) -> None:
    """Write a page, the same bytes on every system. Raises ExportError when the file cannot be written."""
    try:
        path.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ExportError(f"{path}: the page cannot be written: {error.strerror}") from error
