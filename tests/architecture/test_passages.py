"""Words of paragraphs are read out at one place, which asks for whom: a new surface cannot forget it."""

import ast
from pathlib import Path

import pytest

from tests.architecture.test_conventions import APPS

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)

# Who else touches rows of paragraphs, and why no words of an internal passage leave by it.
READERS = {
    "foundation/review/models.py": "is the model",
    "foundation/review/passages.py": "is the one place",
    "foundation/review/access.py": "names the type of what a remark is about",
    "foundation/review/workflow.py": "makes the next version of the text",
    "foundation/review/pages.py": "finds one row and reads it out",
    "foundation/review/drafting.py": "makes blocks of what is typed, for owners without internal passages",
    "workinggroups/workflow/terms.py": "makes the next edition of terms, which have no internal passages",
    "statements/index.py": "puts statements into the search; they have no internal passages",
    "statements/canonical.py": "makes what is signed: a statement has no internal passages",
    "statements/workflow/texts.py": "makes the next version of a statement, which has no internal passages",
    "statements/workflow/reading.py": "finds out which paragraphs are new or gone; insiders alone read it",
    "unmn/demo/statements.py": "finds a paragraph to remark on; shows nothing",
    "meetings/views/review.py": "finds one row, which Reading.single reads out",
    "meetings/index.py": "narrows by passages.readable; who finds which is asked at each search",
    "unmn/demo/working_groups.py": "finds a paragraph to remark on; shows nothing",
    "unmn/demo/review_of_minutes.py": "finds a paragraph to remark on; shows nothing",
}
# Who cuts notes into blocks before they are frozen.
CUTTERS = {
    "meetings/workflow/minutes_text.py": "cuts them",
    "meetings/workflow/minutes.py": "freezes them",
    "meetings/workflow/names.py": "looks for names",
    "meetings/exports_minutes.py": "an edition withholds what is internal",
    "meetings/reading_minutes.py": "a draft, which only secretariat and co-chairs see",
}


def name(path):
    return str(path.relative_to(ROOT))


def nodes(path):
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def reads_paragraphs(path):
    return any(
        (isinstance(node, ast.Attribute) and node.attr == "paragraphs" and ast.unparse(node.value) != "reading"
        and ast.unparse(node.value).split(".")[-1] in ("version", "before", "after", "latest"))
        or (isinstance(node, ast.alias) and node.name == "Paragraph")
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("paragraph__html"))
        for node in nodes(path)
    )  # fmt: skip


@pytest.mark.parametrize("path", [path for path in SOURCES if reads_paragraphs(path)], ids=name)
def test_paragraphs_are_read_out_by_one_function(path):
    assert name(path) in READERS, "Read it out by foundation.review.passages, or say here why it is safe."


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_notes_are_cut_only_where_a_passage_is_kept_apart(path):
    cuts = {
        node.name for node in nodes(path) if isinstance(node, ast.ImportFrom) and node.module
        and node.module.endswith("minutes_text") for node in node.names if node.name in ("blocks_of", "pieces_of")
    }  # fmt: skip
    assert not cuts or name(path) in CUTTERS


def test_no_template_fetches_paragraphs_by_itself():
    found = [
        name(path) for path in (ROOT / "templates").rglob("*.html")
        if "paragraphs.all" in path.read_text(encoding="utf-8")
        # Terms of reference have no internal passages.
        and name(path) != "templates/print/group_terms.html"
    ]  # fmt: skip
    assert found == []
