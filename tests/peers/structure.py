"""The structure of a rendered text, without what only its writer cares about.

`outline` turns HTML, whoever wrote it, into lines that name each block with its words below it. Class names, ids,
wrappers, highlighting, numbers of notes and links back from them do not appear; admonitions, tabs, notes and
abbreviations appear by what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby
from typing import TypeGuard
from urllib.parse import unquote

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
HIDDEN = frozenset("script style svg template input figcaption button".split())
INLINE = {"em": "em", "i": "em", "strong": "strong", "b": "strong", "del": "del", "s": "del", "code": "code"}
INLINE |= {tag: tag for tag in ("a", "abbr", "kbd", "mark", "q", "sub", "sup", "u")}
BLOCKS = frozenset("blockquote dd dl dt li ol p table td th tr ul".split())
WRAPPERS = frozenset("article body div figure header html main nav section tbody thead".split())
HEADING = re.compile(r"h[1-6]")
# What smart typography writes in place of plain signs.
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "--", "—": "---"})
# The kinds that `docs/writing-plans.md` lists; any other is drawn as a note.
KINDS = frozenset("abstract bug danger example failure info note question quote success tip warning".split())


@dataclass
class Element:
    """An element of HTML."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The names in its class."""
        return self.attributes.get("class", "").split()

    def elements(self) -> Iterator[Element]:
        """The elements right below it."""
        return (child for child in self.children if isinstance(child, Element))

    def all(self) -> Iterator[Element]:
        """It and every element below it, in the order of the text."""
        yield self
        for child in self.elements():
            yield from child.all()

    def text(self) -> str:
        """Its words."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Reader(HTMLParser):
    """Builds the tree of elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("html")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parse(html: str) -> Element:
    """The elements of an HTML text below one root."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def anchors(root: Element) -> frozenset[str]:
    """The ids of its headings."""
    return frozenset(element.attributes.get("id", "") for element in root.all() if _is_heading(element)) - {""}


def outline(root: Element, named: frozenset[str]) -> list[str]:
    """The structure of a text, a line per block or run of words, indented by its depth.

    Headings show their ids if these are `named`; other ids are made by the program that wrote the text.
    """
    return list(_Outline(root, named).lines())


class _Outline:
    """Writes the lines of one text; it knows the notes that references lead to."""

    def __init__(self, root: Element, named: frozenset[str]) -> None:
        self._root = root
        self._named = named
        self._notes = [note for section in root.all() if _is_notes(section) for note in _items(section)]
        self._numbers = {note.attributes.get("id", ""): number for number, note in enumerate(self._notes, 1)}

    def lines(self) -> Iterator[str]:
        """The text, then its notes."""
        yield from self._flow(self._root.children, 0)
        for note in self._notes:
            yield "note"
            yield from self._flow(note.children, 1)

    def _flow(self, children: Iterable[Element | str], depth: int) -> Iterator[str]:
        """What is in a container. Quotes that follow each other are one: only CommonMark ends them at an empty line."""
        indent = "  " * depth
        for quoted, parts in groupby(self._parts(children), _is_quote):
            if quoted:
                yield indent + "blockquote"
                quotes = (part for part in parts if isinstance(part, Element))
                yield from self._flow([child for quote in quotes for child in quote.children], depth + 1)
                continue
            for part in parts:
                if isinstance(part, str):
                    yield indent + part
                else:
                    yield from self._block(part, depth)

    def _parts(self, children: Iterable[Element | str]) -> Iterator[Element | str]:
        """The blocks in a container, and the words between them as paragraphs."""
        for block, run in groupby(_unwrapped(children), _is_block):
            if block:
                yield from run
            elif text := self._words(run):
                yield text

    def _block(self, block: Element, depth: int) -> Iterator[str]:
        indent = "  " * depth
        if _is_notes(block) or block.tag in HIDDEN:
            return
        if block.tag == "p":
            yield from self._flow(block.children, depth)
        elif block.tag == "hr":
            yield indent + "hr"
        elif block.tag == "pre":
            yield indent + "code"
            yield from (f"{indent}  {line}" for line in block.text().rstrip("\n").split("\n"))
        elif _is_heading(block):
            anchor = block.attributes.get("id", "")
            mark = f" #{anchor}" if anchor in self._named else ""
            # A page has one title, so a heading of level 1 in its text is drawn at level 2.
            yield f"{indent}h{max(int(block.tag[1]), 2)} {self._words(block.children)}{mark}"
        elif block.tag == "details" or "admonition" in block.classes:
            yield from self._admonition(block, depth)
        elif _is_tabs(block):
            yield indent + "tabs"
            for title, content in _tabs(block):
                yield f"{indent}  tab {self._words(title)}"
                yield from self._flow(content, depth + 2)
        else:
            yield indent + block.tag
            yield from self._flow(block.children, depth + 1)

    def _admonition(self, block: Element, depth: int) -> Iterator[str]:
        folds = block.tag == "details"
        names = [name for name in block.classes if name != "admonition"]
        kind = names[0].lower() if names and names[0].lower() in KINDS else "note"
        fold = ("open " if "open" in block.attributes else "folded ") if folds else ""
        title = next((child for child in block.elements() if _is_title(child)), None)
        yield "  " * depth + f"{fold}admonition {kind}"
        if title is not None:
            yield "  " * (depth + 1) + f"title {self._words(title.children)}"
        yield from self._flow((child for child in block.children if child is not title), depth + 1)

    def _words(self, children: Iterable[Element | str]) -> str:
        """Words and marks in one line, with single spaces."""
        text = self._marks(children).translate(PLAIN)
        return re.sub(r" ?⏎ ?", "⏎", re.sub(r"\s+", " ", text)).strip()

    def _marks(self, children: Iterable[Element | str]) -> str:
        return "".join(child if isinstance(child, str) else self._mark(child) for child in children)

    def _mark(self, element: Element) -> str:
        note = _note_of(element)
        if note is not None:
            return f"^{self._numbers.get(note, '?')}"
        if element.tag in HIDDEN or _leads_back(element) or _is_remark(element):
            return ""
        if element.tag == "br":
            return "⏎"
        # An image that is missing is drawn as its words.
        if element.tag == "img":
            return element.attributes.get("alt", "")
        words = self._marks(element.children)
        # A link that leads nowhere is drawn as its words with a remark.
        if "missing" in element.classes:
            return f"a({words.strip()})"
        mark = INLINE.get(element.tag)
        if mark == "abbr":
            mark = f"abbr[{element.attributes.get('title', '')}]"
        address = element.attributes.get("href", "")
        # Addresses in the handbook are those of its pages.
        if mark == "a" and address.startswith("http"):
            mark = f"a[{unquote(address)}]"
        return f"{mark}({words})" if mark else words


def _unwrapped(children: Iterable[Element | str]) -> Iterator[Element | str]:
    """The children, with those of wrappers and of lines around blocks in their places."""
    for child in children:
        if not isinstance(child, Element) or child.tag in HIDDEN:
            if isinstance(child, str):
                yield child
        elif _is_block(child):
            yield child
        elif child.tag in WRAPPERS:
            # Words on its two sides are not in one paragraph.
            yield Element("p")
            yield from _unwrapped(child.children)
            yield Element("p")
        elif child.tag not in INLINE and any(_is_block(inner) for inner in child.all()):
            yield from _unwrapped(child.children)
        else:
            yield child


def _is_quote(child: Element | str) -> TypeGuard[Element]:
    return isinstance(child, Element) and child.tag == "blockquote"


def _is_block(element: Element | str) -> TypeGuard[Element]:
    return isinstance(element, Element) and (
        element.tag in BLOCKS
        or element.tag in ("hr", "pre", "details")
        or _is_heading(element)
        or "admonition" in element.classes
        or _is_tabs(element)
        or _is_notes(element)
    )


def _is_heading(element: Element) -> bool:
    return HEADING.fullmatch(element.tag) is not None


def _is_title(element: Element) -> bool:
    return element.tag == "summary" or "admonition-title" in element.classes


def _is_notes(element: Element) -> bool:
    return element.tag in ("div", "section") and not {"footnote", "footnotes"}.isdisjoint(element.classes)


def _items(section: Element) -> list[Element]:
    """The notes in a list of notes."""
    lists = [child for child in section.elements() if child.tag == "ol"]
    return [item for inner in lists for item in inner.elements() if item.tag == "li"]


def _note_of(element: Element) -> str | None:
    """The id of the note that a reference leads to."""
    links = [child for child in element.elements() if child.tag == "a"]
    address = links[0].attributes.get("href", "") if element.tag == "sup" and links else ""
    return address[1:] if address.startswith("#fn") else None


def _leads_back(element: Element) -> bool:
    return element.tag == "a" and element.attributes.get("href", "").startswith("#fnref")


def _is_remark(element: Element) -> bool:
    """Whether it is a remark of the theme beside a link that leads nowhere."""
    return element.tag == "small"


def _is_tabs(element: Element) -> bool:
    return element.tag == "div" and not {"tabbed-set", "tabs"}.isdisjoint(element.classes)


Tab = tuple[list[Element | str], list[Element | str]]


def _tabs(block: Element) -> Iterator[Tab]:
    """The title and the content of each tab, in each of the forms that tabs are written in."""
    if "tabs" in block.classes:
        for tab in block.elements():
            title = next(child for child in tab.elements() if "tab-title" in child.classes)
            yield title.children, [child for child in tab.children if child is not title]
        return
    inner = [child for child in block.elements() if child.tag != "input"]
    if inner and "tabbed-labels" in inner[0].classes:
        labels, contents = inner[0].elements(), inner[1].elements()
    else:
        labels, contents = iter(inner[::2]), iter(inner[1::2])
    for label, content in zip(labels, contents, strict=True):
        yield label.children, content.children
