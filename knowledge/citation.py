"""How a document is cited: in words, for BibTeX, and for reference managers (RIS)."""

import re

from django.conf import settings
from django.utils.translation import gettext as _

from foundation.core.templatetags.ui import in_language
from knowledge.states import DocumentKind

BIBTEX = "application/x-bibtex"
RIS = "application/x-research-info-systems"
RIS_KINDS = {
    DocumentKind.DATA_SET: "DATA", DocumentKind.LEGAL: "STAT", DocumentKind.PRESENTATION: "SLIDE",
    DocumentKind.LINK: "ELEC", DocumentKind.STUDY: "RPRT", DocumentKind.REPORT: "RPRT",
}  # fmt: skip


def address_of(document):
    """Where the document is read: outside, or on its page."""
    return document.address or f"{settings.SITE_URL}{document.get_absolute_url()}"


def _facts(document):
    owner = in_language(document.owner)
    return {
        "authors": [name.strip() for name in document.authors.split(";") if name.strip()] or [owner],
        "owner": owner,
        "title": in_language(document, "title"),
        "year": str(document.issued_on.year) if document.issued_on else "",
        "number": document.reference or document.symbol,
        "address": address_of(document),
    }


def in_words(document):
    """One line, as a footnote has it."""
    facts = _facts(document)
    year = facts["year"] or _("no date")
    parts = [f"{'; '.join(facts['authors'])} ({year})", facts["title"]]
    if facts["authors"] != [facts["owner"]]:
        parts.append(facts["owner"])
    if facts["number"]:
        parts.append(facts["number"])
    return f"{'. '.join(part.rstrip('.') for part in parts)}. {facts['address']}"


def bibtex(document):
    """An entry for a .bib file."""
    facts = _facts(document)
    fields = {
        "author": " and ".join(f"{{{name}}}" for name in map(_escaped, facts["authors"])),
        "title": f"{{{_escaped(facts['title'])}}}",
        "institution": _escaped(facts["owner"]),
        "year": facts["year"],
        "number": _escaped(facts["number"]),
        "url": facts["address"],
    }
    key = re.sub(r"[^A-Za-z0-9]+", "-", document.symbol or f"draft-{document.pk}").strip("-")
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@techreport{{{key},\n{lines}\n}}\n"


def _escaped(words):
    return re.sub(r"([\\{}&%$#_])", r"\\\1", words)


def ris(document):
    """A record for reference managers."""
    facts = _facts(document)
    lines = [("TY", RIS_KINDS.get(document.kind, "RPRT"))]
    lines += [("AU", name) for name in facts["authors"]]
    lines += [("TI", facts["title"]), ("PB", facts["owner"])]
    if document.issued_on:
        lines.append(("PY", facts["year"]))
        lines.append(("DA", document.issued_on.strftime("%Y/%m/%d")))
    lines += [("SN", facts["number"]), ("UR", facts["address"]), ("ER", "")]
    return "".join(f"{tag}  - {' '.join(words.split())}\r\n" for tag, words in lines if words or tag == "ER")
