"""Pages from the web, as a good guest: robots.txt is obeyed, requests to one host are spaced, and everything is bounded.

Addresses that are not public (this machine, the local network) are refused unless allowed. The name is resolved once
and the connection made to the very address that was checked, so that a second answer cannot lead elsewhere. No proxy is
used.
"""

from __future__ import annotations

import gzip
import http.client
import io
import ipaddress
import socket
import ssl
import threading
import time
import urllib.robotparser
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from graphbuild.errors import SourceError
from graphbuild.sources.addresses import canonical_url
from graphbuild.sources.item import Item, Limits, megabytes, shown
from graphbuild.sources.media import charset_of, suffix_of

AGENT = "graphbuild"
"""The name that robots.txt may address."""

_REDIRECTS = {301, 302, 303, 307, 308}
_ROBOTS_SIZE = 512 << 10  # what RFC 9309, section 2.5, asks a crawler to read at least
_LONGEST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class Web:
    """How pages are fetched.

    `timeout` bounds one request from first to last byte, `pause` is the least time between two requests to one host,
    both in seconds; `size` bounds what is downloaded, in bytes; `redirects` how often a page may send elsewhere.
    """

    timeout: float = 30.0
    pause: float = 1.0
    size: int = 32 << 20
    redirects: int = 5
    allow_private: bool = False
    obey_robots: bool = True


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Visitor:
    """Fetches pages and remembers, as long as it lives, what each host's robots.txt says and when it was last asked."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._robots: dict[str, urllib.robotparser.RobotFileParser] = {}
        self._last: dict[str, float] = {}

    def fetch(self, url: str, limits: Limits) -> Item:
        """Return the page at `url`; raise SourceError when it cannot, or should not, be had."""
        asked = shown(url)
        for _ in range(self._web.redirects + 1):
            address = _checked(url, asked)
            self._ask_robots(address, asked)
            answer = self._get(address, asked, self._web.size)
            target = answer.headers.get("Location")
            if answer.status not in _REDIRECTS or not target:
                return _item(address, asked, answer, limits)
            url = urljoin(address, target)
        raise SourceError(
            asked, f"redirects more than {self._web.redirects} times; open it in a browser and save the page"
        )

    def _ask_robots(self, url: str, asked: str) -> None:
        if not self._web.obey_robots:
            return
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._robots:
            self._robots[root] = self._read_robots(root, asked)
        if not self._robots[root].can_fetch(AGENT, url):
            raise SourceError(
                asked, f"{root}/robots.txt asks programs not to read it; open it in a browser and save the page"
            )

    def _read_robots(self, root: str, asked: str) -> urllib.robotparser.RobotFileParser:
        """Read the rules of a host: none when there is no such file, everything forbidden while the host is failing (RFC 9309)."""
        rules = urllib.robotparser.RobotFileParser()
        url = f"{root}/robots.txt"
        for _ in range(self._web.redirects + 1):
            answer = self._get(_checked(url, asked), asked, _ROBOTS_SIZE, cut=True)
            target = answer.headers.get("Location")
            if answer.status not in _REDIRECTS or not target:
                break
            url = urljoin(url, target)
        if answer.status >= 500:
            raise SourceError(asked, f"{root}/robots.txt answers {answer.status}; try again later")
        rules.parse(answer.body.decode("utf-8", "replace").splitlines() if answer.status == http.client.OK else [])
        return rules

    def _get(self, url: str, asked: str, size: int, *, cut: bool = False) -> _Answer:
        self._wait(url)
        try:
            with _connected(url, asked, self._web) as connection:
                return _exchange(connection, url, asked, size, cut=cut)
        except TimeoutError:
            raise SourceError(asked, f"does not answer within {self._web.timeout:g} seconds; try again later") from None
        except (OSError, http.client.HTTPException, ValueError, EOFError, zlib.error) as error:
            raise SourceError(asked, f"cannot be fetched ({shown(str(error))[:120] or type(error).__name__})") from None

    def _wait(self, url: str) -> None:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        delay = self._robots[root].crawl_delay(AGENT) if root in self._robots else None
        pause = max(self._web.pause, min(float(delay or 0), _LONGEST_DELAY))
        now = time.monotonic()
        ready = self._last.get(parts.netloc, now - pause) + pause
        if ready > now:
            time.sleep(ready - now)
        self._last[parts.netloc] = time.monotonic()


def _checked(url: str, asked: str) -> str:
    try:
        return canonical_url(url)
    except ValueError as error:
        raise SourceError(asked, str(error)) from None


def _item(url: str, asked: str, answer: _Answer, limits: Limits) -> Item:
    if answer.status != http.client.OK:
        raise SourceError(
            asked,
            f"answers {answer.status} {http.client.responses.get(answer.status, '')}".rstrip() + "; check the address",
        )
    media = answer.headers.get("Content-Type", "")
    path = urlsplit(url).path
    suffix = suffix_of(media)
    name = path.rpartition("/")[2] if not suffix or path.endswith(suffix) else f"page{suffix}"
    return Item(
        name=name, where=asked, stream=io.BytesIO(answer.body), url=url, charset=charset_of(media), limits=limits
    )


@contextmanager
def _connected(url: str, asked: str, web: Web) -> Iterator[http.client.HTTPConnection]:
    """Connect to the host; after `web.timeout` seconds the connection is cut, whatever it is doing."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    raw = _dial(_addresses(host, port, asked, allow_private=web.allow_private), port, web.timeout)
    late = threading.Event()
    connection = http.client.HTTPConnection(host, port)
    connection.sock = (
        ssl.create_default_context().wrap_socket(raw, server_hostname=host, do_handshake_on_connect=False)
        if secure
        else raw
    )
    timer = threading.Timer(web.timeout, _cut, (connection.sock, late))
    timer.daemon = True
    timer.start()
    try:
        if isinstance(connection.sock, ssl.SSLSocket):
            connection.sock.do_handshake()
        yield connection
    except (OSError, http.client.HTTPException, ValueError, EOFError):
        if not late.is_set():
            raise
    finally:
        timer.cancel()
        connection.close()
    if late.is_set():
        raise TimeoutError


def _dial(addresses: list[str], port: int, timeout: float) -> socket.socket:
    """Connect to the first address that answers."""
    for address in addresses[:-1]:
        with suppress(OSError):
            return socket.create_connection((address, port), timeout=timeout)
    return socket.create_connection((addresses[-1], port), timeout=timeout)


def _cut(connection: socket.socket, late: threading.Event) -> None:
    late.set()
    with suppress(OSError):  # it ended by itself at this very moment
        connection.shutdown(socket.SHUT_RDWR)


def _addresses(host: str, port: int, asked: str, *, allow_private: bool) -> list[str]:
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise SourceError(asked, f"the host {host} is not known; check the address and the connection") from None
    if not allow_private and not all(_public(address) for address in found):
        raise SourceError(
            asked,
            f"the host {host} is this machine or lies in a private network; allow private addresses (--allow-private) if you mean it",
        )
    return found


def _public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (mapped is None or mapped.is_global)


def _exchange(connection: http.client.HTTPConnection, url: str, asked: str, size: int, *, cut: bool) -> _Answer:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", target, headers={"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read(size + 1)
    if response.length and len(body) <= size:
        raise http.client.HTTPException("the answer broke off")
    if response.getheader("Content-Encoding", "").lower() == "gzip":
        body = gzip.GzipFile(fileobj=io.BytesIO(body)).read(size + 1)
    if len(body) > size and not cut:
        raise SourceError(asked, f"is longer than {megabytes(size)}; download it and name the file")
    return _Answer(response.status, response.headers, body[:size])
