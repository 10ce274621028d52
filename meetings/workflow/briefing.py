"""What the co-chairs are told about each item before the meeting; nobody else reads it."""

from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Workflow
from meetings.access import is_co_chair
from meetings.asked import keeps_meeting
from meetings.models import Briefing

BRIEFING = Workflow("meetings")


def briefing_of(item):
    """The briefing of an item; made when it is first written."""
    return Briefing.objects.get_or_create(item=item)[0]


@BRIEFING.act(
    may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Brief the co-chairs"), done=_("Briefing changed"),
    is_sealed=True,
)  # fmt: skip
def write_briefing(briefing, *, by, version, purpose, positions):
    """Keep purpose and known positions; Raises Stale when somebody else wrote since `version`."""
    if (purpose, positions) == (briefing.purpose, briefing.positions):
        return
    briefing.take(version)
    briefing.purpose, briefing.positions = purpose, positions


@BRIEFING.act(
    may=is_co_chair, hat=Hat.CO_CHAIR, label=_("Read the annotated agenda"), done=_("Annotated agenda read"),
    is_sealed=True,
)  # fmt: skip
def read_annotated_agenda(meeting, *, by):
    """A co-chair opened the confidential agenda; what is confidential keeps a log of its readers (RULES R8.46)."""
