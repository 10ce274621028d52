"""PDF by WeasyPrint, tagged as PDF/UA-1. It reads our own static files and nothing else."""

from mimetypes import guess_type
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone, translation


def render_pdf(template, context, *, language, title, draft=None):
    """Render a print template to PDF bytes, in `language`.

    The template extends `print/base.html`; `draft` is the text of the mark on every page ("DRAFT, version 2,
    …"), None for a document that is final. Rule: RULES R10.56.
    """
    from weasyprint import HTML

    with translation.override(language):
        page = render_to_string(
            template,
            {
                **context,
                "language": language,
                "title": title,
                "draft": draft,
                "printed_at": timezone.now(),
                "site_url": settings.SITE_URL,
            },
        )
    document = HTML(string=page, base_url=f"{settings.SITE_URL}/", url_fetcher=_our_files())
    return document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)


def static_path(url):
    """Return the path of one of our static files by its address. Raises ValueError for anything else."""
    address = url.split("?")[0].split("#")[0].removeprefix(settings.SITE_URL)
    if not address.startswith(settings.STATIC_URL):
        raise ValueError(f"Documents may not fetch {url}.")
    name = address.removeprefix(settings.STATIC_URL)
    # In production names carry a hash and lie in STATIC_ROOT; elsewhere the finders know them.
    collected = Path(settings.STATIC_ROOT, name).resolve()
    if collected.is_relative_to(Path(settings.STATIC_ROOT).resolve()) and collected.is_file():
        return collected
    found = finders.find(name)
    if not found:
        raise ValueError(f"There is no static file {name}.")
    return Path(found)


def _our_files():
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OurFiles(URLFetcher):
        """Answers for static files only: a document must not make the server fetch anything."""

        def fetch(self, url, headers=None):
            """Return the static file at `url`; data: addresses are in the document itself already."""
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = static_path(url)
            kind = guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, body=path.read_bytes(), headers={"Content-Type": kind})

    return OurFiles(allowed_protocols=("data", "http", "https"))
