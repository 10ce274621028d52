"""What a file says beside what it shows: who wrote it, with what, where a picture was taken (RULES R10.56).

The words of a file are never touched; comments and tracked changes are words, and are named instead.
"""

import io
import re
import zipfile

from lxml import etree

PDF = "application/pdf"
OPEN_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/tiff": "TIFF", "image/webp": "WEBP"}
# The parts of an office file that tell about its making, and what of them stays: the title, the technical facts.
ABOUT = {
    "docProps/core.xml": {"title", "language"},
    "docProps/app.xml": {"Template", "Pages", "Words", "Slides", "TitlesOfParts", "HeadingPairs"},
    "docProps/custom.xml": set(),
    "meta.xml": {"title", "language"},
}
SAFE_XML = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
UPRIGHT = 1
ORIENTATION = 0x0112


def stripped(data, media_type):
    """The same file without what it says about its making; None where there is nothing to take out, or no way to."""
    if media_type == PDF:
        return _pdf(data)
    if media_type.startswith((OPEN_XML, OPEN_DOCUMENT)):
        return _office(data)
    if media_type in PICTURES:
        return _picture(data, PICTURES[media_type])
    return None


def left_in(data, media_type):
    """How many comments and tracked changes an office file still shows to whoever opens it: (comments, changes)."""
    if not media_type.startswith((OPEN_XML, OPEN_DOCUMENT)):
        return 0, 0
    comments = changes = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                if re.fullmatch(r"(word/comments|xl/comments\d*|xl/comments/.*|ppt/comments/.*)\.xml", name):
                    comments += len(re.findall(rb"<(?:\w+:)?(?:comment|cm)[ >]", package.read(name)))
                elif name == "word/document.xml":
                    changes += len(re.findall(rb"<w:(?:ins|del) ", package.read(name)))
                elif name == "content.xml":
                    words = package.read(name)
                    comments += len(re.findall(rb"<office:annotation[ >]", words))
                    changes += len(re.findall(rb"<text:changed-region[ >]", words))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return 0, 0
    return comments, changes


def _pdf(data):
    import pypdf  # noqa: PLC0415 -- costs a tenth of a second, and few requests need it
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(data)))
        root = writer.root_object
        if "/Perms" in root or "/SigFlags" in root.get("/AcroForm", {}):
            # A signature holds for these very bytes.
            return None
        title = (writer.metadata or {}).get("/Title")
        writer.metadata = {"/Title": title} if title else None
        for thing in (root, *writer.pages):
            for key in ("/Metadata", "/PieceInfo", "/Thumb", "/LastModified"):
                thing.pop(key, None)
        out = io.BytesIO()
        writer.write(out)
    except (PyPdfError, ValueError, KeyError, IndexError, AttributeError, TypeError, RecursionError):
        return None
    return out.getvalue()


def _office(data):
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as copy:
            for part in package.infolist():
                content = package.read(part)
                if part.filename in ABOUT:
                    content = _about(content, ABOUT[part.filename])
                part.date_time = (1980, 1, 1, 0, 0, 0)
                copy.writestr(part, content)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, NotImplementedError, RuntimeError):
        return None
    return out.getvalue()


def _about(content, stays):
    """A part about the making of the file, with no more in it than what stays."""
    root = etree.fromstring(content, SAFE_XML)
    holder = root.find("{*}meta") if etree.QName(root).localname == "document-meta" else root
    for told in list(holder if holder is not None else root):
        if not isinstance(told.tag, str) or etree.QName(told).localname not in stays:
            told.getparent().remove(told)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _picture(data, kind):
    from PIL import Image, ImageOps  # noqa: PLC0415 -- few requests need it

    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            turned = picture.getexif().get(ORIENTATION, UPRIGHT) != UPRIGHT
            # Turned as the camera meant it; else a JPEG keeps its pixels as they were pressed.
            shown = ImageOps.exif_transpose(picture) if turned else picture
            how = {"quality": 92 if turned else "keep"} if kind == "JPEG" else {}
            shown.info = {
                key: shown.info[key] for key in ("icc_profile", "transparency") if key in shown.info
            }
            out = io.BytesIO()
            shown.save(out, kind, exif=b"", icc_profile=shown.info.get("icc_profile"), **how)
    except (OSError, ValueError, SyntaxError):
        return None
    return out.getvalue()
