"""What the agenda editor offers, and how it gets onto the agenda with one click (RULES R10.58).

A new kind of offer is one function in `OFFERS`: it answers what it offers to a meeting, each with the key by
which `take_offer` finds it again.
"""

from dataclasses import dataclass, field

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decisions.models import Decision
from foundation.audit.states import Hat
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import Refused
from meetings.asked import keeps_meeting
from meetings.models import AgendaItem, BacklogItem, Meeting, Minutes
from meetings.states import (
    BacklogOrigin,
    Generated,
    ItemKind,
    ItemState,
    MeetingKind,
    MeetingState,
    MinutesState,
)
from meetings.workflow.agenda import accept_item, add_item, restore_item
from meetings.workflow.agenda_decisions import contested
from meetings.workflow.linked_decisions import link_decision
from meetings.workflow.matters import meeting_before
from meetings.workflow.meeting import AHEAD, MEETING
from meetings.workflow.standing_items import matters_title_of, title_in

MINUTES_TITLE = _("Minutes of the previous meeting: %(meeting)s")


@dataclass(frozen=True)
class Offer:
    """Something that could become an item: its key, why it is offered, and the words of the item."""

    key: str
    why: str
    title: str
    minutes: int = 0
    note: str = ""
    item: AgendaItem | None = None
    backlog_item: BacklogItem | None = None
    decision: Decision | None = None
    words: dict = field(default_factory=dict)


def offered_to(meeting):
    """Everything that waits and could come onto this agenda."""
    return [offer for offers in OFFERS for offer in offers(meeting)]


def previous_minutes(meeting):
    """The minutes of the last meeting, and of the last of the same kind, until an agenda deals with them."""
    if meeting.items.on_agenda().filter(generated=Generated.PREVIOUS_MINUTES, minutes_of=None).exists():
        return
    of_its_kind = Meeting.objects.filter(
        kind=meeting.kind, group=meeting.group_id, state=MeetingState.HELD, starts_at__lt=meeting.starts_at
    ).order_by("-starts_at")[:1]
    before = {held.pk for held in (meeting_before(meeting), *of_its_kind) if held is not None}
    dealt_with = _standing_items().filter(minutes_of__isnull=False).values("minutes_of")
    rows = Minutes.objects.filter(meeting__in=before).exclude(meeting__in=dealt_with)
    for minutes in rows.select_related("meeting").order_by("meeting__starts_at"):
        title = gettext("Minutes of the previous meeting: %(meeting)s") % {
            "meeting": in_language(minutes.meeting, "title")
        }
        is_approved = minutes.state == MinutesState.APPROVED
        kind = ItemKind.INFORMATION if is_approved else ItemKind.DISCUSSION
        yield Offer(
            key=f"minutes-{minutes.meeting_id}", why=gettext("Comes back by itself"), title=title, minutes=5,
            note=str(minutes.get_state_display()),
            words=words_of_previous_minutes(minutes.meeting) | {"kind": kind, "minutes": 5},
        )  # fmt: skip


def words_of_previous_minutes(before):
    """The words of the item by which a meeting deals with the minutes of the one before."""
    return {
        **{name: title_in(MINUTES_TITLE, code) % {"meeting": getattr(before, name) or before.title}
           for name, code in (("title", "en"), ("title_ru", "ru"), ("title_ky", "ky"))},
        "generated": Generated.PREVIOUS_MINUTES, "minutes_of": before,
    }  # fmt: skip


def matters_to_report(meeting):
    """The item that fills itself with open decisions and action points."""
    if meeting.items.on_agenda().filter(generated=Generated.MATTERS_ARISING).exists():
        return
    name = matters_title_of(meeting)
    titles = {f"title_{code}": title_in(name, code) for code in ("ru", "ky")}
    yield Offer(
        key="matters", why=gettext("Fills itself"), title=str(name), minutes=15,
        note=gettext("With the open action points of the group and what changed since its last meeting.")
        if meeting.group_id
        else gettext("With the open decisions and action points and what changed since the last meeting."),
        words=titles | {"title": title_in(name, "en"), "kind": ItemKind.INFORMATION, "minutes": 15,
                        "generated": Generated.MATTERS_ARISING},
    )  # fmt: skip


def proposed_by_members(meeting):
    """What members proposed for this meeting, and what was removed of it again."""
    rows = meeting.items.filter(state=ItemState.PROPOSED)
    for item in rows.select_related("proposed_by", "proposer"):
        yield Offer(
            key=f"proposal-{item.pk}", why=gettext("Proposed for this meeting"), title=in_language(item, "title"),
            minutes=item.minutes, note=_by_whom(item), item=item,
        )  # fmt: skip
    removed = meeting.items.filter(state=ItemState.WITHDRAWN, proposed_by__isnull=False, position__gt=0)
    for item in removed.filter(from_backlog__isnull=True).select_related("proposed_by", "proposer"):
        yield Offer(
            key=f"removed-{item.pk}", why=gettext("Taken off this agenda"), title=in_language(item, "title"),
            minutes=item.minutes, note=_by_whom(item), item=item,
        )  # fmt: skip


