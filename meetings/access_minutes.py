"""Who takes minutes, who corrects them, who approves them (RULES R6.33, R10.57).

Secretariat officers take attendance and minutes and answer remarks; members comment; an organisation that
was at the meeting proposes wording for its own intervention and for decisions; co-chairs approve.
"""

import rules
from django.utils.translation import gettext_lazy as _

from meetings.asked import keeps_meeting
from meetings.states import WAS_THERE, MinutesState
from members.access import is_co_chair, is_secretariat
from members.models import Organisation
from members.standing import Standing
from workinggroups.access import voices_in


def voices_of(user):
    """The organisations in whose name this person speaks: those represented, for a co-chair also the own."""
    if not hasattr(user, "_voices"):
        standing = Standing.of(user)
        wanted = set(standing.member_organisations)
        if standing.is_co_chair:
            wanted.add(standing.organisation_id)
        user._voices = list(Organisation.objects.filter(pk__in=wanted)) if wanted else []
    return user._voices


def voices_at(user, meeting):
    """The organisations in whose name somebody speaks on the minutes of this meeting."""
    return voices_of(user) if meeting.group_id is None else voices_in(user, meeting.group)


def slugs_there(meeting):
    """Slugs of the organisations that were in the room or online."""
    rows = meeting.attendances.filter(presence__in=WAS_THERE)
    return set(rows.values_list("organisation__slug", flat=True))


def why_not_propose(voice, there, paragraph):
    """The sentence that says why `voice` may not propose wording here; empty when it may."""
    if paragraph.anchor.startswith("action-"):
        return _("Action points are kept by the secretariat. Leave a comment if one is not right.")
    if voice not in there:
        return _(
            "Your organisation was not at this meeting, so it comments but does not correct the minutes."
        )
    if paragraph.is_decision or voice in paragraph.voices:
        return ""
    return _("This paragraph does not report an intervention of your organisation. Leave a comment instead.")


@rules.predicate
def remarks_on_minutes(user, saying):
    """May say this on minutes under review: `saying` is a `foundation.review.access.Saying`."""
    minutes = saying.text.owner
    if minutes.state == MinutesState.DRAFT:
        return False
    spoken_for = {organisation.slug for organisation in voices_at(user, minutes.meeting)}
    if saying.paragraph is None:
        return bool(spoken_for)
    if saying.voice not in spoken_for:
        return False
    if not saying.is_wording:
        return True
    return not why_not_propose(saying.voice, slugs_there(minutes.meeting), saying.paragraph)


rules.add_perm("meetings.remark_on_minutes", remarks_on_minutes)


@rules.predicate
def answers_for_minutes(user, saying):
    """Keeps the minutes to which this remark belongs."""
    return saying is not None and keeps_meeting.test(user, saying.text.owner)


rules.add_perm("meetings.answer_for_minutes", answers_for_minutes)
rules.add_perm("meetings.see_attendance_sheet", keeps_meeting | is_co_chair)
rules.add_perm("meetings.take_minutes", keeps_meeting)

__all__ = (
    "is_co_chair",
    "is_secretariat",
    "remarks_on_minutes",
    "slugs_there",
    "voices_of",
    "why_not_propose",
)
