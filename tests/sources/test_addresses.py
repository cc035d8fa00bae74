import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.sources.addresses import canonical_url


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTP://Example.ORG:80/News", "http://example.org/News"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org/a#comments", "https://example.org/a"),
        ("https://ann:secret@example.org/a", "https://example.org/a"),
        ("https://example.org/a/./b/../c", "https://example.org/a/c"),
        ("https://example.org/../../a/..", "https://example.org/"),
        ("https://example.org/%7eann/%e2%82%ac", "https://example.org/~ann/%E2%82%AC"),
        ("https://example.org/a%2Fb", "https://example.org/a%2Fb"),
        ('https://example.org/a b"<c>', "https://example.org/a%20b%22%3Cc%3E"),
        ("https://example.org/€", "https://example.org/%E2%82%AC"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://[2001:DB8:0::1]/a", "https://[2001:db8::1]/a"),
        ("https://example.org/?utm_source=x&utm_medium=y", "https://example.org/"),
        ("https://example.org/?fbclid=1&id=3&gclid=2", "https://example.org/?id=3"),
        ("https://example.org/?b=2&a=1", "https://example.org/?b=2&a=1"),
        ("https://example.org/?q=a+b%20c", "https://example.org/?q=a+b%20c"),
        (" https://example.org/a\n", "https://example.org/a"),
        ("https://example.org/100%", "https://example.org/100%25"),
    ],
)
def test_one_page_has_one_address(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org/a",
        "ftp://example.org/",
        "javascript:alert(1)",
        "http://",
        "http://a b/",
        "http://[::1",
        "http://a:b/",
        "http://[1::2::3]/",
        "http://a..b/",
        "http://x/" + "a" * 3000,
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"address|host"):
        canonical_url(url)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_canonical_is_stable_and_safe(tail: str) -> None:
    once = canonical_url(f"https://example.org/{tail}")
    assert canonical_url(once) == once
    assert re.fullmatch(r"[!#-;=?-\[\]_a-z~]+", once), once


@settings(deadline=None)
@given(st.text(max_size=40))
def test_anything_else_is_an_address_or_a_value_error(url: str) -> None:
    with suppress(ValueError):
        assert canonical_url(url).startswith(("http://", "https://"))
