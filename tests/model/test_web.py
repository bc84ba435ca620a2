"""Hosts of addresses: what a reader would be led to by a name that looks like another."""

import pytest

from tarikh.model.web import host_fault


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "https://example.org/a?b#c",
        "https://example.org?a@b",
        "https://www.xn--bcher-kva.example/",
        "https://bücher.example/",
        "https://EXAMPLE.org:8443/",
        "https://президент.рф/",
        "https://موقع.وزارة-الاتصالات.مصر/",
        "https://例え.テスト/",
        "https://ダイヤ例え.jp/",
        "https://ελλάδα.gr/",
        "https://a.co.uk/@me",
    ],
)
def test_a_host_that_is_what_it_looks_like_is_welcome(address: str) -> None:
    assert host_fault(address) == ("", "")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://user@example.org/", "before the host"),
        ("https://user:word@example.org/", "before the host"),
        ("https://example.org@evil.example/", "before the host"),
        ("https://evil.example\\@example.org/", "before the host"),
        ("https://evil.example\\.example.org/", "browsers read as a /"),
        ("https://example.org:0/", "port"),
        ("https://example.org:99999/", "port"),
        ("https://localhost/", "is no host"),
        ("https://example..org/", "is no host"),
        ("https://example.org./", "is no host"),
        ("https://1.2.3.4/", "the number"),
        ("https://0x7f.1/", "the number"),
        ("https://[::1]/", "the number"),
        ("https://example.123/", "the number"),
        ("https://ex%61mple.org/", "%"),
        ("https://ex_ample.org/", "_"),
        ("https://-a.org/", "in the host"),
        (f"https://{'a' * 64}.org/", "too long"),
        (f"https://{'ab.' * 90}org/", "a host of 273 letters"),
        ("https://ｅxample.org/", "stand for others"),
        ("https://ﬁnance.org/", "stand for others"),
        ("https://ex\u200dample.org/", "U+200D"),
        ("https://exаmple.org/", "Cyrillic and Latin"),  # the third letter is Cyrillic
        ("https://xn--exmple-4nf.org/", "Cyrillic and Latin"),
        ("https://раураl.com/", "Cyrillic and Latin"),
        ("https://www.exаmple.org/", "Cyrillic and Latin"),
        ("https://example.аррӏе.com/", "only looks like"),
        ("https://аррӏе.com/", 'only looks like "apple"'),
        ("https://xn--80ak6aa92e.com/", 'only looks like "apple"'),
        ("https://νιου.com/", 'only looks like "viou"'),
        ("https://ɡoogle.com/", 'only looks like "google"'),
        ("https://xn--a-.com/", "is no Punycode"),
        ("https://xn--99999999999.com/", "is no Punycode"),
        ("mailto:a@example.org", "no host"),
    ],
)
def test_a_host_that_only_looks_like_one_is_refused(address: str, told: str) -> None:
    message, hint = host_fault(address)
    assert told in message
    assert hint
