"""Papers that come after the papers date: marked late, and circulated only with a co-chair's leave.

asked ──▶ granted
  │ ▲
  ▼ │
refused
"""

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Refused, Workflow
from foundation.documents.models import Audience
from meetings.access import is_co_chair
from meetings.asked import keeps_meeting
from meetings.models import AgendaRevision, LateLeave, Paper
from meetings.states import LEAVE_MAP, ItemState, LeaveState
from meetings.workflow.papers import PAPERS, papers_due

L = LeaveState
LEAVE = Workflow("meetings", LeaveState, LEAVE_MAP)


def uncirculated_papers():
    """Papers on agendas, for more than named persons, that were in no agenda that went out."""
    circulated = AgendaRevision.objects.issued().filter(
        items=OuterRef("item"), made_at__gte=OuterRef("added_at")
    )
    rows = Paper.objects.filter(item__state=ItemState.ON_AGENDA, removed_at=None)
    return rows.exclude(audience=Audience.NAMED).exclude(Exists(circulated)).select_related("leave")


def late_papers(meeting):
    """Papers on the agenda that came after the papers date and were in no agenda that went out."""
    return uncirculated_papers().filter(item__meeting=meeting, added_at__gt=papers_due(meeting))


def late_without_leave(meetings):
    """Late papers of several meetings that lack leave; the date is worked out only where a paper is at stake."""
    rows = uncirculated_papers().filter(item__meeting__in=meetings).select_related("leave", "item__meeting")
    due, found = {}, []
    for paper in rows:
        meeting = paper.item.meeting
        if meeting.pk not in due:
            due[meeting.pk] = papers_due(meeting)
        if paper.added_at > due[meeting.pk] and leave_of(paper) != L.GRANTED:
            found.append(paper)
    return found


def without_leave(meeting):
    """Those of the late papers that no co-chair has given leave for."""
    return [paper for paper in late_papers(meeting) if leave_of(paper) != L.GRANTED]


def leave_of(paper):
    """The state of the leave of a paper; empty where it was not asked."""
    leave = getattr(paper, "leave", None)
    return leave.state if leave else ""


def needs_leave(meeting):
    """Say which papers must have a co-chair's leave, or be taken off, before the agenda can go."""
    found = []
    for paper in without_leave(meeting):
        sentence = {
            "": gettext("“%(title)s” came after the papers date: ask a co-chair for leave, or take it off."),
            L.ASKED: gettext("“%(title)s” came late and waits for a co-chair's leave."),
            L.REFUSED: gettext("“%(title)s” came late and a co-chair refused leave: take it off."),
        }[leave_of(paper)]
        found.append(sentence % {"title": paper.title})
    return found


@PAPERS.act(
    may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Ask for leave to circulate it late"), done=_("Leave asked for a late paper"),
)  # fmt: skip
def ask_leave(paper, *, by, reason):
    """Put a late paper before the co-chairs. Returns the `LateLeave`."""
    if not reason.strip():
        raise Refused(_("Say why the paper is late and why it cannot wait: a co-chair will read it."))
    if not late_papers(paper.item.meeting).filter(pk=paper.pk).exists():
        raise Refused(
            _("This paper needs no leave: it is not late, was circulated already, or was taken off.")
        )
    found = LateLeave.objects.filter(paper=paper).first()
    if found is not None:
        ask_leave_again(found, by=by, reason=reason)
        return found
    return LateLeave.objects.create(paper=paper, reason=reason, asked_by=by, asked_at=timezone.now())


@LEAVE.move(
    L.REFUSED, to=L.ASKED, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Ask for leave again"), done=_("Leave asked again for a late paper"),
)  # fmt: skip
def ask_leave_again(leave, *, by, reason):
    """After a refusal, with a new reason."""
    leave.reason, leave.asked_by, leave.asked_at = reason, by, timezone.now()
    leave.answer, leave.answered_by, leave.answered_at = "", None, None


@LEAVE.move(
    L.ASKED, to=L.GRANTED, may=is_co_chair, hat=Hat.CO_CHAIR,
    label=_("Give leave"), done=_("Leave given to circulate a late paper"),
)  # fmt: skip
def grant_leave(leave, *, by):
    """One co-chair lets the paper go out; it keeps its mark “late”."""
    leave.answered_by, leave.answered_at = by, timezone.now()


@LEAVE.move(
    L.ASKED, to=L.REFUSED, may=is_co_chair, hat=Hat.CO_CHAIR,
    label=_("Refuse"), done=_("Leave refused for a late paper"),
)  # fmt: skip
def refuse_leave(leave, *, by, reason):
    """The paper is not circulated with this agenda."""
    if not reason.strip():
        raise Refused(_("Say why: the secretariat tells the author."))
    leave.answer, leave.answered_by, leave.answered_at = reason, by, timezone.now()
