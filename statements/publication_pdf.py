"""The PDF of a published statement: all its languages, its signers, its hash, and a code that leads to the check."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from foundation.core.moments import day, moment
from foundation.core.working_days import BISHKEK
from foundation.documents.pdf import render_pdf
from members.states import Office


def check_address(symbol):
    """The public address at which a reference and a file are checked."""
    return settings.SITE_URL + reverse("public:check", args=[symbol])


def check_code(symbol):
    """The same as a code to photograph, an SVG in a `data:` address."""
    import segno  # noqa: PLC0415 -- one document needs it

    return segno.make(check_address(symbol), error="m").svg_data_uri(border=2, dark="#000", light="#fff")


def signed_by(signers, language):
    """Who signed, in the words of a language: name, office, for whom, and the day."""
    with translation.override(language):
        return [
            {
                "name": one["names"].get(language) or one["name"],
                "office": Office(one["office"]).label,
                "signs_for": _("for %(name)s, as officer-in-charge") % {"name": one["signs_for"]}
                if one["is_in_charge"] and one["signs_for"]
                else (_("as officer-in-charge") if one["is_in_charge"] else ""),
                "day": day(datetime.fromisoformat(one["signed_at"]).astimezone(BISHKEK).date()),
            }
            for one in signers
        ]


def statement_pdf(publication, texts):
    """The bytes of the PDF, not sealed yet; `texts` are the published texts, the master first."""
    master = texts[0]
    with translation.override(master.language):
        passport = _("Published on %(moment)s, agreed by both co-chairs.") % {
            "moment": moment(publication.published_at)
        }
    return render_pdf(
        "print/statement.html",
        {
            "publication": publication,
            "symbol": publication.symbol,
            "passport": passport,
            "sections": [
                {"text": text, "signers": signed_by(publication.signers, text.language)} for text in texts
            ],
            "code": check_code(publication.symbol),
            "check_address": check_address(publication.symbol),
        },
        language=master.language,
        title=master.title,
    )
