"""One address for one page: the canonical form of a URL, which decides an article's id.

Follows the syntax-based and scheme-based normalisation of RFC 3986, section 6.2, and drops what names the visit and not
the page: the fragment, a user's name, tracking parameters.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, unquote_to_bytes, urlsplit, urlunsplit

_PORTS = {"http": 80, "https": 443}
_LONGEST = 2048
_TRACKING = re.compile(
    r"""(?ix) ^(?: utm_.* | fbclid | gclid | gclsrc | dclid | gbraid | wbraid | msclkid | yclid | twclid | igshid | mc_cid | mc_eid
    | _ga | _gl | ns_(?:source|mchannel|campaign|linkname|fee) | at_(?:medium|campaign|custom\d) | wt\.mc_id | smid | ocid | cmpid
    | xtor | ref_src | ref_url | guccounter | guce_referrer.* | __twitter_impression | amp_js_v | spm | s_cid | ncid | mkt_tok )$"""
)
# What each part may hold unencoded besides letters, digits and "-._~" (RFC 3986, section 3.3 and 3.4).
_IN_PATH = "!$&'()*+,;=:@/"
_IN_QUERY = _IN_PATH + "?"


def canonical_url(url: str) -> str:
    """Return the canonical form of an http or https URL.

    Raises ValueError, with what is wrong, for anything else.

    >>> canonical_url("HTTPS://Example.org:443/a/../b%7ec?utm_source=x&id=3#top")
    'https://example.org/b~c?id=3'
    """
    if len(url) > _LONGEST:
        raise ValueError(f"the address is longer than {_LONGEST} characters")
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise ValueError(f"the address cannot be read ({error})") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.hostname:
        raise ValueError("the address must begin with http:// or https:// and name a host")
    host = _host(parts.hostname)
    authority = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    path = _without_dots(_encoded(parts.path, _IN_PATH)) or "/"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair.partition("=")[0]))
    return urlunsplit((scheme, authority, path, _encoded(query, _IN_QUERY), ""))


def _host(name: str) -> str:
    bare = name.rstrip(".").lower()
    if ":" in bare:
        try:
            return f"[{ipaddress.ip_address(bare).compressed}]"
        except ValueError:
            raise ValueError(f"{name!r} is no host") from None
    try:
        host = bare.encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError(f"{name!r} is no host") from None
    if not re.fullmatch(r"[a-z0-9_.-]+", host):
        raise ValueError(f"{name!r} is no host")
    return host


def _encoded(part: str, allowed: str) -> str:
    """Percent-encode what must be, in upper case, and decode what need not be."""
    # Encoded reserved characters stay encoded: "%2F" in a path is no slash.
    pieces = re.split(r"(%[0-9A-Fa-f]{2})", part)
    return "".join(_unescaped(p) if k % 2 else quote(p, safe=allowed, errors="replace") for k, p in enumerate(pieces))


def _unescaped(escape: str) -> str:
    character = unquote_to_bytes(escape)
    return character.decode("ascii") if re.fullmatch(rb"[A-Za-z0-9._~-]", character) else escape.upper()


def _without_dots(path: str) -> str:
    """Resolve "." and ".." (RFC 3986, section 5.2.4)."""
    kept: list[str] = []
    parts = path.split("/")
    for part in parts:
        if part == "..":
            del kept[max(1, len(kept) - 1) :]
        elif part != ".":
            kept.append(part)
    return "/".join(kept) + ("/" if parts[-1] in {".", ".."} else "")
