"""The server's side of tus 1.0.0 (https://tus.io/protocols/resumable-upload): an upload that a broken line does not end.

Core protocol with the extensions creation, termination, checksum and expiration, on top of `uploads`. The
owner's views decide who may upload and where; this module speaks the protocol.
"""

import base64
import binascii
import hashlib
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import http_date

from foundation.core.workflow import Refused
from foundation.documents import uploads

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,checksum,expiration"
ALGORITHMS = ("sha1", "sha256")
OFFSET_BODY = "application/offset+octet-stream"
CHECKSUM_MISMATCH = 460  # of the protocol; HTTP has no name for it


def method_of(request):
    """What is asked, also of those whose network lets only GET and POST pass."""
    if request.method == "POST":
        return request.headers.get("X-HTTP-Method-Override", "POST").upper()
    return request.method


def is_tus(request):
    """Whether a request speaks the protocol at all."""
    return "Tus-Resumable" in request.headers or method_of(request) == "OPTIONS"


def collection(request, address):
    """Answer OPTIONS and POST: what the server can, and a new upload at `address(upload)`."""
    if method_of(request) == "OPTIONS":
        return _answer(204, **_abilities())
    if request.headers.get("Tus-Resumable") != VERSION:
        return _other_version()
    if method_of(request) != "POST":
        return _answer(405, Allow="OPTIONS, POST")
    length = request.headers.get("Upload-Length", "")
    if not length.isdigit() or len(length) > 15:
        return _answer(400, "Upload-Length is missing or no number.")
    try:
        about = _metadata(request.headers.get("Upload-Metadata", ""))
    except ValueError:
        return _answer(400, "Upload-Metadata cannot be read.")
    try:
        upload = uploads.begin(
            about.get("filename") or "file", int(length), by=request.user,
            fingerprint=about.get("fingerprint", ""),
        )  # fmt: skip
    except Refused as refusal:
        return _answer(413, str(refusal), **{"Tus-Max-Size": str(settings.MAX_UPLOAD_BYTES)})
    return _answer(201, Location=address(upload), **_expiry(upload))


def one(request, upload):
    """Answer HEAD, PATCH and DELETE of one upload."""
    if request.headers.get("Tus-Resumable") != VERSION:
        return _other_version()
    asked = {"HEAD": _head, "PATCH": _patch, "DELETE": _delete}.get(method_of(request) or "")
    return asked(request, upload) if asked else _answer(405, Allow="HEAD, PATCH, DELETE")


def _head(request, upload):
    return _answer(
        200,
        **{
            "Upload-Offset": str(uploads.offset_of(upload)),
            "Upload-Length": str(upload.length),
            **_expiry(upload),
        },
    )


def _patch(request, upload):
    if request.content_type != OFFSET_BODY:
        return _answer(415, f"Content-Type must be {OFFSET_BODY}.")
    claimed = request.headers.get("Upload-Offset", "")
    if not claimed.isdigit():
        return _answer(400, "Upload-Offset is missing or no number.")
    if upload.is_settled:
        offset = upload.length if int(claimed) == upload.length else None
        return _answer(204, **{"Upload-Offset": str(offset)}) if offset is not None else _answer(409)
    try:
        with uploads.written_alone(upload) as file:
            answer = _write(request, upload, file, int(claimed))
    except uploads.Busy:
        return _answer(423, "This upload is being written to by another request.")
    if answer.status_code == 204:
        uploads.settle(upload)
    return answer


def _write(request, upload, file, claimed):
    offset = file.seek(0, 2)
    if claimed != offset:
        return _answer(409, **{"Upload-Offset": str(offset)})
    try:
        digest, promised = _checksum(request.headers.get("Upload-Checksum", ""))
    except ValueError:
        return _answer(400, "Upload-Checksum cannot be read, or its algorithm is not known here.")
    reached = uploads.append(upload, file, request, digest.update if digest else None)
    if digest and digest.digest() != promised:
        file.truncate(offset)
        return _answer(CHECKSUM_MISMATCH, "Checksum Mismatch")
    return _answer(204, **{"Upload-Offset": str(reached), **_expiry(upload)})


def _delete(request, upload):
    uploads.discard(upload)
    return _answer(204)


def _metadata(header):
    """The header's pairs: keys in ASCII, values in base64 of UTF-8. Raises ValueError."""
    found = {}
    for pair in filter(None, map(str.strip, header.split(","))):
        key, _space, value = pair.partition(" ")
        found[key] = base64.b64decode(value, validate=True).decode()
    return found


def _checksum(header):
    """The digest to fill and the value that it must have; (None, None) without a header. Raises ValueError."""
    if not header:
        return None, None
    algorithm, _space, value = header.partition(" ")
    if algorithm not in ALGORITHMS:
        raise ValueError(algorithm)
    try:
        return hashlib.new(algorithm, usedforsecurity=False), base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise ValueError(value) from error


def _abilities():
    return {
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(settings.MAX_UPLOAD_BYTES),
        "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
    }


def _expiry(upload):
    ends = upload.touched_at + timedelta(days=settings.UPLOADS_KEPT_DAYS)
    return {"Upload-Expires": http_date(ends.timestamp())}


def _answer(status, words="", **headers):
    response = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    response.headers["Tus-Resumable"] = VERSION
    response.headers["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response.headers[name] = value
    return response


_other_version = partial(_answer, 412, "This server speaks tus 1.0.0.", **{"Tus-Version": VERSION})