def from_the_backlog(meeting):
    """Carried over, recommended by the annual meeting, reported by a group, proposed without a meeting, in this order."""
    rows = list(
        BacklogItem.objects.waiting().select_related(
            "proposed_by", "proposer", "carried_from__meeting", "recommended_by", "group"
        )
    )
    order = (
        BacklogOrigin.CARRIED_OVER, BacklogOrigin.RECOMMENDATION, BacklogOrigin.REPORT_BACK, BacklogOrigin.PROPOSAL,
    )  # fmt: skip
    for row in sorted(rows, key=lambda row: order.index(row.origin)):
        if row.carried_from_id and row.carried_from.meeting_id == meeting.pk:
            continue
        if (row.carried_from.meeting.group_id if row.carried_from_id else None) != meeting.group_id:
            continue
        if (row.recommended_by_id or row.group_id) and meeting.kind != MeetingKind.QUARTERLY:
            continue
        yield Offer(
            key=f"backlog-{row.pk}", why=str(row.get_origin_display()), title=in_language(row, "title"), minutes=row.minutes,
            note=_from_where(row), backlog_item=row,
            words={name: getattr(row, name) for name in (
                "title", "title_ru", "title_ky", "description", "kind", "minutes", "proposed_by", "proposer"
            )} | {"from_backlog": row} | _as_a_report(row, meeting),
        )  # fmt: skip


def contested_decisions(meeting):
    """Decisions on which no consensus was found yet, or that were deferred, escalated or left over (R4.23)."""
    if not meeting.takes_decisions:
        return
    for decision, broken in contested(meeting):
        why = gettext("Silence was broken twice") if broken > 1 else str(decision.get_state_display())
        yield Offer(
            key=f"decision-{decision.pk}", why=why, title=decision.title, minutes=20, note=decision.reference,
            decision=decision, words={"kind": ItemKind.DECISION, "minutes": 20, "title": decision.title},
        )  # fmt: skip


OFFERS = (
    previous_minutes, matters_to_report, contested_decisions, from_the_backlog, proposed_by_members,
)  # fmt: skip


@MEETING.act(
    *AHEAD, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Take onto the agenda"), done=_("Offered item taken onto the agenda"),
)  # fmt: skip
def take_offer(meeting, *, by, key):
    """Put what is offered under `key` before the items that close the meeting. Returns the `AgendaItem`.

    Raises `Refused` when somebody else was quicker or it is not offered any more.
    """
    offer = next((one for one in offered_to(_locked(meeting)) if one.key == key), None)
    if offer is None:
        raise Refused(_("This is not offered any more. Reload the page."))
    meeting.act_details = {"title": offer.title, "key": key}
    if key.startswith("proposal-"):
        accept_item(offer.item, by=by)
        return offer.item
    if key.startswith("removed-"):
        restore_item(offer.item, by=by)
        return offer.item
    if offer.decision is not None:
        item = add_item(meeting, by=by, **offer.words)
        link_decision(item, by=by, decision=offer.decision)
        return item
    if key.startswith("minutes-"):
        # The minutes of the meeting before come right after the adoption of the agenda.
        return add_item(meeting, by=by, after=_adoption_of(meeting), **offer.words)
    if offer.backlog_item is not None:
        # Two meetings may reach for it at once: the row decides.
        BacklogItem.objects.select_for_update().get(pk=offer.backlog_item.pk)
    proposer = offer.backlog_item.proposer if offer.backlog_item else offer.words.get("proposer")
    presenters = [proposer] if proposer else ()
    return add_item(meeting, by=by, presenters=presenters, **offer.words)


def _adoption_of(meeting):
    """The item that adopts the agenda, where the agenda begins with it; else None."""
    first = meeting.items.on_agenda().filter(parent=None).order_by("position").first()
    return first if first is not None and first.kind == ItemKind.DECISION else None


def _locked(meeting):
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def _standing_items():
    rows = AgendaItem.objects.filter(state=ItemState.ON_AGENDA)
    return rows.exclude(meeting__state=MeetingState.CANCELLED)


def _as_a_report(row, meeting):
    """The words that name the group which reports: it is no proposal of an organisation."""
    if row.group_id is None:
        return {}
    with translation.override(meeting.language):
        named = gettext("Report of the working group “%(group)s”.") % {"group": in_language(row.group)}
    text = f"{named}\n\n{row.description}" if row.description else named
    return {"description": text, "proposer": None}


def _from_where(row):
    if row.group_id is not None:
        return in_language(row.group)
    meeting = row.recommended_by or (row.carried_from and row.carried_from.meeting)
    return in_language(meeting, "title") if meeting else _by_whom(row)


def _by_whom(row):
    if row.proposed_by is None:
        return ""
    organisation = in_language(row.proposed_by, "acronym")
    return f"{in_language(row.proposer)}, {organisation}" if row.proposer else organisation
