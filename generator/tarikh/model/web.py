"""Addresses on the web that can be trusted to be what they look like: https, a host of its own, nothing else in front.

Host names are held to one script a label and to no letters that pass for Latin ones (Unicode UTS #39, 5.1 and 5.2;
WHATWG URL, 4.2), so that no reader is led to a host that only looks like the one that is named.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Small letters that most fonts draw like a Latin one (Unicode 15.1, confusables.txt), with that one.
_LOOK_ALIKES = {
    ord(letter): latin
    for letter, latin in (
        *("аa", "сc", "ԁd", "еe", "һh", "іi", "јj", "ӏl", "оo", "рp", "ԛq", "ѕs", "ԝw", "хx", "уy", "ѵv", "ьb"),
        *("αa", "οo", "νv", "ιi", "ρp", "υu", "ɑa", "ɡg", "ɩi"),
    )
}
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO"})  # written together
_AUTHORITY = re.compile(r"https://([^/?#]*)", re.IGNORECASE)
_PORT = re.compile(r"(.*?)(?::([0-9]{1,5}))?")
_PLAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_IP = re.compile(r"[0-9.]+|\[.*|0x[0-9a-f.x]+")
NAME_IT = "name the host as its owner writes it, such as www.example.org"


@lru_cache(4096)
def host_fault(address: str) -> tuple[str, str]:
    """What is wrong with the host of an https address, and a hint; two empty texts where nothing is."""
    authority = _AUTHORITY.match(address)
    if not authority:
        return "no host", "write https:// and the host"
    if "@" in authority[1]:
        return "a name or password before the host", "leave out all that stands before the @"
    if "\\" in address:
        return "a \\, which browsers read as a /", "leave it out"
    parts = _PORT.fullmatch(authority[1])
    assert parts is not None, "it matches any text"
    host, port = parts[1].lower(), parts[2]
    if port and not 0 < int(port) < 65_536:
        return f'the port "{port}"', "ports are 1 to 65535"
    if len(host) > 253:
        return f"a host of {len(host)} letters", NAME_IT
    if _PLAIN.fullmatch(host) and "xn--" not in host:
        return "", ""
    labels = host.split(".")
    if any(len(label) > 63 for label in labels):
        return f'"{host[:60]}…" is too long for a part of a host', NAME_IT
    if _IP.fullmatch(host) or labels[-1].isdecimal():
        return f'the number "{host[:60]}" instead of a host', NAME_IT
    if len(labels) < 2 or not all(labels):
        return f'"{host[:60]}" is no host that all readers can reach', NAME_IT
    for label in labels:
        if (fault := _label_fault(label))[0]:
            return fault
    return "", ""


def _label_fault(label: str) -> tuple[str, str]:
    """What is wrong with a part of a host name, and a hint."""
    shown = label[:60]
    if label.startswith("xn--"):
        try:
            label = label[4:].encode("ascii").decode("punycode")
        except UnicodeError:
            label = ""
        if label.isascii():
            return f'"{shown}" is no Punycode', NAME_IT
        shown += f" ({label})"
    if unicodedata.normalize("NFKC", label) != label:
        return f'"{shown}" is written with characters that stand for others', NAME_IT
    if strange := [it for it in label if not (it.isalnum() or it == "-" or unicodedata.category(it) in ("Mn", "Mc"))]:
        return f'"{strange[0]}" (U+{ord(strange[0]):04X}) in the host', NAME_IT
    letters = [it for it in label if it.isalpha()]
    scripts = sorted({unicodedata.name(it, "UNKNOWN").split()[0] for it in letters})
    if label.startswith("-") or label.endswith("-"):
        return f'"{shown}" in the host', NAME_IT
    if len(scripts) > 1 and not _EAST_ASIAN.issuperset(scripts):
        told = " and ".join(script.title() for script in scripts)
        return f'"{shown}" mixes letters of {told}', "write all of it in one script: look-alike letters hide in others"
    twin = label.translate(_LOOK_ALIKES)
    if twin != label and letters and twin.isascii():
        return f'"{shown}" only looks like "{twin}"', f'its letters are not Latin: write "{twin}" if that is meant'
    return "", ""
