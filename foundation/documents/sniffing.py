"""What a file really is, by its bytes: the name is only a claim."""

import io
import re
import zipfile
from pathlib import PurePath

from django.utils.translation import gettext as _

from foundation.core.workflow import Refused

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

KINDS = {
    "pdf": "application/pdf",
    "docx": WORD,
    "xlsx": EXCEL,
    "pptx": POWERPOINT,
    "odt": f"{OPEN_DOCUMENT}text",
    "ods": f"{OPEN_DOCUMENT}spreadsheet",
    "odp": f"{OPEN_DOCUMENT}presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
    "csv": "text/csv",
}
# The library keeps these as well. They are only ever handed out as files: no browser opens them from here.
PAGES = {"html": "text/html", "htm": "text/html", "md": "text/markdown"}
OFFICE_PARTS = {WORD: "word/document.xml", EXCEL: "xl/workbook.xml", POWERPOINT: "ppt/presentation.xml"}
OLD_OFFICE = {"doc": "docx", "xls": "xlsx", "ppt": "pptx", "docm": "docx", "xlsm": "xlsx", "pptm": "pptx"}
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A4 at 600 dots per inch has 35 million; a map of a whole country at 300 may have 150 million.
MOST_PIXELS = 150_000_000
MOST_UNPACKED = 500 * 1024 * 1024


def media_type_of(name: str, data: bytes, also: dict[str, str] | None = None) -> str:
    """Return the media type of a file that is what its name says; raise `Refused` with what to do.

    `also`: more kinds than may be attached to a meeting, such as `PAGES`.
    """
    extension = PurePath(name).suffix.lower().lstrip(".")
    if not data:
        raise Refused(_("“%(name)s” is empty. Choose the file again.") % {"name": name})
    if extension in OLD_OFFICE:
        raise Refused(
            _("“%(name)s” is in an old or macro format. Save it as .%(better)s and attach that.")
            % {"name": name, "better": OLD_OFFICE[extension]}
        )
    kinds = KINDS | (also or {})
    if extension not in kinds:
        raise Refused(
            _(
                "Files like “%(name)s” cannot be attached. Attach PDF, Word, Excel, PowerPoint or "
                "OpenDocument files, PNG or JPEG pictures, or plain text (TXT, CSV)."
            )
            % {"name": name}
        )
    media_type = kinds[extension]
    _CHECKS[media_type](name, data, media_type)
    return media_type


def _is_pdf(name, data, media_type):
    if b"%PDF-" not in data[:1024]:
        raise _mislabelled(name, data)
    if re.search(rb"/Encrypt\s*(\d+\s+\d+\s+R|<<)", data):
        raise _locked(name)
    if re.search(rb"/(JavaScript|Launch)\b", data):
        raise _with_programs(name)


def _is_office(name, data, media_type):
    if data.startswith(COMPOUND):
        # A password turns the package into an old compound file with one stream of this name in it.
        raise _locked(name) if "EncryptedPackage".encode("utf-16-le") in data else _mislabelled(name, data)
    names = _names_in_zip(name, data)
    if OFFICE_PARTS[media_type] not in names or "[Content_Types].xml" not in names:
        raise _mislabelled(name, data)
    if any(part.endswith(("vbaProject.bin", ".exe", ".dll")) or "/activeX/" in part for part in names):
        raise _with_programs(name)


def _is_open_document(name, data, media_type):
    names = _names_in_zip(name, data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        declared = package.read("mimetype") if "mimetype" in names else b""
        manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    if declared.strip() != media_type.encode():
        raise _mislabelled(name, data)
    if b"encryption-data" in manifest:
        raise _locked(name)
    if any(part.startswith(("Basic/", "Scripts/")) for part in names):
        raise _with_programs(name)


def _is_picture(name, data, media_type):
    mark = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}[media_type]
    if not data.startswith(mark):
        raise _mislabelled(name, data)
    width, height = _dimensions(data, media_type)
    if width * height > MOST_PIXELS:
        raise Refused(
            _(
                "“%(name)s” has %(width)s by %(height)s dots, more than can be opened. Save it at a smaller size."
            )
            % {"name": name, "width": width, "height": height}
        )


def _dimensions(data, media_type):
    """Width and height as the file claims them; a decoder would believe it before it has seen one dot."""
    if media_type == "image/png":
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    # Of a JPEG: in the frame header, behind segments that each tell their own length.
    at = 2
    while data[at : at + 1] == b"\xff" and at + 9 < len(data):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + length
    return 0, 0


def _is_page(name, data, media_type):
    beginning = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if (
        not re.match(rb"<(!doctype html|html|head|body|title|p|h[1-6]|div|!--)", beginning, re.I)
        or b"\0" in data
    ):
        raise _mislabelled(name, data)
    if re.search(rb"<\s*(script|iframe|object|embed|applet)\b|\son[a-z]+\s*=|javascript:", data, re.I):
        raise _with_programs(name)


def _is_text(name, data, media_type):
    if data.startswith((b"MZ", b"#!", b"\x7fELF")) or re.match(
        rb"\s*<(!doctype|html|script|\?xml|svg)", data, re.I
    ):
        raise _mislabelled(name, data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            _("“%(name)s” is not text that everybody can read. Save it as UTF-8, or as PDF, and attach that.")
            % {"name": name}
        ) from error
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        raise _mislabelled(name, data)


_CHECKS = {
    KINDS["pdf"]: _is_pdf,
    **dict.fromkeys(OFFICE_PARTS, _is_office),
    **{KINDS[name]: _is_open_document for name in ("odt", "ods", "odp")},
    KINDS["png"]: _is_picture,
    KINDS["jpg"]: _is_picture,
    PAGES["html"]: _is_page,
    PAGES["md"]: _is_text,
    KINDS["txt"]: _is_text,
    KINDS["csv"]: _is_text,
}


def _names_in_zip(name, data):
    """Return the names in a package, which must be whole and must not swell beyond reason when unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile as error:
        raise (_damaged(name) if data.startswith(b"PK\x03\x04") else _mislabelled(name, data)) from error
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(
            _("“%(name)s” unpacks to more than the portal can check. Save it as PDF and attach that.")
            % {"name": name}
        )
    if any(part.flag_bits & 1 for part in parts):
        raise _locked(name)
    return {part.filename for part in parts}


def _mislabelled(name, data):
    found = _looks_like(data)
    if found:
        return Refused(
            _(
                "“%(name)s” is not what its name says: it is %(found)s inside. Save it in the right format again."
            )
            % {"name": name, "found": found}
        )
    return _damaged(name)


def _damaged(name):
    return Refused(
        _("“%(name)s” is damaged or not what its name says. Open it, save it again, and attach the new file.")
        % {"name": name}
    )


def _looks_like(data):
    import puremagic  # noqa: PLC0415 -- its signatures are read only for the words of a refusal

    try:
        found = puremagic.from_string(data[:4096])
    except (puremagic.PureError, ValueError):
        return ""
    return found.lstrip(".").upper()


def _locked(name):
    return Refused(
        _("“%(name)s” is under a password, so nobody could read it. Save it without one and attach that.")
        % {"name": name}
    )


def _with_programs(name):
    return Refused(
        _("“%(name)s” has programs in it (macros or scripts). Save it without them, or as PDF.")
        % {"name": name}
    )
