"""Making a document public: an act of its own (RULES R8.42).

asked ──agree──▶ agreed ──release──▶ released ──take back──▶ internal again
  │                │
  ├──decline───────┤          after its working days without an answer, asked ──release──▶ released
  └──call off──────┘
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.moments import moment
from foundation.core.workflow import Refused, Workflow
from foundation.documents.models import Classification
from knowledge.access import is_secretariat, may_keep, owns_it, owns_released
from knowledge.models import Document, Release
from knowledge.states import RELEASE_MAP, DocumentKind, DocumentState, LibraryAudience, ReleaseState
from knowledge.workflow.documents import hat_in_library
from members.calendar import closing_moment
from members.models import Parameter

R = ReleaseState
# The document is locked first: withdrawing, classifying and releasing it touch each other.
RELEASE = Workflow("knowledge", ReleaseState, RELEASE_MAP, owner="document")


def not_releasable(document):
    """What keeps a document from being made public, in sentences."""
    if document.state != DocumentState.KEPT:
        yield _("Only what is in the library, and current, can be made public.")
    if document.classification != Classification.UNCLASSIFIED:
        yield _(
            "What is confidential is never public. Its owner would have to lower the classification first."
        )


@RELEASE.creation(
    may=may_keep, hat=hat_in_library, label=_("Ask for release"), done=_("Release to the public asked for")
)
def ask_for_release(document, *, by, why, decided_by=""):
    """The secretariat asks the owner to agree; asked by the owner itself, it is agreed. Returns the `Release`.

    What was exchanged in a meeting is released by a decision of the Network.
    """
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    missing = list(not_releasable(document))
    if missing:
        raise Refused(" ".join(map(str, missing)))
    if not why.strip():
        raise Refused(_("Say why the document should be public: its owner answers to that."))
    if document.kind == DocumentKind.MEETING_PAPER and not decided_by.strip():
        raise Refused(_("Papers of a meeting are released by a decision of the Network: name it."))
    if document.releases.on_the_way().exists():
        raise Refused(_("Its release is asked for already, or in force."))
    now = timezone.now()
    is_owner = owns_it.test(by, document)
    answered = {"state": R.AGREED, "owner_agreed": True, "answered_by": by, "answered_at": now}
    return Release.objects.create(
        document=document, why=why.strip(), decided_by=decided_by.strip(), asked_by=by, asked_at=now,
        answer_due=closing_moment(Parameter.value_of("release_answer_wd")), **(answered if is_owner else {}),
    )  # fmt: skip


@RELEASE.move(
    R.ASKED, to=R.AGREED, may=owns_released, hat=hat_in_library,
    label=_("Agree"), done=_("The owner agrees to the release"),
)  # fmt: skip
def agree_to_release(release, *, by, answer=""):
    """The owner agrees that its document becomes public."""
    _answered(release, by, answer, agreed=True)


@RELEASE.move(
    R.ASKED, R.AGREED, to=R.DECLINED, may=owns_released, hat=hat_in_library,
    label=_("Do not agree"), done=_("The owner does not agree to the release"),
)  # fmt: skip
def decline_release(release, *, by, answer):
    """The owner keeps its document internal, and says why."""
    if not answer.strip():
        raise Refused(_("Say why the document stays internal."))
    _answered(release, by, answer, agreed=False)


def _answered(release, by, answer, *, agreed):
    release.owner_agreed, release.answered_by = agreed, by
    release.answered_at, release.answer = timezone.now(), answer.strip()


def not_agreed_yet(release):
    """What is missing for the release, in sentences (RULES R10.59)."""
    if not release.is_agreed:
        yield _("The owner has not answered yet; it has time until %(moment)s.") % {
            "moment": moment(release.answer_due)
        }
    yield from not_releasable(release.document)


@RELEASE.move(
    R.ASKED, R.AGREED, to=R.RELEASED, may=is_secretariat, hat=hat_in_library, missing=not_agreed_yet,
    label=_("Release to the public"), done=_("Released to the public"),
)  # fmt: skip
def release_document(release, *, by):
    """The secretariat releases what its owner agreed to, or did not object to in its working days."""
    release.released_by, release.released_at = by, timezone.now()
    agreed = [release.document.owner.acronym or release.document.owner.name, release.decided_by]
    document = release.document
    document.audience, document.group = LibraryAudience.PUBLIC, None
    document.released_on = timezone.localdate()
    document.release_agreed_by = ", ".join(filter(None, agreed))
    document.save(update_fields=["audience", "group", "released_on", "release_agreed_by"])


@RELEASE.move(
    R.RELEASED, to=R.TAKEN_BACK, may=is_secretariat | owns_released, hat=hat_in_library,
    label=_("Take the release back"), done=_("Release taken back"),
)  # fmt: skip
def take_back_release(release, *, by, reason):
    """The document is internal again, for a reason; what was public stays on record."""
    if not reason.strip():
        raise Refused(_("Say why the document is internal again."))
    _ended(release, by, reason)
    document = release.document
    document.audience, document.released_on, document.release_agreed_by = LibraryAudience.NETWORK, None, ""
    document.save(update_fields=["audience", "released_on", "release_agreed_by"])


@RELEASE.move(
    R.ASKED, R.AGREED, to=R.CALLED_OFF, may=is_secretariat | owns_released, hat=hat_in_library,
    label=_("Call it off"), done=_("Release called off"),
)  # fmt: skip
def call_off_release(release, *, by, reason=""):
    """Nobody wants it public any more."""
    _ended(release, by, reason)


def _ended(release, by, reason):
    release.ended_by, release.ended_at, release.ended_because = by, timezone.now(), reason.strip()
