"""Word documents with real styles, so that whoever edits them finds what they expect."""

import io
import re
from html.parser import HTMLParser

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

LANGUAGES = {"en": "en-GB", "ru": "ru-RU", "ky": "ky-KG"}
INK = "1B2733"
BRAND = "00548A"
LOOKS_LIKE_HTML = re.compile(
    r"</?(p|br|div|span|strong|em|b|i|u|ul|ol|li|a|ins|del|s|h[1-6])\b[^>]*>", re.IGNORECASE
)


def render_docx(title, blocks, *, language, symbol="", draft=None):
    """Return the bytes of a Word document.

    `blocks` are ("heading", level, text), ("paragraph", html_or_text, number or None) and
    ("table", headers, rows). The header of each page carries `symbol` and the words of `draft` (None when
    final), the footer the page's number. It names no author. Rule: RULES R10.56.
    """
    from docx import Document

    document = Document()
    with override(language):
        _set_page(document, symbol, draft)
        _set_styles(document, language)
        _set_properties(document, title, symbol, language)
        document.add_heading(str(title), level=0)
        for kind, *content in blocks:
            _BLOCKS[kind](document, *content)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _heading(document, level, text):
    document.add_heading(str(text), level=level)


def _paragraph(document, content, number=None):
    pieces = read_html(str(content))
    for position, (kind, runs) in enumerate(pieces):
        style = {"bullet": "List Bullet", "number": "List Number"}.get(kind, "Normal")
        paragraph = document.add_paragraph(style=style)
        if number is not None and position == 0:
            _hang(paragraph, number)
        _write_runs(paragraph, runs)


def _table(document, headers, rows):
    rows = [list(row) for row in rows]
    columns = len(headers) or (len(rows[0]) if rows else 1)
    table = document.add_table(rows=0, cols=columns, style="Table Grid")
    if headers:
        _write_row(table, headers, is_header=True)
    for row in rows:
        _write_row(table, row)
    document.add_paragraph()


_BLOCKS = {"heading": _heading, "paragraph": _paragraph, "table": _table}


def _write_row(table, values, *, is_header=False):
    row = table.add_row()
    for cell, value in zip(row.cells, values, strict=False):
        pieces = read_html("" if value is None else str(value))
        for position, (_kind, runs) in enumerate(pieces):
            paragraph = cell.paragraphs[0] if position == 0 else cell.add_paragraph()
            paragraph.paragraph_format.space_after = 0
            _write_runs(paragraph, runs, bold=is_header)
    if is_header:
        # The header repeats on each page, and screen readers know it as one.
        row._tr.get_or_add_trPr().append(_element("w:tblHeader", {"w:val": "true"}))
        for cell in row.cells:
            shade = _element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "E3EEF6"})
            cell._tc.get_or_add_tcPr().append(shade)
    # A row is not torn over two pages.
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", {"w:val": "true"}))


def _hang(paragraph, number):
    from docx.shared import Cm

    layout = paragraph.paragraph_format
    layout.left_indent, layout.first_line_indent = Cm(1), Cm(-1)
    layout.tab_stops.add_tab_stop(Cm(1))
    paragraph.add_run(f"{number}.\t")


def _write_runs(paragraph, runs, *, bold=False):
    from docx.shared import RGBColor

    for text, marks in runs:
        run = paragraph.add_run(text)
        run.bold = bold or "strong" in marks or None
        run.italic = "em" in marks or None
        run.underline = "u" in marks or "ins" in marks or None
        run.font.strike = "del" in marks or None
        if "ins" in marks or "del" in marks:
            run.font.color.rgb = RGBColor.from_string("1A6B3C" if "ins" in marks else "A1211A")


def _set_page(document, symbol, draft):
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    head = section.header.paragraphs[0]
    head.paragraph_format.tab_stops.clear_all()
    head.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
    head.add_run(str(symbol or ""))
    if draft:
        head.add_run("\t")
        head.add_run(str(draft)).bold = True
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # Translators: the footer of a page; the two places are filled with numbers by the word processor.
    words = _("Page %(page)s of %(pages)s") % {"page": "\0PAGE\0", "pages": "\0NUMPAGES\0"}
    for piece in words.split("\0"):
        _add_field(foot, piece) if piece in ("PAGE", "NUMPAGES") else foot.add_run(piece)


