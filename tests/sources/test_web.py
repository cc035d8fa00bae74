"""Pages from the web, against a server on this machine that behaves well and badly."""

import gzip
import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest

from graphbuild.errors import SourceError
from graphbuild.model import Article
from graphbuild.sources import Limits, Web, load
from graphbuild.sources.web import _public

GOOD = "The foreign minister of Ghana thanked Togo on Tuesday for its help in the talks on fishing grounds."
PAGE = f"<html><head><title>Thanks</title></head><body><article><h1>Thanks</h1><p>{GOOD}</p><p>Togo pledged two boats — “café”.</p></article></body></html>"
ROBOTS = "User-agent: *\nDisallow: /private/\n"
WEB = Web(timeout=10, pause=0, size=1 << 16, allow_private=True)


class Handler(BaseHTTPRequestHandler):
    """Answers by path; what each path does is its method below."""

    server: "Server"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, time.monotonic()))
        path = self.path.partition("?")[0]
        answers: dict[str, Callable[[], None]] = {
            "/robots.txt": lambda: self.answer(self.server.robots.encode(), status=self.server.robots_status),
            "/page": lambda: self.answer(PAGE.encode(), "text/html; charset=utf-8"),
            "/private/page": lambda: self.answer(PAGE.encode(), "text/html"),
            "/western": lambda: self.answer(PAGE.encode("cp1252"), "text/html; charset=windows-1252"),
            "/untyped": lambda: self.answer(PAGE.encode(), "application/octet-stream"),
            "/gzip": lambda: self.answer(gzip.compress(PAGE.encode()), "text/html", ("Content-Encoding", "gzip")),
            "/bomb": lambda: self.answer(gzip.compress(b" " * (1 << 22)), "text/html", ("Content-Encoding", "gzip")),
            "/lying-gzip": lambda: self.answer(b"no gzip", "text/html", ("Content-Encoding", "gzip")),
            "/records": lambda: self.answer(json.dumps([{"text": GOOD}, {"text": ""}]).encode(), "application/json"),
            "/a.jsonl.gz": lambda: self.answer(gzip.compress(json.dumps({"text": GOOD}).encode()), "application/gzip"),
            "/feed": lambda: self.answer(
                f"<rss><channel><item><description>{GOOD}</description></item></channel></rss>".encode(), "text/xml"
            ),
            "/text": lambda: self.answer(GOOD.encode(), "text/plain"),
            "/moved": lambda: self.redirect("/page?utm_source=x#top"),
            "/loop": lambda: self.redirect("/loop"),
            "/to-file": lambda: self.redirect("file:///etc/passwd"),
            "/to-private": lambda: self.redirect("/private/page"),
            "/nowhere": lambda: self.answer(b"", status=302),
            "/long": lambda: self.answer(b"a" * (1 << 17), "text/plain"),
            "/failing": lambda: self.answer(b"", status=500),
            "/silent": lambda: self.server.stop.wait(20) and None,
            "/dripping": self.drip,
            "/dripping-headers": self.drip_headers,
            "/cut": self.cut,
            "/garbage": lambda: self.raw(b"\x00\xff" * 50 + b"\r\n\r\n"),
            "/headers": lambda: self.raw(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n"),
            "/claims": lambda: self.answer(
                PAGE.replace("<title>", '<link rel="canonical" href="https://bank.example/"><title>').encode(),
                "text/html",
            ),
        }
        answers.get(path, lambda: self.answer(b"", status=404))()

    def answer(self, body: bytes, media: str = "text/plain", *headers: tuple[str, str], status: int = 200) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", media), ("Content-Length", str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def raw(self, data: bytes) -> None:
        self.wfile.write(data)
        self.close_connection = True

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        self._drop_by_drop()

    def drip_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        self._drop_by_drop()

    def _drop_by_drop(self) -> None:
        while not self.server.stop.wait(0.2):
            try:
                self.wfile.write(b"a")
                self.wfile.flush()
            except OSError:
                return

    def cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "9999")
        self.end_headers()
        self.raw(b"only this")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, float]] = []
        self.robots = ROBOTS
        self.robots_status = 200
        self.stop = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves early is what some tests are about."""

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def running(server: Server) -> Iterator[Server]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    with running(Server()) as server:
        yield server


def read(*urls: str, web: Web = WEB) -> tuple[list[Article], list[str]]:
    errors: list[SourceError] = []
    articles = list(load(urls, report=errors.append, web=web, limits=Limits(text=1 << 18)))
    return articles, [str(error) for error in errors]


@pytest.mark.parametrize(
    "path", ["/page", "/western", "/untyped", "/gzip", "/records", "/a.jsonl.gz", "/feed", "/text", "/moved"]
)
def test_whatever_a_server_sends_is_read(path: str, server: Server) -> None:
    articles, errors = read(server.root + path)
    assert GOOD in articles[0].text
    assert len(errors) == (path == "/records")


def test_a_page_has_the_address_where_it_was_found(server: Server) -> None:
    (article, moved), _ = read(f"{server.root}/page?fbclid=1", f"{server.root}/moved")
    assert article.url == moved.url == f"{server.root}/page"
    assert article.id == moved.id
    assert moved.source == f"{server.root}/moved"
    assert "“café”" in article.text


def test_a_page_cannot_claim_to_be_another_site(server: Server) -> None:
    (article,), _ = read(f"{server.root}/claims")
    assert article.url == f"{server.root}/claims"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/absent", "answers 404 Not Found"),
        ("/failing", "answers 500"),
        ("/nowhere", "answers 302"),
        ("/loop", "redirects more than 5 times"),
        ("/to-file", "must begin with http"),
        ("/private/page", "robots.txt asks programs not to read it"),
        ("/to-private", "robots.txt asks programs not to read it"),
        ("/long", "longer than 64 KB"),
        ("/bomb", "longer than 64 KB"),
        ("/lying-gzip", "cannot be fetched"),
        ("/cut", "cannot be fetched"),
        ("/garbage", "cannot be fetched"),
        ("/headers", "cannot be fetched"),
    ],
)
def test_one_clear_line_and_the_rest_goes_on(path: str, says: str, server: Server) -> None:
    articles, errors = read(server.root + path, f"{server.root}/page")
    assert len(articles) == len(errors) == 1
    assert errors[0].startswith(f"{server.root}{path}: ")
    assert says in errors[0]
    assert errors[0].isprintable()


@pytest.mark.parametrize("path", ["/silent", "/dripping", "/dripping-headers"])
def test_a_server_that_stalls_is_left(path: str, server: Server) -> None:
    before = time.monotonic()
    _, errors = read(server.root + path, web=replace(WEB, timeout=0.7))
    assert "does not answer within 0.7 seconds" in errors[0]
    assert time.monotonic() - before < 15


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        _, errors = read(f"http://127.0.0.1:{unused.getsockname()[1]}/a")
    assert "cannot be fetched" in errors[0]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "0.0.0.0",  # noqa: S104 - it is asked for, not listened on
        "10.0.0.1",
        "169.254.169.254",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "0x7f.1",
    ],
)
def test_private_addresses_are_refused(host: str) -> None:
    _, errors = read(f"http://{host}:1/a", web=replace(WEB, allow_private=False))
    assert "private network" in errors[0] or "is not known" in errors[0]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("::", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert _public(address) is public


def test_an_unknown_host() -> None:
    _, errors = read("http://nobody.invalid/a")
    assert "the host nobody.invalid is not known" in errors[0]


def test_requests_to_one_host_are_spaced_and_robots_are_asked_once(server: Server) -> None:
    read(f"{server.root}/page", f"{server.root}/text", web=replace(WEB, pause=0.3))
    paths = [path for path, _ in server.asked]
    assert paths == ["/robots.txt", "/page", "/text"]
    times = [when for _, when in server.asked]
    assert all(later - earlier > 0.25 for earlier, later in pairwise(times))


def test_a_host_may_ask_for_a_longer_pause(server: Server) -> None:
    server.robots = "User-agent: graphbuild\nCrawl-delay: 1\n"
    read(f"{server.root}/page")
    (_, asked), (_, fetched) = server.asked
    assert fetched - asked > 0.9


@pytest.mark.parametrize(("status", "count"), [(404, 1), (403, 1), (503, 0)])
def test_robots_that_are_missing_allow_and_failing_ones_forbid(status: int, count: int, server: Server) -> None:
    server.robots_status = status
    articles, errors = read(f"{server.root}/private/page")
    assert len(articles) == count
    assert len(errors) == 1 - count


def test_robots_may_be_set_aside(server: Server) -> None:
    articles, _ = read(f"{server.root}/private/page", web=replace(WEB, obey_robots=False))
    assert len(articles) == 1
    assert [path for path, _ in server.asked] == ["/private/page"]


def test_a_server_that_speaks_no_tls_is_left(server: Server) -> None:
    _, errors = read(server.root.replace("http:", "https:") + "/page")
    assert "cannot be fetched" in errors[0]


def test_a_silent_server_is_left_during_the_handshake() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        before = time.monotonic()
        _, errors = read(f"https://127.0.0.1:{listening.getsockname()[1]}/a", web=replace(WEB, timeout=0.5))
    assert "does not answer" in errors[0]
    assert time.monotonic() - before < 15


@pytest.mark.parametrize("trusted", [True, False])
def test_certificates_are_checked(
    trusted: bool, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openssl = shutil.which("openssl") or pytest.skip("no openssl on this machine to make a certificate")
    made = [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost",
    ]
    subprocess.run(
        [openssl, *made, "-keyout", tmp_path / "key", "-out", tmp_path / "cert"], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert"))
    articles, errors = read(f"https://localhost:{server.server_address[1]}/page")
    assert len(articles) == trusted
    assert trusted or "certificate" in errors[0]
