"""Documents as they left the office: kept once, the same bytes in mail, page and archive."""

from django.contrib.contenttypes.models import ContentType

from foundation.documents.files import store_bytes
from foundation.documents.models import Rendition


def keep_rendition(about, *, kind, edition, language, symbol, name, data, media_type):
    """Keep the bytes of one edition in one language and format; return the `Rendition`.

    An edition that was kept before is returned as it was, whatever `data` says: it is never made again.
    """
    kept = _renditions(about, kind).filter(edition=edition, language=language)
    found = kept.filter(stored_file__media_type=media_type).first()
    if found:
        return found
    return Rendition.objects.create(
        about_type=ContentType.objects.get_for_model(about),
        about_id=about.pk,
        kind=kind,
        edition=edition,
        language=language,
        symbol=symbol,
        stored_file=store_bytes(name, media_type, data),
    )


def find(about, kind, edition=None, language=None, media_type="application/pdf"):
    """Return the latest `Rendition` that fits, or None."""
    found = _renditions(about, kind)
    wanted = {"edition": edition, "language": language, "stored_file__media_type": media_type}
    return found.filter(**{name: value for name, value in wanted.items() if value is not None}).last()


def _renditions(about, kind):
    return Rendition.objects.filter(
        about_type=ContentType.objects.get_for_model(about), about_id=about.pk, kind=kind
    ).select_related("stored_file").order_by("pk")  # fmt: skip
