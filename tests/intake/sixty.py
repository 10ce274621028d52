"""Some seventy files as people and attackers send them, each made here, with what becomes of it.

`FILES` is {what it is: (name, bytes or a function that makes them, what becomes of it)}. What becomes of it is
`Taken(words=…)` with words that are found on a page, `Taken(problem=…)` with the key of the sentence beside it,
or `Refused("…")` with some of the words of the refusal.
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from foundation.documents.sniffing import COMPOUND
from tests.documents import samples

ENGLISH = "Guidance on safe return and reintegration of migrant workers."
RUSSIAN = "Руководство по безопасному возвращению трудящихся-мигрантов."
KYRGYZ = "Мигранттардын коопсуз кайтып келүүсү боюнча өзгөчө көрсөтмөлөр."
WORDS = {"en": ENGLISH, "ru": RUSSIAN, "ky": KYRGYZ}


@dataclass(frozen=True)
class Taken:
    """The file is stored; `words` are found in it, or `problem` says why not."""

    words: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Refused:
    """The file is not stored, and the sentence has these words in it."""

    words: str


def pdf(text):
    """A PDF of two pages with these words on the second."""
    from weasyprint import HTML

    return HTML(string=f"<p>1</p><p style='break-before: page'>{text}</p>").write_pdf()


def word(text):
    """A Word document with the words in a table behind a page break."""
    import docx

    made = docx.Document()
    made.add_paragraph("1")
    made.add_page_break()
    made.add_table(1, 1).cell(0, 0).text = text
    return _saved(made)


def sheet(text):
    """An Excel book with the words in its second sheet."""
    import openpyxl

    made = openpyxl.Workbook()
    made.create_sheet("2").append([1, text])
    return _saved(made)


def slides(text):
    """A presentation with the words in the notes of its second slide."""
    import pptx

    made = pptx.Presentation()
    made.slides.add_slide(made.slide_layouts[6])
    slide = made.slides.add_slide(made.slide_layouts[6])
    slide.notes_slide.notes_text_frame.text = text
    return _saved(made)


def open_text(text):
    """An OpenDocument text."""
    import odfdo

    made = odfdo.Document("text")
    made.body.append(odfdo.Paragraph(text))
    return _saved(made)


def open_sheet(text):
    """An OpenDocument spreadsheet."""
    import odfdo

    made = odfdo.Document("spreadsheet")
    table = odfdo.Table("One")
    table.set_value("B2", text)
    made.body.append(table)
    return _saved(made)


def open_slides(text):
    """An OpenDocument presentation."""
    import odfdo

    made = odfdo.Document("presentation")
    page = odfdo.DrawPage("1", name="One")
    page.append(odfdo.Frame.text_frame([text], size=("9cm", "5cm"), position=("1cm", "1cm")))
    made.body.append(page)
    return _saved(made)


def _saved(document):
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def scan():
    """A PDF whose only page is a picture."""
    return _picture("PDF")


def picture():
    """A small PNG."""
    return _picture("PNG")


def _picture(kind):
    from PIL import Image

    written = io.BytesIO()
    Image.new("L", (200, 100), 255).save(written, kind)
    return written.getvalue()


def many_pages():
    """Ten thousand empty pages."""
    import pypdfium2

    made = pypdfium2.PdfDocument.new()
    for _number in range(10_000):
        made.new_page(100, 100)
    return _saved(made)


def locked_pdf():
    """A PDF under a password, written by a program."""
    from pypdf import PdfReader, PdfWriter

    made = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("x"))))
    made.encrypt("secret", algorithm="RC4-128")
    written = io.BytesIO()
    made.write(written)
    return written.getvalue()


def instead(data, name, content):
    """The same package with other content in one part."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return written.getvalue()


def word_xml(body, dtd=""):
    """A Word document with this body, as somebody writes it by hand."""
    schema = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<?xml version="1.0"?>{dtd}<w:document xmlns:w="{schema}"><w:body>{body}</w:body></w:document>'
    return instead(word("x"), "word/document.xml", xml)


