"""A signed statement goes out: at once, or when its embargo ends; all languages together (RULES R7.37, R7.40).

    signed ─► under embargo ─► published ─► corrected ─► retracted
       └──────────────────────────▲ └───────────────────────▲

Publication makes a snapshot of its own, with the PDF under the Network's seal; the public reads nothing else.
What is under embargo is nowhere before its instant, because there is no snapshot yet.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.moments import moment
from foundation.core.workflow import Refused
from foundation.documents import files, sealing
from foundation.review.redline import plain
from members.states import CO_CHAIR_OFFICES
from statements.access import hat_worn, may_publish
from statements.canonical import canonical_text, hash_of
from statements.models import CanonicalText, Publication, PublishedText, Statement
from statements.publication_pdf import statement_pdf
from statements.states import StatementState
from statements.workflow.signing import not_ready_to_sign
from statements.workflow.statements import STATEMENT

S = StatementState
# In whose name a document is sealed; the words of a signature are read by programs, in English everywhere.
SEALED_FOR = "UN Migration Network in the Kyrgyz Republic"


def not_ready_to_publish(statement):
    """What keeps a signed statement from going out, in sentences (RULES R7.40, R10.59)."""
    text_hash = hash_of(canonical_text(statement))
    keys = {one.office for one in statement.signatures.live() if one.text_hash == text_hash}
    if keys != set(CO_CHAIR_OFFICES):
        yield _("Both co-chairs have to sign the text as it stands.")
    if not statement.texts.filter(language=statement.master_language).exclude(current=None).exists():
        yield _("The text in the master language is missing.")
    yield from not_ready_to_sign(statement)


@STATEMENT.move(
    S.SIGNED, to=S.EMBARGOED, may=may_publish, hat=hat_worn, missing=not_ready_to_publish,
    label=_("Put under embargo"), done=_("Statement put under embargo"),
)  # fmt: skip
def embargo(statement, *, by, until):
    """Let the portal publish it at an instant; until then it is nowhere outside. Raises Refused for the past."""
    statement.embargo_until = _in_the_future(until)


@STATEMENT.act(
    S.EMBARGOED, may=may_publish, hat=hat_worn, label=_("Move the embargo"), done=_("Embargo moved"),
)  # fmt: skip
def move_embargo(statement, *, by, until):
    """Let it end at another instant. Raises Refused for the past: what is to go out now is published."""
    statement.embargo_until = _in_the_future(until)


@STATEMENT.move(
    S.EMBARGOED, to=S.SIGNED, may=may_publish, hat=hat_worn, label=_("Lift the embargo"),
    done=_("Embargo lifted; the statement waits to be published"),
)  # fmt: skip
def lift_embargo(statement, *, by):
    """Take the embargo away without publishing: it stays signed and waits for a person."""
    statement.embargo_until = None


@STATEMENT.move(
    S.SIGNED, S.EMBARGOED, to=S.PUBLISHED, may=may_publish, hat=hat_worn, automatic=True,
    missing=not_ready_to_publish, label=_("Publish now"), done=_("Statement published"),
)  # fmt: skip
def publish(statement, *, by):
    """Publish it in all its languages, with its sealed PDF. Returns the `Publication`.

    Raises Refused before the end of an embargo, and when the PDF cannot be sealed: then nothing went out.
    """
    if statement.is_under_embargo:
        raise Refused(
            _("It is under embargo until %(moment)s. Lift the embargo first, then publish.")
            % {"moment": moment(statement.embargo_until)}
        )
    publication = _snapshot(statement)
    texts = _texts_of(statement, publication)
    sealed = sealing.seal(
        statement_pdf(publication, texts), reason=f"Joint statement {statement.symbol}", name=SEALED_FOR
    )
    name = files.file_name(
        statement.symbol, language="-".join(one.language for one in texts), extension="pdf"
    )
    publication.pdf = files.store_bytes(name, "application/pdf", sealed)
    publication.save()
    for text in texts:
        text.publication = publication
        text.save()
    statement.published_at = publication.published_at
    statement.act_details = {"text_hash": publication.text_hash, "sha256": publication.pdf.sha256}
    return publication


def due_to_be_published():
    """Statements whose embargo has ended."""
    return Statement.objects.filter(state=S.EMBARGOED, embargo_until__lte=timezone.now()).order_by("pk")


def _in_the_future(until):
    if until <= timezone.now():
        raise Refused(_("The embargo has to end in the future. To publish now, use “Publish now”."))
    return until


def _snapshot(statement):
    text_hash = hash_of(canonical_text(statement))
    return Publication(
        statement=statement,
        slug=statement.slug,
        symbol=statement.symbol,
        canonical=CanonicalText.objects.get(statement=statement, text_hash=text_hash),
        text_hash=text_hash,
        master_language=statement.master_language,
        signers=[_signer(one) for one in statement.signatures.live().select_related("person")],
        published_at=timezone.now(),
    )


def _signer(signature):
    person = signature.person
    return {
        "office": signature.office,
        "name": signature.name,
        "names": {code: getattr(person, f"name_{code}", "") for code in ("ru", "ky")},
        "title": signature.hat,
        "is_in_charge": signature.is_in_charge,
        "signs_for": signature.signs_for,
        "signed_at": signature.signed_at.isoformat(),
    }


def _texts_of(statement, publication):
    rows = statement.texts.exclude(current=None).prefetch_related("current__paragraphs")
    written = {one.language: one for one in rows}
    order = [one for one in statement.ordered_languages if one in written]
    order += sorted(set(written) - set(order))
    return [
        PublishedText(
            publication=publication,
            language=code,
            title=written[code].title,
            paragraphs=[
                {"number": row.number, "words": plain(row.html)}
                for row in written[code].current.paragraphs.all()
                if row.anchor != "title"
            ],
        )
        for code in order
    ]
