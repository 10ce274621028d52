"""Approved minutes are shared outside the Network by an act of their own (RULES R8.42, R8.44).

Internal passages are dropped, remarks and versions stay inside. An organisation reads from the moment at
which the letter can no longer be called back until the secretariat withdraws it.
"""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Refused, Workflow
from foundation.review.passages import read_out
from foundation.review.redline import plain
from meetings.access_minutes import is_secretariat
from meetings.models import MinutesShare
from meetings.states import WAS_THERE, MinutesState
from members.models import Organisation

SHARE = Workflow("meetings")


def guests_who_were_there(meeting):
    """The organisations from outside that attended, or whose people were recorded as guests."""
    members = Organisation.objects.members(timezone.localtime(meeting.starts_at).date())
    rows = Organisation.objects.filter(
        attendances__meeting=meeting, attendances__presence__in=[str(one) for one in WAS_THERE]
    )
    return rows.exclude(pk__in=members).exclude(pk__in=Organisation.objects.members()).distinct()


def may_be_shared_with(minutes):
    """The organisations from outside that do not read these minutes yet."""
    rows = Organisation.objects.exclude(pk__in=Organisation.objects.members())
    return rows.exclude(pk__in=minutes.shares.standing().values("organisation"))


@SHARE.creation(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Share with an organisation from outside"),
    done=_("Approved minutes shared with an organisation from outside"),
)  # fmt: skip
def share_minutes(minutes, *, by, organisation, circulation=None):
    """Let one organisation from outside read the approved text without its internal passages.

    Raises Refused before the approval, for a member, and when it reads them already.
    """
    if minutes.state != MinutesState.APPROVED:
        raise Refused(_("Only approved minutes are shared. Wait until both co-chairs have approved them."))
    if organisation not in may_be_shared_with(minutes):
        raise Refused(_("%(organisation)s reads these minutes already.") % {"organisation": organisation})
    share = MinutesShare.objects.create(
        minutes=minutes, organisation=organisation, shared_by=by, circulation=circulation
    )
    share.act_details = {"organisation": organisation.slug, "text_hash": minutes.text_hash}  # type: ignore[attr-defined]
    return share


@SHARE.act(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Withdraw"),
    done=_("Shared minutes withdrawn from an organisation from outside"),
)  # fmt: skip
def withdraw_share(share, *, by, reason):
    """Close the minutes to this organisation again. A letter that has left stays with those who got it.

    Raises Refused without a reason, or when it was done before.
    """
    if share.withdrawn_at:
        raise Refused(_("This was withdrawn already. Reload the page."))
    if not reason.strip():
        raise Refused(_("Give the reason: it is kept with the record of who could read what."))
    share.withdrawn_at, share.withdrawn_by, share.reason = timezone.now(), by, reason.strip()


def records_told_inside(version, minutes):
    """Decisions and action points whose words stand in an internal passage too: they are read elsewhere.

    Yields (paragraph, record).
    """
    records = [
        row for entry in minutes.entries.prefetch_related("decisions", "action_points")
        for row in (*entry.decisions.all(), *entry.action_points.all())
    ]  # fmt: skip
    rows = version.rows if hasattr(version, "rows") else read_out(version, sees_internal=True)
    for paragraph in rows:
        if not paragraph.is_internal:
            continue
        words = _folded(plain(paragraph.html))
        for record in records:
            if _folded(record.text) in words or words in _folded(record.text):
                yield paragraph, record


def sentences_of_records_inside(minutes, version):
    """Decisions and action points that an internal passage repeats: hiding the passage does not hide them."""
    for paragraph, record in records_told_inside(version, minutes):
        short = record.text if len(record.text) < 60 else f"{record.text[:57]}…"
        yield gettext(
            "Paragraph %(number)s is internal, but “%(text)s” also stands in a register, where others read it."
        ) % {"number": paragraph.number, "text": short}


def _folded(text):
    return " ".join(text.lower().split()).rstrip(".")
