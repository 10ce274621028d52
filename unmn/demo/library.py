"""The library of the demo, filled through its workflows: kept, revised, superseded, released, read."""

from foundation.documents.docx import render_docx
from foundation.documents.files import file_name, store_bytes
from foundation.documents.pdf import render_pdf
from foundation.documents.xlsx import render_xlsx
from knowledge.models import Document
from knowledge.workflow import documents, readers, reading, releases, versions
from unmn.demo.deeds import SECRETARY, user
from unmn.demo.library_texts import ABSTRACT, DOCUMENTS, DRAFTS, LINES, REVISED
from unmn.demo.papers_of_demo import MEDIA
from workinggroups.models import WorkingGroup

TITLES = {row[0]: row[4][0] for row in DOCUMENTS}
FIGURES = [("Osh", "1 240", "1 180"), ("Jalal-Abad", "980", "1 010"), ("Batken", "610", "570")]
# Who adds what the secretariat may not see.
STRICT = {"talks": "nurzat-alatoova"}


def write(diary):
    """Write the life of the library into the diary."""
    for row in DOCUMENTS:
        diary.write(row[1], "11:40", add, row)
    diary.write(-95, "10:20", revise)
    diary.write(-39, "10:00", supersede)
    diary.write(-29, "15:00", name_readers)
    diary.write(-24, "09:30", ask_for_release)
    diary.write(-22, "14:10", agree_and_release)
    diary.write(-2, "10:00", ask_for_another)
    for day, who in ((-69, "aiko-minatogawa"), (-44, "leila-sandervik"), (-12, "pavel-tyanshansky")):
        diary.write(day, "16:25", read, who)


def the_document(key):
    """The document of the story, fresh from the database."""
    return Document.objects.get(title=TITLES[key])


def add(world, row):
    """The secretariat adds a document for its owner, and puts it on the shelves."""
    key, day, owner, kind, (title, title_ru, title_ky), facts, files = row
    by, facts = user(world, STRICT.get(key, SECRETARY)), dict(facts)
    if "group" in facts:
        facts["group"] = WorkingGroup.objects.get(slug=facts["group"])
    first, *others = files or ((None, None),)
    made = documents.add_document(
        by=by, owner=world.organisations[owner], kind=kind, title=title, title_ru=title_ru, title_ky=title_ky,
        abstract=ABSTRACT["en"], abstract_ru=ABSTRACT["ru"], abstract_ky=ABSTRACT["ky"],
        issued_on=world.clock.day(day - 9), stored_file=_file(row, *first, by) if files else None,
        language=first[0] or "en", **facts,
    )  # fmt: skip
    for language, form in others:
        versions.add_language_version(
            made, by=by, stored_file=_file(row, language, form, by), language=language
        )
    if key not in DRAFTS:
        documents.keep_document(made, by=by)


def _file(row, language, form, by, lines=None):
    titles = dict(zip(("en", "ru", "ky"), row[4], strict=True))
    title = titles[language] or titles["en"]
    data = _bytes(form, title, language, lines or LINES[language])
    return store_bytes(file_name(row[0], language=language, extension=form), MEDIA[form], data, by=by)


def _bytes(form, title, language, lines):
    if form == "pdf":
        context = {"subtitle": "", "paragraphs": lines, "headers": [], "rows": []}
        return render_pdf("print/demo_paper.html", context, language=language, title=title)
    if form == "xlsx":
        return render_xlsx([("2026", ["Oblast", "Q1", "Q2"], FIGURES)], title=title)
    blocks = [("paragraph", words, number) for number, words in enumerate(lines, start=1)]
    return render_docx(title, blocks, language=language, symbol="")


def revise(world):
    """UNICEF's study gets better figures, and a slip in the Russian one is corrected."""
    row = next(row for row in DOCUMENTS if row[0] == "children")
    document, by = the_document("children"), user(world, "aiko-minatogawa")
    lines = list(LINES["en"])
    lines[REVISED[0] - 1] = REVISED[1]
    versions.revise_document(
        document, by=by, language="en", stored_file=_file(row, "en", "docx", by, lines),
        note="Figures of the spring survey instead of those of the autumn.",
    )  # fmt: skip


def supersede(world):
    """The new guide takes the place of last year's."""
    documents.supersede_document(
        the_document("services-2025"), by=user(world, SECRETARY), successor=the_document("services")
    )


def name_readers(world):
    """The note on the talks is for two people beside its owner's."""
    document = the_document("talks")
    for who in ("ingrid-fjordheim", "tomas-altamira"):
        readers.name_reader(document, by=user(world, "nurzat-alatoova"), person=world.people[who])


def ask_for_release(world):
    """The secretariat asks IOM whether its study may become public."""
    releases.ask_for_release(
        the_document("returns"), by=user(world, SECRETARY),
        why="Universities and journalists ask for these figures, and nothing in them is internal.",
    )  # fmt: skip


def agree_and_release(world):
    """IOM agrees, the secretariat releases."""
    asked = the_document("returns").releases.get()
    releases.agree_to_release(
        asked, by=user(world, "chiara-montefiore"), answer="Gladly, with all three languages."
    )
    releases.release_document(asked, by=user(world, SECRETARY))


def ask_for_another(world):
    """FAO has not answered yet."""
    releases.ask_for_release(
        the_document("climate"), by=user(world, SECRETARY), why="For the day of mountains, if FAO agrees."
    )


def read(world, who):
    """Somebody opens what is confidential, and that is on record."""
    reading.note_opened(user(world, who), the_document("hotline"))
