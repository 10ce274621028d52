"""The page behind the code on a published PDF: what was signed, by whom, and whether a file is that."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from statements.checking import TOO_LARGE, Verdict, judge
from statements.models import Publication
from statements.publication_pdf import signed_by
from statements.views.public import LANGUAGES, language_address

# Uploads from one address in ten minutes; a newsroom behind one address may well try a few.
UPLOADS, SECONDS = 30, 600
# What a form adds around a file.
AROUND = 64 * 1024


# It changes nothing and keeps nothing, so there is nothing to forge; and a reader gets no cookie from it.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request, reference=""):
    language = request.GET.get("language")
    with translation.override(language if language in LANGUAGES else translation.get_language()):
        publication = _published(reference)
        context = {
            "reference": reference,
            "publication": publication,
            "signers": signed_by(publication.signers, translation.get_language()) if publication else [],
            "alternates": [(code, language_address(request, code)) for code in LANGUAGES],
            "language": translation.get_language(),
            "language_names": LANGUAGES,
            "most": settings.MAX_CHECKED_BYTES,
        }
        status = 404 if reference and not publication else 200
        if request.method == "POST":
            status = _judged(request, context)
        return render(request, "public/check.html", context, status=status)


def _judged(request, context):
    """Put the verdict on the file that was sent into the context; answer the status."""
    if _is_too_often(request):
        context["trouble"] = "too-often"
        return 429
    if int(request.headers.get("content-length") or 0) > settings.MAX_CHECKED_BYTES + AROUND:
        # Said before it is read.
        context["verdict"] = Verdict(TOO_LARGE)
        return 413
    upload = request.FILES.get("file")
    if upload is None:
        context["trouble"] = "no-file"
        return 422
    context["verdict"], context["file_name"] = judge(upload), upload.name
    return 200


def _published(reference):
    if not reference:
        return None
    rows = Publication.objects.out().for_lists().select_related("pdf", "statement__retraction")
    return rows.filter(symbol=reference.strip("/")).first()


def _is_too_often(request):
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        # Our own front adds the last one; what came before it is the caller's word.
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    key = "check." + hashlib.sha256(address.encode()).hexdigest()[:32]
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key) > UPLOADS
    except ValueError:
        # It ran out between the two lines.
        return False