def _add_field(paragraph, code):
    run = paragraph.add_run()
    instruction = _element("w:instrText", {"xml:space": "preserve"})
    instruction.text = code
    for part in (
        _element("w:fldChar", {"w:fldCharType": "begin"}), instruction,
        _element("w:fldChar", {"w:fldCharType": "end"}),
    ):  # fmt: skip
        run._r.append(part)


def _set_styles(document, language):
    from docx.shared import Pt, RGBColor

    looks = {"Normal": (11, INK), "Title": (20, BRAND), "Heading 1": (15, BRAND), "Heading 2": (13, BRAND),
             "Heading 3": (11, INK), "Header": (9, INK), "Footer": (9, INK)}  # fmt: skip
    for name, (size, colour) in looks.items():
        style = document.styles[name]
        style.font.name = "Arial"
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor.from_string(colour)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # Word takes Cyrillic from these, and would fall back to the theme's font without them.
        for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(_qualified(attribute), "Arial")
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(_qualified(attribute), None)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    code = LANGUAGES.get(language, language)
    for properties in (document.styles["Normal"].element.get_or_add_rPr(), *_defaults(document)):
        for old in properties.findall(_qualified("w:lang")):
            properties.remove(old)
        properties.append(_element("w:lang", {"w:val": code, "w:eastAsia": code}))


def _defaults(document):
    return document.styles.element.findall(f".//{_qualified('w:docDefaults')}//{_qualified('w:rPr')}")


def _set_properties(document, title, symbol, language):
    """Say what it is, and nothing about who made it on which machine."""
    properties = document.core_properties
    properties.title = str(title)
    properties.subject = str(symbol or "")
    properties.language = LANGUAGES.get(language, language)
    for name in ("author", "last_modified_by", "comments", "keywords", "category"):
        setattr(properties, name, "")
    properties.created = properties.modified = timezone.now().replace(tzinfo=None)
    properties.revision = 1


def _element(name, attributes):
    from docx.oxml import OxmlElement

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(_qualified(key), value)
    return element


def _qualified(name):
    from docx.oxml.ns import qn

    return "{http://www.w3.org/XML/1998/namespace}space" if name == "xml:space" else qn(name)


def read_html(content):
    """Take rich text apart into paragraphs: a list of (kind, [(text, marks)]).

    Kinds are "plain", "bullet" and "number"; marks are strong, em, u, ins, del. What has no tag of a text
    editor in it is plain text, with line breaks kept.
    """
    if not LOOKS_LIKE_HTML.search(content):
        return [("plain", [(line, frozenset())]) for line in content.split("\n\n")] or [("plain", [])]
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return reader.finish()


class _Reader(HTMLParser):
    """Collects the paragraphs of an editor's HTML."""

    MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "u": "u", "a": "u", "ins": "ins",
             "del": "del", "s": "del"}  # fmt: skip
    BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces = []
        self.runs = []
        self.marks = []
        self.lists = []
        self.kind = "plain"

    def handle_starttag(self, tag, attributes):
        """Open a mark, a list or a paragraph."""
        if tag in self.MARKS:
            self.marks.append(self.MARKS[tag])
        elif tag in ("ul", "ol"):
            self._end_paragraph()
            self.lists.append("bullet" if tag == "ul" else "number")
        elif tag == "br":
            self.runs.append(("\n", frozenset(self.marks)))
        elif tag in self.BLOCKS:
            self._end_paragraph()
            if tag == "li":
                self.kind = self.lists[-1] if self.lists else "bullet"

    def handle_endtag(self, tag):
        """Close it again; an end without a beginning is passed over."""
        if tag in self.MARKS and self.MARKS[tag] in self.marks:
            self.marks.remove(self.MARKS[tag])
        elif tag in ("ul", "ol"):
            self._end_paragraph()
            if self.lists:
                self.lists.pop()
        elif tag in self.BLOCKS:
            self._end_paragraph()
        if tag == "li":
            self.kind = "plain"

    def handle_data(self, data):
        """Take text, with runs of white space as one blank, as browsers show it."""
        text = re.sub(r"[ \t\r\n]+", " ", data)
        if text.strip() or self.runs:
            self.runs.append((text if self.runs else text.lstrip(), frozenset(self.marks)))

    def finish(self):
        """Return what was read; an empty text is one empty paragraph."""
        self._end_paragraph()
        return self.pieces or [("plain", [])]

    def _end_paragraph(self):
        if any(text.strip() for text, _marks in self.runs):
            text, marks = self.runs[-1]
            self.pieces.append((self.kind, [*self.runs[:-1], (text.rstrip(), marks)]))
        self.runs = []
