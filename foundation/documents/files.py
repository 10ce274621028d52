"""Files: taken in when they are what their name says, stored once, served by their owner's page."""

import hashlib
import io
import re
import uuid
from pathlib import PurePath
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import ContentFile
from django.http import FileResponse, HttpResponse, HttpResponseNotModified
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from foundation.core.workflow import Refused
from foundation.documents import antivirus, sniffing
from foundation.documents.models import StoredFile

# A stored file runs nothing and loads nothing, whatever is in it.
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox"
# Browsers show no PDF under `sandbox`; their viewers run apart from the page anyway.
PDF_FRAME = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
SHOWN_INLINE = ("application/pdf", "image/png", "image/jpeg", "text/plain")


def store_upload(upload, *, by):
    """Store what somebody uploaded and return the `StoredFile`.

    Raises `Refused`, saying what to do, for a file that is empty, too large (settings.MAX_PAPER_BYTES), of a
    kind that the Network does not exchange, not what its name says, under a password, or with programs in it.
    """
    name = clean_name(upload.name)
    if upload.size > settings.MAX_PAPER_BYTES:
        raise Refused(
            _("“%(name)s” is too large: %(size)s. At most %(most)s can be attached. Make it smaller.")
            % {
                "name": name,
                "size": filesizeformat(upload.size),
                "most": filesizeformat(settings.MAX_PAPER_BYTES),
            }
        )
    data = upload.read()
    media_type = sniffing.media_type_of(name, data)
    antivirus.refuse_infected(name, io.BytesIO(data))
    return store_bytes(name, media_type, data, by=by)


def store_from_path(path, name, *, by):
    """Store a whole upload of the library that lies at `path`; return the `StoredFile`. Raises `Refused`."""
    name = clean_name(name)
    with path.open("rb") as file:
        data = file.read()
        media_type = sniffing.media_type_of(name, data, also=sniffing.PAGES)
        file.seek(0)
        antivirus.refuse_infected(name, file)
    return store_bytes(name, media_type, data, by=by)


def store_bytes(name, media_type, data, *, by=None):
    """Store bytes that the portal made or has checked; return the `StoredFile`."""
    stored = StoredFile(
        name=clean_name(name),
        media_type=media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        stored_by=by,
    )
    # Its name on disk says nothing and cannot be guessed.
    suffix = PurePath(name).suffix.lower()
    stored.file.save(f"{uuid.uuid4().hex}{suffix}", ContentFile(data), save=False)
    stored.save()
    return stored


def not_stored(name, media_type, make):
    """Return a `StoredFile` that is in no table: what a preview shows of a document that is not issued yet.

    `make()` gives its bytes when somebody opens it.
    """
    looked_at = StoredFile(name=clean_name(name), media_type=media_type, size=0)
    looked_at.make = make
    return looked_at


def serve_preview(looked_at):
    """Answer with a file that may not be stored yet; return None when it has no more than a name."""
    if looked_at.stored_at:
        return serve(looked_at, inline=True)
    make = getattr(looked_at, "make", None) or (looked_at.file.read if looked_at.file else None)
    if make is None:
        return None
    return serve_bytes(make(), name=looked_at.name, media_type=looked_at.media_type, inline=True)


def serve(stored_file, *, name=None, inline=False, request=None):
    """Answer with a stored file, to those whom the calling view let see its owner.

    `inline` shows what a browser can show safely; everything else is downloaded. With `request` given, a
    browser that has it already is told so.
    """
    etag = f'"{stored_file.sha256}"'
    if request is not None and etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = FileResponse(stored_file.file.open("rb"), content_type=_content_type(stored_file))
        response.headers["Content-Length"] = str(stored_file.size)
    shows = inline and stored_file.media_type in SHOWN_INLINE
    return _guard(response, name or stored_file.name, stored_file.media_type, etag=etag, inline=shows)


def serve_to_the_public(request, stored_file, *, seconds):
    """Answer anybody with a file that is public, whole or the part that a reader on a bad line asks for (RFC 9110).

    Caches may keep it for so many `seconds`.
    """
    etag, size = f'"{stored_file.sha256}"', stored_file.size
    known = etag in request.headers.get("If-None-Match", "")
    part = _part(request.method, request.headers, etag, size)
    if known:
        response = HttpResponseNotModified()
    elif part is None:
        response = FileResponse(stored_file.file.open("rb"), content_type=_content_type(stored_file))
        response.headers["Content-Length"] = str(size)
    elif part == ():
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        response = _partial(stored_file, *part)
    _guard(response, stored_file.name, stored_file.media_type, etag=etag, inline=True)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _part(method, headers, etag, size):
    """The one range of bytes asked for; None for the whole file, () for one that lies outside of it."""
    asked = re.fullmatch(r"bytes=(\d*)-(\d*)", headers.get("Range", ""))
    if method != "GET" or not asked or not any(asked.groups()):
        return None
    if headers.get("If-Range", etag) != etag:
        return None
    first, last = asked.groups()
    if not first:
        # The last so many bytes.
        return (max(size - int(last), 0), size - 1) if int(last) else ()
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < int(first):
        return None
    return (int(first), end) if int(first) < size else ()


def _partial(stored_file, first, last):
    with stored_file.file.open("rb") as file:
        file.seek(first)
        data = file.read(last - first + 1)
    response = HttpResponse(data, status=206, content_type=_content_type(stored_file))
    response.headers["Content-Length"] = str(len(data))
    response.headers["Content-Range"] = f"bytes {first}-{last}/{stored_file.size}"
    return response


def serve_bytes(data, *, name, media_type, inline=False):
    """Answer with bytes made just now (a draft, an export), under the same guard as a stored file."""
    response = FileResponse(ContentFile(data), content_type=_with_charset(media_type))
    response.headers["Content-Length"] = str(len(data))
    return _guard(response, name, media_type, etag=None, inline=inline and media_type in SHOWN_INLINE)


def file_name(symbol, *parts, language, extension):
    """Name a document as the office does: `UNMN-KG-2026-QM3-MIN-Rev1-EN.pdf`. Rule: RULES R10.56."""
    words = [symbol, *parts, language.upper()]
    stem = "-".join(str(word).replace(".", "").replace("/", "-") for word in words if word)
    stem = re.sub(r"[^\w-]+", "-", stem)
    return f"{stem}.{extension}"


def clean_name(name):
    """Return a file name without folders or characters that file systems and headers cannot bear."""
    bare = re.split(r"[/\\]", str(name))[-1]
    bare = re.sub(r'[\x00-\x1f\x7f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]', "", bare).strip(" .")
    stem, dot, extension = bare.rpartition(".")
    if not dot:
        return bare[:200] or "file"
    return f"{stem[:200].strip() or 'file'}.{extension[:10]}"


def _guard(response, name, media_type, *, etag, inline):
    plain = re.sub(r"[^\x20-\x7e]|[\"\\%]", "_", name)
    disposition = "inline" if inline else "attachment"
    headers = response.headers
    headers["Content-Disposition"] = f"{disposition}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cache-Control"] = "private, no-cache" if etag else "private, no-store"
    headers["Content-Security-Policy"] = PDF_FRAME if media_type == "application/pdf" else SANDBOX
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if etag:
        headers["ETag"] = etag
    return response


def _content_type(stored_file):
    return _with_charset(stored_file.media_type)


def _with_charset(media_type):
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
