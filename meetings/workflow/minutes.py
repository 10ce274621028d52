"""The life of minutes (RULES R6.33, R6.36, R10.57).

    draft ─► in review ─► review closed ─► approved
      ▲          ▲              │
    notes        └──────────────┘ returned by a co-chair, with a reason and a new closing moment

Notes are taken item by item with the decisions and action points that are born there. Sending for review
freezes numbered paragraphs; silence until the deadline is acceptance. Wordings that are accepted or merged
come with the next version. Both co-chairs approve the same text; then it never changes again.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from decisions.models import Decision
from decisions.states import ActionState, DecisionState
from decisions.workflow import action_points, decisions
from decisions.workflow.answers import standing_objections
from decisions.workflow.closing import declare_adopted
from foundation.audit.states import Hat
from foundation.circulation.states import CirculationState
from foundation.core.moments import moment
from foundation.core.workflow import THE_PORTAL, Refused, Workflow
from foundation.review import workflow as review
from foundation.review.models import Comment, Text
from meetings.access import letters_for_review
from meetings.asked import approvals_needed, approves_minutes, hats_to_approve, keeps_meeting
from meetings.models import MinutesApproval
from meetings.states import MINUTES_MAP, MeetingState, MinutesState
from meetings.workflow.minutes_text import blocks_of
from meetings.workflow.names import names_found, sentence_of, text_key
from members.calendar import closing_moment
from members.models import Parameter
from members.standing import Standing

S = MinutesState
# Decisions of the minutes whose wording the review may still change.
OPEN_WORDING = (DecisionState.PROPOSED, DecisionState.ON_AGENDA)
MINUTES = Workflow("meetings", MinutesState, MINUTES_MAP)


def decisions_of(minutes, *states):
    """Decisions recorded in these minutes, in the order of the agenda."""
    rows = Decision.objects.filter(minutes_entries__minutes=minutes).order_by(
        "minutes_entries__item__position", "pk"
    )
    return rows.filter(state__in=states) if states else rows


def is_not_ready(minutes):
    """What keeps the draft from being sent for review, in sentences."""
    if minutes.meeting.state != MeetingState.HELD:
        yield _("The meeting is not marked as held yet.")
    if not minutes.meeting.attendances.exists():
        yield _("Nobody's attendance is recorded yet.")
    has_content = ~Q(html="") | Q(decisions__isnull=False) | Q(action_points__isnull=False)
    if not minutes.entries.filter(has_content).exists():
        yield _("Nothing is written under any agenda item yet.")
    if minutes.state == S.DRAFT:
        yield from names_are_left(minutes)


def names_are_left(minutes):
    """The sentence while a passage under the Chatham House Rule names somebody and nobody ticked it (R6.34).

    In a draft it is about the notes, later about the wordings that come into the next version.
    """
    found = names_found(minutes)
    if found and minutes.names_looked_at != text_key(minutes):
        yield sentence_of(found)


@MINUTES.act(
    S.DRAFT, S.IN_REVIEW, S.REVIEWED,
    may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("These names may stay"),
    done=_("Names left in passages under the Chatham House Rule looked at"),
)  # fmt: skip
def let_names_stay(minutes, *, by):
    """Say that the names found attribute nothing to anybody. It holds until a word of the notes changes."""
    minutes.names_looked_at = text_key(minutes)


@MINUTES.move(
    S.DRAFT, to=S.IN_REVIEW, may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Send for review"),
    done=_("Minutes sent for review"), missing=is_not_ready,
)  # fmt: skip
def send_for_review(minutes, *, by, ends=None):
    """Freeze the notes as numbered paragraphs and open the review until `ends`.

    Without `ends` it closes `minutes_comment_wd` working days from today at 18:00 in Bishkek. Silence is
    acceptance. Recorded decisions are proposed, action points are assigned. Rule: RULES R1.1, R6.33.
    """
    minutes.review_ends = _a_future(ends or review_would_end())
    minutes.text = Text.objects.create(title=str(minutes)[:300], language=minutes.meeting.language)
    review.freeze(minutes.text, blocks_of(minutes), by=by)
    for decision in decisions_of(minutes, DecisionState.DRAFT):
        decisions.propose(decision, by=by)
    for entry in minutes.entries.all():
        for action in entry.action_points.filter(state=ActionState.DRAFT):
            action_points.assign(action, by=by)


def was_called_back(minutes):
    """Whether the review was opened by letters that never left: no member has seen the minutes."""
    if minutes.state != S.IN_REVIEW:
        return False
    states = set(letters_for_review(minutes).values_list("state", flat=True))
    return bool(states) and states == {CirculationState.CALLED_BACK}


@MINUTES.act(
    S.IN_REVIEW, may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Send for review again"),
    done=_("Minutes sent for review again after their letter was called back"),
)  # fmt: skip
def send_again_for_review(minutes, *, by, ends=None):
    """Give the review that nobody heard of a closing moment of its own. Raises Refused if the letter left."""
    if not was_called_back(minutes):
        raise Refused(_("The letter has left, so the review goes on as it said."))
    minutes.review_ends = _a_future(ends or review_would_end())


def review_would_end():
    """When a review that is opened now closes (RULES R1.2)."""
    return closing_moment(Parameter.value_of("minutes_comment_wd"))


def _a_future(ends):
    if ends <= timezone.now():
        raise Refused(_("%(moment)s has passed. Choose a closing moment ahead.") % {"moment": moment(ends)})
    return ends


@MINUTES.act(
    S.IN_REVIEW, S.REVIEWED, may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Issue the next version"),
    done=_("Next version issued"), missing=names_are_left,
)  # fmt: skip
def issue_revision(minutes, *, by):
    """Make Rev.n from every wording accepted or merged; approvals of the text before are void by its hash.

    Raises Refused when there is nothing to put in. Returns the Version.
    """
    settled = list(review.unapplied(minutes.text))
    if not settled:
        raise Refused(_("No wording was accepted or merged since the last version."))
    return _revise(minutes, settled, by)


def _revise(minutes, settled, by):
    version = review.revise(minutes.text, by=by)
    outcomes = {row.paragraph.anchor: row.outcome for row in settled}
    for decision in decisions_of(minutes, *OPEN_WORDING):
        if f"decision-{decision.pk}" in outcomes:
            is_proposed = decision.state == DecisionState.PROPOSED
            change = decisions.reword if is_proposed else decisions.amend_for_meeting
            change(decision, by=THE_PORTAL, text=outcomes[f"decision-{decision.pk}"])
    minutes.act_details = {"version": version.number}
    return version


@MINUTES.move(
    S.IN_REVIEW, to=S.REVIEWED, may=keeps_meeting, hat=Hat.SECRETARIAT, label=_("Close the review"),
    done=_("Review closed"), automatic=True,
)  # fmt: skip
def close_review(minutes, *, by):
    """End the review: who was silent has accepted. Its effective moment is the deadline, whenever it runs.

    Raises Refused before the deadline: members have until then. Rule: RULES R4.18, R6.33.
    """
    if was_called_back(minutes):
        raise Refused(
            _("Nobody has received these minutes: their letter was called back. Send them for review again.")
        )
    if timezone.now() < minutes.review_ends:
        raise Refused(
            _("Members have until %(moment)s. The portal closes the review then.")
            % {"moment": moment(minutes.review_ends)}
        )
    # Under the lock that remarks take, so that none slips in between.
    Text.objects.select_for_update().get(pk=minutes.text_id)
    minutes.act_details = {"effective_at": minutes.review_ends.isoformat()}


def is_not_settled(minutes):
    """What keeps the text from being approved, in sentences (RULES R6.33, R10.59)."""
    if minutes.text_id is None:
        return
    waiting = list(review.unanswered(minutes.text))
    if waiting:
        yield (
            ngettext(
                "%(count)d proposed wording waits for an answer: %(where)s.",
                "%(count)d proposed wordings wait for an answer: %(where)s.",
                len(waiting),
            )
            % {"count": len(waiting), "where": _places(waiting)}
        )
    doubts = list(
        Comment.objects.filter(
            paragraph__version__text=minutes.text_id,
            paragraph__is_decision=True,
            answer="",
            withdrawn_at=None,
        ).select_related("paragraph")
    )
    if doubts:
        yield _("A comment on the wording of a decision waits for an answer: %(where)s.") % {
            "where": _places(doubts)
        }
    if review.unapplied(minutes.text).exists():
        yield _("Wording that was accepted is not in the text yet: issue the next version.")
    yield from _objected_to(minutes)


def _objected_to(minutes):
    """Decisions of these minutes to which an objection stands: approval would declare them adopted."""
    for decision in decisions_of(minutes, DecisionState.ON_AGENDA):
        round_ = decisions.live_round(decision)
        objecting = standing_objections(round_) if round_ is not None else []
        if objecting:
            yield _(
                "%(members)s has an objection to %(reference)s. Record that there was no consensus, or defer it."
            ) % {"members": ", ".join(map(str, objecting)), "reference": decision.reference}


def _places(remarks):
    said = [
        _("%(organisation)s on paragraph %(number)s")
        % {"organisation": row.voice_name, "number": row.paragraph.number}
        for row in remarks
    ]
    return "; ".join(said)


@MINUTES.act(
    S.REVIEWED, may=approves_minutes, hat=Hat.CO_CHAIR, label=_("Approve"), done=_("Minutes approved"),
    missing=is_not_settled,
)  # fmt: skip
def give_approval(minutes, *, by, text_hash=""):
    """One co-chair (of a group's meeting: its lead or co-lead) approves the text as it is now; call `approve`.

    `text_hash` is that of the text on the co-chair's page. Raises Refused when the text has changed since,
    or when this office or this person has approved it already. Rule: RULES R7.39 by analogy, R10.53.
    """
    latest = minutes.text.latest
    if text_hash and text_hash != latest.text_hash:
        raise Refused(_("The text has changed since you opened it. Reload the page, read it, then approve."))
    standing = Standing.of(by)
    given = list(minutes.approvals.filter(text_hash=latest.text_hash))
    if standing.person.pk in {row.person_id for row in given}:
        raise Refused(_("You have approved this text already. It waits for the other co-chair."))
    hats = hats_to_approve(by, minutes.meeting)
    free = [office for office in hats if office not in {row.office for row in given}]
    if not free:
        raise Refused(_("This text is already approved for your office."))
    minutes.act_details = {"office": str(free[0]), "text_hash": latest.text_hash}
    return MinutesApproval.objects.create(
        minutes=minutes,
        office=free[0],
        person=standing.person,
        is_in_charge=free[0] in standing.in_charge,
        text_hash=latest.text_hash,
    )


def given_approvals(minutes):
    """Approvals of the text as it is now."""
    latest = minutes.text.latest if minutes.text_id else None
    if latest is None:
        return []
    return list(minutes.approvals.filter(text_hash=latest.text_hash).select_related("person").order_by("at"))


@MINUTES.move(
    S.REVIEWED, to=S.APPROVED, may=approves_minutes, hat=Hat.CO_CHAIR, label=_("Conclude"),
    done=_("All approvals given"), automatic=True, missing=is_not_settled,
)  # fmt: skip
def conclude(minutes, *, by):
    """Both co-chairs approved the same text: it gets its symbol, its decisions count as declared adopted."""
    approvals = given_approvals(minutes)
    if not approvals_needed(minutes.meeting) <= {row.office for row in approvals}:
        raise Refused(_("The other approval of this text is still missing."))
    latest = minutes.text.latest
    minutes.text_hash = latest.text_hash
    minutes.symbol = minutes.symbol_of(latest)
    minutes.approved_at = timezone.now()
    names = "; ".join(f"{row.person} ({row.get_office_display()})" for row in approvals)
    for decision in decisions_of(minutes, *OPEN_WORDING):
        declare_adopted(decision, by=THE_PORTAL, adopted_on=minutes.held_on, declared_by=names[:300])


def approve(minutes, *, by, text_hash=""):
    """Approve as a co-chair; the second approval of the same text makes the minutes approved."""
    with transaction.atomic():
        approval = give_approval(minutes, by=by, text_hash=text_hash)
        if approvals_needed(minutes.meeting) <= {row.office for row in given_approvals(minutes)}:
            conclude(minutes, by=THE_PORTAL)
    return approval


@MINUTES.move(
    S.REVIEWED, to=S.IN_REVIEW, may=approves_minutes, hat=Hat.CO_CHAIR, label=_("Return for review"),
    done=_("Minutes returned for review by a co-chair"), missing=names_are_left,
)  # fmt: skip
def return_to_review(minutes, *, by, reason, ends=None):
    """Open the review again with a reason: a new version and a new closing moment; approvals are void.

    Raises Refused without a reason.
    """
    if not reason.strip():
        raise Refused(_("Give the reason: members and the secretariat read it."))
    minutes.returned = reason.strip()
    minutes.review_ends = _a_future(ends or review_would_end())
    # A version of its own even if no word changed: approvals bind its hash, so the earlier ones lapse.
    _revise(minutes, list(review.unapplied(minutes.text)), by)