def outside_entity():
    """A Word document that wants a file of the server in its text."""
    dtd = '<!DOCTYPE x [<!ENTITY leak SYSTEM "file:///etc/passwd">]>'
    return word_xml("<w:p><w:r><w:t>&leak;</w:t></w:r></w:p>", dtd)


def many_laughs():
    """A spreadsheet whose one entity becomes a billion."""
    rows = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{rows}]><workbook>&l9;</workbook>'
    return instead(sheet("x"), "xl/workbook.xml", xml)


def deep():
    """A Word document of a hundred thousand boxes in each other."""
    return word_xml("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)


def bomb():
    """A Word document that is a hundred kilobytes here and a hundred megabytes unpacked."""
    written = io.BytesIO(word("x"))
    with (
        zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("word/media/image1.bmp", "w") as part,
    ):
        for _megabyte in range(100):
            part.write(bytes(1024 * 1024))
    return written.getvalue()


def claims(data, size):
    """The same package, one of whose parts claims to unpack to `size` bytes."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


def huge_png(side=60_000):
    """A PNG of a few bytes that claims to be enormous."""
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)

    def chunk(kind, content):
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


def huge_jpeg():
    """A JPEG that claims to be enormous."""
    return (
        b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03" + bytes(40) + b"\xff\xd9"
    )


def zip_under_password():
    """A Word package whose parts are encrypted as a zip."""
    data = bytearray(word("x"))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def half(make, *arguments):
    """The first half of a file, as a broken download leaves it."""

    def cut():
        whole = make(*arguments)
        return whole[: len(whole) // 2]

    return cut


PAGE = "<!DOCTYPE html><html><head><title>{0}</title></head><body><p>{0}</p></body></html>"
MAKERS = {
    "pdf": pdf, "docx": word, "xlsx": sheet, "pptx": slides, "odt": open_text, "ods": open_sheet,
    "odp": open_slides, "txt": str.encode, "md": lambda text: f"# {text}\n\n* one".encode(),
    "csv": lambda text: f"\ufeffa;b\r\n1;{text}\r\n".encode(), "html": lambda text: PAGE.format(text).encode(),
}  # fmt: skip

FILES = {
    **{
        f"{ending} in {language}": (f"{language}.{ending}", (make, text), Taken(words=text))
        for ending, make in MAKERS.items()
        for language, text in WORDS.items()
    },
    # Damaged
    "half a PDF": ("half.pdf", half(pdf, ENGLISH), Taken(problem="damaged")),
    "half a Word file": ("half.docx", half(word, ENGLISH), Refused("damaged or not what its name says")),
    "half a sheet": ("half.xlsx", half(sheet, ENGLISH), Refused("damaged or not what its name says")),
    "half a presentation": ("half.pptx", half(slides, ENGLISH), Refused("damaged or not what")),
    "half an ODT": ("half.odt", half(open_text, ENGLISH), Refused("damaged or not what")),
    "Word without an end of its XML": (
        "open.docx", lambda: instead(word("x"), "word/document.xml", "<w:document><w:body>"), Taken(problem="damaged"),
    ),
    "PDF of noise": ("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40, Taken(problem="damaged")),
    "half a PNG": ("half.png", b"\x89PNG\r\n\x1a\n" + bytes(30), Taken(problem="damaged")),
    "powerpoint of one part": ("empty.pptx", samples.powerpoint, Taken(problem="damaged")),
    # Locked
    "PDF under a password": ("locked.pdf", locked_pdf, Refused("under a password")),
    "Word under a password": (
        "locked.docx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), Refused("under a password"),
    ),
    "zip under a password": ("locked2.docx", zip_under_password, Refused("under a password")),
    "ODT under a password": (
        "locked.odt", lambda: samples.open_document("text", "<manifest:encryption-data/>"), Refused("under a password"),
    ),
    # Not what they say
    "program as PDF": ("invoice.pdf", b"MZ\x90\x00" + bytes(200), Refused("not what its name says")),
    "zip as Word": ("paper.docx", lambda: samples.package(a="b"), Refused("not what its name says")),
    "PDF as Word": ("paper2.docx", (pdf, "x"), Refused("it is PDF inside")),
    "Word as Excel": ("list.xlsx", (word, "x"), Refused("not what its name says")),
    "PNG as JPEG": ("photo.jpg", picture, Refused("it is PNG inside")),
    "page as text": ("notes.txt", b"<html><script>alert(1)</script>", Refused("not what its name says")),
    "drawing as PNG": ("map.png", b"<svg onload='alert(1)'/>", Refused("not what its name says")),
    "text as page": ("page.html", b"Just words", Refused("not what its name says")),
    "program": ("setup.exe", b"MZ", Refused("cannot be attached")),
    "two endings": ("paper.pdf.exe", b"MZ", Refused("cannot be attached")),
    "film": ("film.mp4", b"\x00\x00\x00 ftypisom", Refused("cannot be attached")),
    "old Word": ("old.doc", COMPOUND, Refused("Save it as .docx")),
    # Made to harm
    "bomb": ("bomb.docx", bomb, Taken(problem="unpacks")),
    "bomb that says so": ("bomb2.docx", lambda: claims(word("x"), 2**32 - 2), Refused("unpacks to more")),
    "bomb that denies it": ("bomb3.docx", lambda: claims(word("x"), 3), Taken(problem="damaged")),
    "ten thousand pages": ("many.pdf", many_pages, Taken(problem="cut")),
    "entity from outside": ("xxe.docx", outside_entity, Taken(problem="entities")),
    "a billion laughs": ("laughs.xlsx", many_laughs, Taken(problem="entities")),
    "boxes in boxes": ("deep.docx", deep, Taken(problem="damaged")),
    "enormous PNG": ("huge.png", huge_png, Refused("60000 by 60000 dots")),
    "enormous JPEG": ("huge.jpg", huge_jpeg, Refused("65535 by 65535 dots")),
    "script in a drawing": ("map.svg", b"<svg><script>alert(1)</script></svg>", Refused("cannot be attached")),
    "script in a page": ("a.html", b"<html><script>alert(1)</script></html>", Refused("programs in it")),
    "handler in a page": ("b.html", b"<html><img src=x onerror=alert(1)></html>", Refused("programs in it")),
    "frame in a page": ("c.html", b"<html><iframe src=//evil></iframe></html>", Refused("programs in it")),
    "script in a PDF": ("js.pdf", lambda: pdf("x") + b"<</S/JavaScript/JS(x)>>", Refused("programs in it")),
    "macros in Word": (
        "macros.docx", lambda: samples.with_part(word("x"), "word/vbaProject.bin"), Refused("programs in it"),
    ),
    "macros in ODT": (
        "macros.odt", lambda: samples.with_part(open_text("x"), "Basic/Standard/x.xml"), Refused("programs in it"),
    ),
    # Without words
    "scan": ("scan.pdf", scan, Taken(problem="scan")),
    "picture": ("photo.png", picture, Taken(problem="picture")),
    "blank text": ("blank.txt", b" \n", Taken(problem="no words")),
    "empty": ("empty.pdf", b"", Refused("is empty")),
    "empty text": ("empty.txt", b"", Refused("is empty")),
    # Names
    "name read backwards": ("report\u202efdp.docx", (word, ENGLISH), Taken(words=ENGLISH)),
    "name that climbs": ("../../../etc/passwd.txt", ENGLISH.encode(), Taken(words=ENGLISH)),
    "name of another system": ("C:\\Users\\me\\paper.txt", ENGLISH.encode(), Taken(words=ENGLISH)),
    "very long name": ("ө" * 900 + ".txt", ENGLISH.encode(), Taken(words=ENGLISH)),
    "name with a line in it": ("a\r\nSet-Cookie: x=1.txt", ENGLISH.encode(), Taken(words=ENGLISH)),
    "no ending": ("README", b"words", Refused("cannot be attached")),
}  # fmt: skip


def made(source):
    """The bytes of a file of `FILES`."""
    if isinstance(source, tuple):
        make, *arguments = source
        return make(*arguments)
    return source() if callable(source) else source
