"""What the public reads of statements: no sign-in, no script, no cookie; what is under embargo is not there."""

import json
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.safestring import mark_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from foundation.documents.files import serve_to_the_public
from statements.models import Publication
from statements.publication_pdf import signed_by

# A minute: what is retracted must carry its mark soon.
SECONDS = 60
LANGUAGES = dict(settings.LANGUAGES)
# No text of a statement ends the script element in which it stands.
INSIDE_A_SCRIPT = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def in_the_readers_language(view):
    """An address without a language leads to the one that the browser asks for."""

    @require_safe
    def choose(request, **lookup):
        response = HttpResponseRedirect(view(translation.get_language(), **lookup))
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        response.headers["Cache-Control"] = "no-cache"
        return response

    return choose


@in_the_readers_language
def statements(language):
    return reverse("public:statement_list", args=[language])


@in_the_readers_language
def statement(language, slug):
    publication = get_object_or_404(Publication.objects.out().prefetch_related("texts"), slug=slug)
    return publication.in_(language).get_absolute_url()


@require_safe
@cache_control(public=True, max_age=SECONDS)
def statement_list(request, language):
    _known(language)
    with translation.override(language):
        context = {
            "publications": Publication.objects.out().for_lists(),
            "alternates": [(code, reverse("public:statement_list", args=[code])) for code in LANGUAGES],
            **_page(request, language),
        }
        return render(request, "public/statement_list.html", context)


@require_safe
@cache_control(public=True, max_age=SECONDS)
def statement_in(request, slug, language):
    _known(language)
    rows = Publication.objects.out().select_related("statement__retraction", "pdf").prefetch_related(
        "texts", "statement__corrigenda"
    )  # fmt: skip
    publication = get_object_or_404(rows, slug=slug)
    text = next((one for one in publication.texts.all() if one.language == language), None)
    if text is None:
        raise Http404
    with translation.override(language):
        context = {
            "publication": publication,
            "text": text,
            "signers": signed_by(publication.signers, language),
            "corrigenda": [one for one in publication.statement.corrigenda.all() if one.issued_at],
            "retraction": getattr(publication.statement, "retraction", None),
            "alternates": sorted(
                ((one.language, one.get_absolute_url()) for one in publication.texts.all()),
                key=lambda pair: list(LANGUAGES).index(pair[0]),
            ),
            "structured": _structured(publication, text),
            **_page(request, language),
        }
        return render(request, "public/statement.html", context)


@require_safe
def statement_pdf(request, slug):
    publication = get_object_or_404(Publication.objects.out().select_related("pdf"), slug=slug)
    return serve_to_the_public(request, publication.pdf, seconds=SECONDS)


def _known(language):
    if language not in LANGUAGES:
        raise Http404


def _page(request, language):
    """What every public page needs: its own address, and that of its language's list and feed."""
    return {
        "here": settings.SITE_URL + request.path,
        "site_url": settings.SITE_URL,
        "language": language,
        "language_names": LANGUAGES,
    }


def language_address(request, code):
    """The same page in another language, where the language is no part of its address."""
    return f"{request.path}?{urlencode({'language': code})}"


def _structured(publication, text):
    """The page for machines (schema.org)."""
    organisation = {
        "@type": "Organization",
        "name": str(settings.NETWORK_NAME),
        "url": f"{settings.SITE_URL}/",
    }
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": text.title[:110],
        "identifier": publication.symbol,
        "inLanguage": text.language,
        "datePublished": publication.published_at.isoformat(),
        "dateModified": publication.last_change.isoformat(),
        "description": text.lead[:300],
        "url": settings.SITE_URL + text.get_absolute_url(),
        "author": organisation,
        "publisher": organisation,
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "application/pdf",
            "contentUrl": settings.SITE_URL + reverse("public:statement_pdf", args=[publication.slug]),
        },
    }
    words = json.dumps(facts, ensure_ascii=False).translate(INSIDE_A_SCRIPT)
    return mark_safe(words)  # noqa: S308 -- what could end the element is escaped above
