"""Prose of other tools, in HTML, Markdown or plain text, as the summary and the Markdown body of an event.

What bodies may hold stays: paragraphs, emphasis, links, lists, quotations. Signs that would mean something are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html.parser import HTMLParser
from itertools import groupby
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from tarikh.model.web import host_fault
from tarikh.reading import strict

Markup = Literal["html", "markdown", "plain"]

HTTP = "http: in a link, written as https:, which may not be reached"
LONGEST_SUMMARY = 300  # characters; a longer first paragraph is parted behind a sentence,
LONGEST_ALONE = 450  # but one that is all there is only where it is longer than this
SHORTEST_SUMMARY = 40
QUOTE, ITEM, NUMBER = "> ", "- ", "1. "
INDENT = "    "

_TAG = re.compile(
    r"</?(?:a|p|br|b|i|em|strong|ul|ol|li|div|span|blockquote|h[1-6]|img|iframe|small|font|u|cite)\b"
    r"|&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);",
    re.IGNORECASE,
)
_NO_TAG = re.compile(r"<(?!/?[a-zA-Z][^<>]*>)")  # parsers of HTML take very long for many that begin and do not end
# where a piece ends, what follows is not known
_ENTITY = re.compile(r"&(?=#?\w+;|#?\w*$)")
_SIGNS = re.compile(r"[\\`*_\[\]~|]")
_OPENS_TAG = re.compile(r"<(?=[a-zA-Z/!?]|$)")
_JOINED = re.compile(r"(?:(?<=\])|^)\(|(?:(?<=\[)|^)\^|!$")
_LINE_START = re.compile(r"^(?:(\d+)(?=[.)])|(?=[#>+=-]))")
_SENTENCE_END = re.compile(r"(?:(?<=\w{4})[.!?]|(?<=[^\W\d_][)»”\"])[.!?]|[؟。…])[\"”»’)]*\s+(?=[^\sa-zа-я])")
_ADDRESS = re.compile(r"https://[^\s/?#]+(?:[/?#]\S*)?")
_IN_MARKDOWN = re.compile(
    r"!?\[(?P<text>[^\[\]]*)\]\((?P<url>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)"
    r"|<(?P<auto>https?://[^\s<>]+)>"
    r"|(?P<strong>\*\*|__)(?=\S)(?P<loud>.{1,1000}?)(?<=\S)(?P=strong)"
    r"|(?<![\w*])(?P<em>[*_])(?=\S)(?P<soft>[^*_]{1,1000}?)(?<=\S)(?P=em)(?![\w*])",
    re.DOTALL,
)
_MARKDOWN_LINE = re.compile(
    r"\s*(?:(?P<quote>>)\s?|(?P<item>[-*+])\s+(?:\[(?P<done>[xX ]?)\]\s*)?|(?P<number>\d+)[.)]\s+)?"
)
_LINE_BREAK = "\n"

# Elements of HTML: those that part paragraphs, that change nothing, that show no text, and that show what is elsewhere.
_PARTS = re.compile(
    "p|div|h[1-6]|section|article|header|footer|main|aside|fig(?:ure|caption)|d[ldt]|pre|hr|center|address"
    "|t(?:able|r|head|body)|caption"
)
_PLAIN = re.compile(
    "span|font|u|small|su[bp]|big|tt|code|mark|abbr|time|label|s|strike|del|ins|q|w?br|body|html|t[dh]|nobr|var|samp"
    "|kbd|data|picture|o:p"
)
_SILENT = re.compile("script|style|head|title|noscript|template|object|svg")
_SHOWN = re.compile("img|iframe|embed|video|audio|source")
_EMPHASIS: Mapping[str, Literal["strong", "soft"]] = {
    "b": "strong",
    "strong": "strong",
    "i": "soft",
    "em": "soft",
    "cite": "soft",
}


class Piece(Struct, frozen=True):
    """Some words in one way."""

    text: str
    strong: bool = False
    soft: bool = False
    url: str = ""


_PLAIN_PIECE = Piece("")


class Block(Struct, frozen=True):
    """A paragraph or, behind a sign, an item or a paragraph of a quotation; `depth` counts lists around a list."""

    pieces: tuple[Piece, ...]
    sign: str = ""
    depth: int = 0

    @property
    def plain(self) -> str:
        return spaced("".join(piece.text for piece in self.pieces)).strip()


class Prose(Struct, frozen=True):
    """What an event says. `links` are addresses that have no place in it, with what is found there; `faults` are what
    was lost.
    """

    summary: str = ""
    body: str = ""
    links: tuple[tuple[str, str], ...] = ()
    faults: tuple[str, ...] = ()


def prose(text: str, markup: Markup) -> Prose:
    """A text of some markup as an event says it."""
    faults: list[str] = []
    blocks, links = blocks_of(strict.cleaned(text), markup, faults.append)
    summary, below = _parted(blocks)
    links += [(piece.url, piece.text.strip()) for piece in summary if piece.url]
    said = Block(tuple(summary)).plain
    return Prose(said, _written(below), tuple(links), tuple(dict.fromkeys(faults)))


def plain(text: str, markup: Markup) -> str:
    """A text on one line, without markup."""
    return " ".join(block.plain for block in blocks_of(strict.cleaned(text), markup, lambda fault: None)[0])


def markup_of(text: str) -> Markup:
    """Whether a text that may be in HTML is: it holds a tag or a reference."""
    return "html" if _TAG.search(text) else "plain"


def blocks_of(text: str, markup: Markup, fault: Callable[[str], None]) -> tuple[list[Block], list[tuple[str, str]]]:
    """The paragraphs of a text, and addresses that stand beside them."""
    if markup == "html":
        reader = _Html(fault)
        reader.feed(_NO_TAG.sub("&lt;", _without_comments(text)))
        reader.close()
        return reader.finished(), reader.links
    if markup == "markdown":
        return _markdown(text, fault)
    return [Block((Piece(part),)) for part in re.split(r"\n\s*\n", text) if part.strip()], []


def address(url: str) -> str:
    """An address as content may hold it: https, which http is taken for, and a host that is what it looks like; empty
    where it is none.
    """
    url = re.sub(r"^(?:http:)?//", "https://", strict.cleaned(url).strip(), flags=re.IGNORECASE).replace(" ", "%20")
    return url if _ADDRESS.fullmatch(url) and not host_fault(url)[0] else ""


def _parted(blocks: Sequence[Block]) -> tuple[list[Piece], list[Block]]:
    """The pieces of a summary, and the blocks that are left for the body."""
    if not blocks or blocks[0].sign:
        return [], list(blocks)
    first, rest = blocks[0], list(blocks[1:])
    whole = "".join(piece.text for piece in first.pieces)
    if len(whole) <= (LONGEST_SUMMARY if rest else LONGEST_ALONE):
        return list(first.pieces), rest
    ends = [it.end() for it in _SENTENCE_END.finditer(whole, 0, LONGEST_SUMMARY) if it.end() >= SHORTEST_SUMMARY]
    if not ends:
        later = _SENTENCE_END.search(whole, LONGEST_SUMMARY)
        ends = [later.end()] if later else [len(whole)]
    before, behind = _split(first.pieces, ends[-1])
    return before, [*([replace(first, pieces=tuple(behind))] if behind else []), *rest]


def _split(pieces: Iterable[Piece], at: int) -> tuple[list[Piece], list[Piece]]:
    before, behind = [], []
    for piece in pieces:
        cut = max(0, min(len(piece.text), at))
        before.append(replace(piece, text=piece.text[:cut]))
        behind.append(replace(piece, text=piece.text[cut:]))
        at -= len(piece.text)
    return [it for it in before if it.text], [it for it in behind if it.text]


def spaced(text: str) -> str:
    """A text with one space for all white space in a row; a no-break space on its own stays, as French needs it."""
    return re.sub(r"\s+", lambda run: run[0] if run[0] in ("\u00a0", "\u202f") else " ", text)


def _written(blocks: Sequence[Block]) -> str:
    """Blocks in Markdown."""
    text = ""
    for before, block in zip([None, *blocks], blocks, strict=False):
        alike = groupby(block.pieces, lambda piece: replace(piece, text=""))
        inline = "".join(_inline(replace(way, text="".join(it.text for it in some))) for way, some in alike)
        lines = [spaced(line).strip() for line in inline.split(_LINE_BREAK)]
        lines = [_LINE_START.sub(r"\1\\", line) for line in lines if line]
        if not lines:
            continue
        indent = INDENT * block.depth if block.sign in (ITEM, NUMBER) else ""
        further = block.sign if block.sign == QUOTE else " " * len(block.sign)
        said = f"  \n{indent}{further}".join(lines)
        if before is not None and text:
            same = before.sign == block.sign == QUOTE
            close = {before.sign, block.sign} <= {ITEM, NUMBER} and (
                before.sign == block.sign or before.depth != block.depth
            )
            text += "\n>\n" if same else "\n" if close else "\n\n"
        text += f"{indent}{block.sign}{said}"
    return text


def _inline(piece: Piece) -> str:
    """A piece in Markdown, its white space outside of its signs."""
    core = piece.text.strip()
    if not core:
        return piece.text
    before, _, behind = piece.text.partition(core)
    said = _escaped(core)
    sign = "***" if piece.strong and piece.soft else "**" if piece.strong else "*" if piece.soft else ""
    if sign and core[0].isalnum() and core[-1].isalnum():  # else it may stand where no emphasis can begin or end
        said = f"{sign}{said}{sign}"
    if piece.url:
        target = re.sub(r"[()<>\\{}\s]", lambda it: f"%{ord(it[0]):02X}", piece.url)
        said = f"[{said}]({target})"
    return f"{before}{said}{behind}"


def _escaped(text: str) -> str:
    text = _SIGNS.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text))
    return _JOINED.sub(r"\\\g<0>", _OPENS_TAG.sub("&lt;", text)).replace("{", "&#123;")


def _without_comments(text: str) -> str:
    """A text in HTML without its comments; one that has no end is none."""
    first, *others = text.split("<!--")
    return first + "".join(it.partition("-->")[2] if "-->" in it else it for it in others)


class _Html(HTMLParser):
    """Collects the blocks of a text in HTML."""

    def __init__(self, fault: Callable[[str], None]) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[str, str]] = []
        self._fault = fault
        self._blocks: list[Block] = []
        self._pieces: list[Piece] = []
        self._open = {"strong": 0, "soft": 0}
        self._urls: list[str] = []
        self._lists: list[str] = []
        self._quotes = 0
        self._silent = 0
        self._in_item = False

    def finished(self) -> list[Block]:
        self._end()
        return self._blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if _SILENT.fullmatch(tag):
            self._silent += 1
        elif self._silent:
            return
        elif tag in _EMPHASIS:
            self._open[_EMPHASIS[tag]] += 1
        elif tag == "br":
            self._break()
        elif tag == "a":
            self._urls.append(self._address(given.get("href") or "", "a link"))
        elif tag in ("ul", "ol"):
            self._end()
            self._lists.append(ITEM if tag == "ul" else NUMBER)
        elif tag == "li":
            self._end()
            self._in_item = True
        elif tag == "blockquote":
            self._end()
            self._quotes += 1
        elif _SHOWN.fullmatch(tag):
            if url := self._address(given.get("src") or "", f"<{tag}>"):
                self.links.append((url, given.get("alt") or given.get("title") or ""))
        elif _PARTS.fullmatch(tag):
            self._end()
        elif not _PLAIN.fullmatch(tag):
            self._fault(f"left out: <{tag[:20]}> in a text")

    def handle_endtag(self, tag: str) -> None:
        if _SILENT.fullmatch(tag):
            self._silent = max(0, self._silent - 1)
        elif self._silent:
            return
        elif tag in _EMPHASIS:
            name = _EMPHASIS[tag]
            self._open[name] = max(0, self._open[name] - 1)
        elif tag == "a" and self._urls:
            self._urls.pop()
        elif tag in ("ul", "ol") and self._lists:
            self._end()
            self._lists.pop()
        elif tag == "li":
            self._end()
            self._in_item = False
        elif tag == "blockquote":
            self._end()
            self._quotes = max(0, self._quotes - 1)
        elif _PARTS.fullmatch(tag):
            self._end()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        for number, part in enumerate(re.split(r"\n\s*\n", data)):
            if number:
                self._end()
            if part:
                said = spaced(part)
                url = self._urls[-1] if self._urls else ""
                self._pieces.append(Piece(said, self._open["strong"] > 0, self._open["soft"] > 0, url))

    def _address(self, url: str, what: str) -> str:
        if not url.strip():
            return ""
        sound = address(url)
        if not sound:
            self._fault(f"left out: {what} to “{url.strip()[:60]}”")
        elif url.strip().lower().startswith("http:"):
            self._fault(HTTP)
        return sound

    def _break(self) -> None:
        """A line ends; where two do, a paragraph."""
        if self._pieces and self._pieces[-1].text == _LINE_BREAK:
            self._end()
        elif self._pieces:
            self._pieces.append(Piece(_LINE_BREAK))

    def _end(self) -> None:
        """A block ends here, if one has begun."""
        while self._pieces and not self._pieces[-1].text.strip():
            self._pieces.pop()
        if any(piece.text.strip() for piece in self._pieces):
            sign, depth = "", 0
            if self._lists and self._in_item:
                sign, depth = self._lists[-1], min(len(self._lists), 5) - 1
            elif self._quotes:
                sign = QUOTE
            self._blocks.append(Block(tuple(self._pieces), sign, depth))
        self._pieces = []


def _markdown(text: str, fault: Callable[[str], None]) -> tuple[list[Block], list[tuple[str, str]]]:
    """Paragraphs, lists and quotations of Markdown; lines in one paragraph are joined."""
    blocks: list[Block] = []
    links: list[tuple[str, str]] = []
    begun: list[str] = []
    sign = ""

    def end() -> None:
        said = " ".join(begun)
        if said.strip():
            blocks.append(Block(tuple(_in_markdown(said, links, fault)), sign))
        begun.clear()

    for line in text.split("\n"):
        match = _MARKDOWN_LINE.match(line)
        assert match is not None, "it matches nothing at all, too"
        of = QUOTE if match["quote"] else ITEM if match["item"] else NUMBER if match["number"] else ""
        if not line.strip() or of in (ITEM, NUMBER) or (of != sign and of):
            end()
            sign = of
        if match["done"] and match["done"] in "xX":
            begun.append("☑")
        begun.append(line[match.end() :].strip())
    end()
    return blocks, links


def _in_markdown(
    text: str, links: list[tuple[str, str]], fault: Callable[[str], None], given: Piece = _PLAIN_PIECE
) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for match in _IN_MARKDOWN.finditer(text):
        pieces.append(replace(given, text=text[at : match.start()]))
        at = match.end()
        if match["loud"]:
            pieces += _in_markdown(match["loud"], links, fault, replace(given, strong=True))
        elif match["soft"]:
            pieces.append(replace(given, text=match["soft"], soft=True))
        else:
            url, said = match["auto"] or match["url"], match["text"] or match["auto"] or match["url"]
            sound = address(url if "/" in url else "")
            if not sound:
                fault(f"left out: a link to “{url[:60]}”")
            elif url.lower().startswith("http:"):
                fault(HTTP)
            if match[0].startswith("!"):
                links += [(sound, match["text"])] if sound else []
            else:
                pieces.append(replace(given, text=said, url=sound))
    pieces.append(replace(given, text=text[at:]))
    return [piece for piece in pieces if piece.text]
