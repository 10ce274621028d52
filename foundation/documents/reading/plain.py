"""The words of web pages and of plain text. No Django here; scripts are left out, nothing is fetched."""

from pathlib import Path

from foundation.documents.reading.pages import Unreadable, in_pages

UNSEEN = ("script", "style", "template", "noscript", "iframe", "object", "svg")
BLOCKS = {
    "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "br", "td", "th", "section", "article",
    "blockquote", "pre", "dt", "dd", "title",
}  # fmt: skip


def read_text(path, limits):
    """Plain text in pages of about a printed page; CSV and Markdown as they are written."""
    yield {}
    # Three bytes at most for a letter of the languages in use.
    with Path(path).open("rb") as file:
        written = file.read(3 * limits.characters)
    yield from in_pages(written.decode("utf-8-sig", errors="replace").splitlines())


def read_page(path, limits):
    """The words of a web page, without what a browser would run or fetch."""
    from lxml import etree, html  # noqa: PLC0415

    written = Path(path).read_bytes()
    try:
        tree = html.document_fromstring(written, parser=html.HTMLParser(no_network=True, encoding="utf-8"))
    except (etree.ParserError, ValueError) as error:
        raise Unreadable("damaged") from error
    titles = tree.xpath("//title/text()")
    author = tree.xpath("//meta[@name='author']/@content")
    yield {"title": titles[0] if titles else "", "author": author[0] if author else ""}
    etree.strip_elements(tree, etree.Comment, *UNSEEN, with_tail=False)
    yield from in_pages(_lines(tree))


def _lines(tree):
    from lxml import etree  # noqa: PLC0415

    words = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in BLOCKS:
            yield "".join(words).strip()
            words = []
        words.append((element.text if event == "start" else element.tail) or "")
    yield "".join(words).strip()
