"""From uploaded files to drafts: what the file says of itself becomes a suggestion, never more."""

import re
from pathlib import PurePath

from django.utils.dateparse import parse_date

from knowledge.models import DocumentVersion
from knowledge.states import DocumentKind

BY_ENDING = {
    "pptx": DocumentKind.PRESENTATION, "odp": DocumentKind.PRESENTATION, "xlsx": DocumentKind.DATA_SET,
    "ods": DocumentKind.DATA_SET, "csv": DocumentKind.DATA_SET,
}  # fmt: skip
# What programs write where nobody wrote a title.
NO_TITLE = re.compile(
    r"(untitled|без имени|presentation|презентация|powerpoint presentation|document\d*|документ\d*|slide 1|.)",
    re.I,
)
PROGRAM = re.compile(r"^Microsoft (Word|Excel|PowerPoint) - ")
# Names of programs that stand where an author should.
NO_AUTHOR = re.compile(r"(python-docx|openpyxl|unknown|user|admin\w*|.{0,2})", re.I)


def suggestion_for(upload):
    """Initial values of a draft: title, kind, language, authors and date."""
    says = upload.suggested
    ending = PurePath(upload.name).suffix.lower().lstrip(".")
    authors = says.get("author", "")
    return {
        "title": title_for(upload.name, says.get("title", "")),
        "kind": BY_ENDING.get(ending, DocumentKind.REPORT),
        "language": says.get("language") or "en",
        "authors": "" if NO_AUTHOR.fullmatch(authors) else authors,
        "issued_on": _date(says.get("made", "")),
    }


def title_for(name, said):
    """The title in the file, unless a program wrote it; else the file's name as words."""
    said = PROGRAM.sub("", said.strip())
    if said and not NO_TITLE.fullmatch(said) and said != name:
        return said[:400]
    return re.sub(r"[_\s]+", " ", PurePath(name).stem).strip()[:400] or name


def same_in_library(hashes, user):
    """The versions with exactly these bytes among the documents that `user` may see, by hash (RULES R8.44)."""
    rows = DocumentVersion.objects.visible_to(user).filter(stored_file__sha256__in=hashes)
    return {
        row.stored_file.sha256: row for row in rows.select_related("document", "stored_file").order_by("-pk")
    }


def _date(written):
    try:
        return parse_date(written)
    except ValueError:
        return None
