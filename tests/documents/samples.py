"""Small files of each kind that may be attached, made by the programs that make them."""

import base64
import io
import zipfile

from foundation.documents import docx, xlsx

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40) + b"\xff\xd9"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def package(**parts):
    """A zip of parts; `__` in a name stands for `/`, `_dot_` for `.`."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return written.getvalue()


def open_document(kind, manifest="<manifest/>", **more):
    """An OpenDocument package of `kind` (text, spreadsheet, presentation)."""
    return package(
        mimetype=f"application/vnd.oasis.opendocument.{kind}",
        **{"META-INF__manifest_dot_xml": manifest, **more},
    )


def word():
    """A Word document of our own making."""
    return docx.render_docx("A paper", [("paragraph", "Text", None)], language="en")


def excel():
    """A spreadsheet of our own making."""
    return xlsx.render_xlsx([("List", ["Name"], [["UNICEF"]])], title="List")


def powerpoint():
    """What a presentation looks like from outside."""
    return package(ppt__presentation_dot_xml="<p/>", **{"[Content_Types]_dot_xml": "<Types/>"})


def with_part(data, name, content=b"x"):
    """The same package with one more part in it."""
    written = io.BytesIO(data)
    with zipfile.ZipFile(written, "a") as made:
        made.writestr(name, content)
    return written.getvalue()
