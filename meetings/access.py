"""Who may see meetings and what belongs to them.

Secretariat officers and co-chairs see everything, drafts included. Members see a meeting from its convening
on, its agenda as circulated, and minutes from the review on. Guests see the meetings to which their
organisation is invited, there the items and papers that are open to them, and minutes that were shared with
it. Readers for the Programme
Management Team see convened meetings and approved minutes.
"""

import rules
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from foundation.circulation.models import Circulation
from foundation.core.access import explains
from foundation.documents.models import Audience, Classification
from foundation.review.models import Version
from meetings.asked import keeps_meeting, led_groups
from meetings.models import AgendaRevision, Minutes, MinutesShare, Paper
from meetings.states import FOR_REVIEW, REVISED, ItemState, MeetingKind, MeetingState, MinutesState
from meetings.states_annual import StakeholderState
from members.access import is_co_chair, is_secretariat, represents_a_member, seen_as
from members.standing import Standing
from workinggroups.access import voices_in
from workinggroups.states import LEADING, GroupRole

OPEN_TO_GUESTS = (Audience.NETWORK_AND_STATE, Audience.PUBLIC)
prepares = is_secretariat | is_co_chair
prepares_it = keeps_meeting | is_co_chair

rules.add_perm("meetings.see_preparation", prepares_it)
rules.add_perm("meetings.see_backlog", prepares | represents_a_member)


@rules.predicate
def proposed_it(user, item):
    """Represents the member that proposed the item."""
    return item is not None and item.proposed_by_id in Standing.of(user).represents


@rules.predicate
def leads_where_it_began(user, waiting):
    """Leads the working group that reports this to the Network, or at whose meeting it was carried over."""
    if waiting is None:
        return False
    if waiting.group_id is None and waiting.carried_from_id is None:
        return False
    key = waiting.group_id or waiting.carried_from.meeting.group_id
    return key is not None and key in led_groups(user)


@rules.predicate
def asked_for_it(user, asked):
    """Represents the member that asks for the meeting."""
    return asked is not None and asked.organisation_id in Standing.of(user).member_organisations


@rules.predicate
def cares_for_paper(user, paper):
    """Keeps the agenda, or represents the member that proposed the item while it is a proposal."""
    if keeps_meeting.test(user, paper):
        return True
    return paper is not None and paper.item.state == ItemState.PROPOSED and proposed_it.test(user, paper.item)


@rules.predicate
def is_asked(user, meeting):
    """Represents an organisation that is invited: a member, or a guest."""
    standing = Standing.of(user)
    if meeting is None or standing.person is None:
        return False
    if meeting.group_id is not None:
        return meeting.group_id in standing.groups
    if standing.represents_a_member:
        return True
    return meeting.guests.filter(organisation=standing.organisation_id).exists()


def organisations_answered_for(user, meeting):
    """The keys of the organisations for which `user` may answer the invitation to `meeting`."""
    standing = Standing.of(user)
    if meeting.group_id is not None:
        return set(voices_in_meeting(user, meeting))
    mine = set(standing.member_organisations)
    if standing.person is not None and meeting.guests.filter(organisation=standing.organisation_id).exists():
        mine.add(standing.organisation_id)
    return mine


def voices_in_meeting(user, meeting):
    """The keys of the organisations in whose name somebody speaks in a group's meeting."""
    return {organisation.pk for organisation in voices_in(user, meeting.group)}


def sees_preparation(user):
    """Whether `user` sees what has not been circulated yet, of every meeting."""
    return prepares.test(user)


def of_ones_groups(user, prefix="", *, led=False):
    """The filter for what belongs to meetings of groups in which somebody sits, or which somebody leads."""
    keys = led_groups(user) if led else list(Standing.of(user).groups)
    return Q(**{f"{prefix}group__in": keys})


@explains("meetings.meeting")
def why_meeting(user, meeting):
    """Why somebody sees a meeting."""
    if meeting.state == MeetingState.DRAFT:
        return seen_as(user, _("it is in preparation, which only secretariat and co-chairs see."))
    if meeting.group_id in Standing.of(user).groups:
        return seen_as(user, _("you take part in the working group that meets."))
    if Standing.of(user).is_outsider:
        return seen_as(user, _("your organisation is invited to this meeting."))
    if Standing.of(user).is_pmt_reader and not Standing.of(user).is_insider:
        return seen_as(user, _("readers of the reports see every meeting that was convened."))
    return seen_as(user, _("the meeting was convened with all members."))


@explains("meetings.agendarevision")
def why_agenda(user, revision):
    """Why somebody sees an agenda that was circulated."""
    if Standing.of(user).is_outsider:
        return seen_as(user, _("the agenda was circulated to guests, with the items that are open to them."))
    return seen_as(user, _("the agenda was circulated to all members."))


@explains("meetings.agendaitem")
def why_item(user, item):
    """Why somebody sees a live agenda item or a proposal."""
    if sees_preparation(user):
        return seen_as(user, _("secretariat and co-chairs prepare the agenda."))
    return seen_as(user, _("your organisation proposed this item."))


@explains("meetings.paper")
def why_paper(user, paper):
    """Why somebody sees a paper."""
    if sees_preparation(user):
        return seen_as(user, _("secretariat and co-chairs prepare the agenda and its papers."))
    return seen_as(user, _("the paper was circulated with the agenda."))


@explains("meetings.registration")
def why_stakeholders(user, registration):
    """Why somebody sees who of the stakeholders comes."""
    return seen_as(
        user, _("secretariat and co-chairs prepare the meeting; nobody else sees the names of stakeholders.")
    )


@explains("meetings.minutes")
def why_minutes(user, minutes):
    """Why somebody sees minutes."""
    if minutes.state == MinutesState.DRAFT:
        return seen_as(user, _("the minutes are being written; only secretariat and co-chairs see them."))
    if minutes.state == MinutesState.APPROVED and Standing.of(user).is_outsider:
        return seen_as(user, _("the secretariat shared these minutes with your organisation."))
    if minutes.state == MinutesState.APPROVED:
        return seen_as(user, _("approved minutes are shared with members and readers of the reports."))
    return seen_as(user, _("the draft minutes were circulated to the members for review."))


def meetings_visible_to(rows, user):
    """Narrow meetings to those that `user` may see."""
    standing = Standing.of(user)
    if sees_preparation(user):
        return rows
    if standing.person is None:
        return rows.none()
    called = ~Q(state=MeetingState.DRAFT)
    own = called & of_ones_groups(user) | of_ones_groups(user, led=True)
    if standing.is_insider or standing.is_pmt_reader:
        return rows.filter(called & Q(group__isnull=True) | own)
    invited = type(rows)(rows.model).filter(guests__organisation=standing.organisation_id)
    return rows.filter(called & Q(pk__in=invited.values("pk")) | own)


def items_visible_to(rows, user):
    """Narrow live agenda items: the preparation, or what one's own organisation proposed."""
    if sees_preparation(user):
        return rows
    led = of_ones_groups(user, "meeting__", led=True)
    return rows.filter(led | Q(proposed_by__in=Standing.of(user).represents))


def backlog_visible_to(rows, user):
    """Narrow the backlog: all of it in the preparation, else what one's own organisation proposed.

    Who sits in a group for a member reads what it reports; who leads one, what its meetings carried over (R8.44).
    """
    if sees_preparation(user):
        return rows
    standing = Standing.of(user)
    return rows.filter(
        Q(proposed_by__in=standing.member_organisations)
        | Q(group__in=[key for key in standing.groups if _sits_for_a_member(standing, key)])
        | Q(carried_from__meeting__group__in=led_groups(user))
    )


def reads_reports(user, group):
    """Whether somebody reads what a group reports while it waits: not its partners and observers (R8.44)."""
    return sees_preparation(user) or _sits_for_a_member(Standing.of(user), group.pk)


def _sits_for_a_member(standing, key):
    return bool({*LEADING, GroupRole.MEMBER} & set(standing.groups.get(key, ())))


def requests_visible_to(rows, user):
    """Narrow requests for meetings: all of them in the preparation, else those of one's own organisation."""
    if sees_preparation(user):
        return rows
    return rows.filter(organisation__in=Standing.of(user).member_organisations)


def templates_visible_to(rows, user):
    """Narrow templates of agendas to secretariat and co-chairs; who leads a group uses those for groups."""
    if sees_preparation(user):
        return rows
    return rows.filter(kind=MeetingKind.GROUP) if led_groups(user) else rows.none()


def stakeholders_visible_to(rows, user):
    """Narrow stakeholders and those whom they send to secretariat and co-chairs (RULES R10.67)."""
    return rows if sees_preparation(user) else rows.none()


def papers_visible_to(rows, user):
    """Narrow papers by the agenda that was circulated and by their audience (RULES R8.41, R8.44)."""
    standing = Standing.of(user)
    if sees_preparation(user):
        return rows
    if standing.person is None:
        return rows.none()
    # A paper that was attached after the last circulation was not circulated with it.
    circulated = Q(
        item__revisions__in=AgendaRevision.objects.circulated(), item__revisions__made_at__gte=F("added_at"),
        item__state=ItemState.ON_AGENDA,
    )  # fmt: skip
    circulated &= ~Q(audience=Audience.NAMED)
    rows = rows.filter(removed_at__isnull=True)
    prefix = "item__meeting__"
    own_group = of_ones_groups(user, prefix, led=True) | circulated & of_ones_groups(user, prefix)
    of_network = Q(item__meeting__group__isnull=True)
    if standing.is_insider:
        own_proposal = Q(item__state=ItemState.PROPOSED, item__proposed_by__in=standing.represents)
        return rows.filter(circulated & of_network | own_proposal | own_group).distinct()
    unclassified = Q(classification=Classification.UNCLASSIFIED)
    # A partner in a group reads what is meant for the group's guests, as guests of the Network do.
    outside = (
        own_group if standing.is_of_a_member else own_group & unclassified & Q(audience__in=OPEN_TO_GUESTS)
    )
    if standing.is_pmt_reader:
        return rows.filter(circulated & unclassified & of_network | outside).distinct()
    invited = Q(item__guests__organisation=standing.organisation_id) | Q(
        item__is_open_to_guests=True, item__meeting__guests__organisation=standing.organisation_id
    )
    as_guest = circulated & unclassified & invited & Q(audience__in=OPEN_TO_GUESTS)
    return rows.filter(as_guest | outside).distinct()


def items_open_to_stakeholders(meeting):
    """The keys of the items that are open to guests: all of an agenda that stakeholders ever see."""
    return set(meeting.items.on_agenda().filter(is_open_to_guests=True).values_list("pk", flat=True))


def papers_open_to_stakeholders(stakeholder):
    """The papers that a registered stakeholder may open: circulated, unclassified, meant for guests (R8.44)."""
    rows = Paper.objects.filter(
        item__meeting=stakeholder.meeting_id, item__is_open_to_guests=True, item__state=ItemState.ON_AGENDA,
        item__revisions__in=AgendaRevision.objects.circulated(), item__revisions__made_at__gte=F("added_at"),
        removed_at=None, classification=Classification.UNCLASSIFIED,
        audience__in=(Audience.NETWORK_AND_STATE, Audience.PUBLIC),
    )  # fmt: skip
    return rows.distinct() if stakeholder.state == StakeholderState.REGISTERED else rows.none()


def minutes_visible_to(rows, user):
    """Narrow minutes to those that `user` may see.

    Members see them once the letter that opens the review cannot be called back any more; an organisation
    from outside when the approved text was shared with it (`MinutesShare`).
    """
    standing = Standing.of(user)
    if sees_preparation(user):
        return rows
    prefix = "meeting__"
    own = of_ones_groups(user, prefix, led=True)
    letters = letters_for_review()
    left = Exists(letters.left()) | ~Exists(letters) | Q(state=MinutesState.APPROVED)
    own |= of_ones_groups(user, prefix) & ~Q(state=MinutesState.DRAFT) & left
    of_network = Q(meeting__group__isnull=True)
    if standing.is_insider:
        return rows.filter(of_network & ~Q(state=MinutesState.DRAFT) & left | own)
    if standing.is_pmt_reader:
        return rows.filter(of_network & Q(state=MinutesState.APPROVED) | own)
    if standing.is_outsider:
        shared = MinutesShare.objects.in_hand().filter(
            minutes=OuterRef("pk"), organisation=standing.organisation_id
        )
        return rows.filter(Q(Exists(shared), state=MinutesState.APPROVED) | own)
    return rows.filter(own)


def letters_for_review(minutes=None):
    """The letters by which minutes went to the members for review; of the outer row, or of one `minutes`."""
    return Circulation.objects.filter(
        about_type=ContentType.objects.get_for_model(Minutes),
        about_id=minutes.pk if minutes else OuterRef("pk"), occasion=FOR_REVIEW,
    )  # fmt: skip


def letters_of_version(minutes, version):
    """The letters by which one version of minutes went to the members."""
    return Circulation.objects.filter(
        about_type=ContentType.objects.get_for_model(Minutes), about_id=minutes.pk,
        occasion__in=(FOR_REVIEW, REVISED), edition=f"rev-{version.number}",
    )  # fmt: skip


def versions_held(*minutes):
    """The keys of the versions whose letter can still be called back: members read the one before.

    Of the given minutes, or of all; approved minutes have one text for everybody.
    """
    letters = Circulation.objects.held().filter(
        about_type=ContentType.objects.get_for_model(Minutes), occasion__in=(FOR_REVIEW, REVISED)
    )
    if minutes:
        letters = letters.filter(about_id__in=[row.pk for row in minutes])
    wanted = None
    for pk, edition in letters.values_list("about_id", "edition"):
        one = Q(text__minutes=pk, number=int(edition.removeprefix("rev-")))
        one &= ~Q(text__minutes__state=MinutesState.APPROVED)
        wanted = one if wanted is None else wanted | one
    return set(Version.objects.filter(wanted).values_list("pk", flat=True)) if wanted else set()


def sees_internal(user, meeting=None):
    """Whether somebody reads internal passages of minutes: the Network's own people do.

    In the minutes of a working group also those who sit in it for a member; its partners and observers do not.
    """
    standing = Standing.of(user)
    if standing.is_insider:
        return True
    return _sits_for_a_member(standing, getattr(meeting, "group_id", None))


def reads_ahead(user, meeting):
    """Whether somebody reads what can still be called back: those who prepare this meeting."""
    return sees_preparation(user) or prepares_it.test(user, meeting)


__all__ = (
    "backlog_visible_to",
    "cares_for_paper",
    "is_asked",
    "is_co_chair",
    "is_secretariat",
    "items_open_to_stakeholders",
    "items_visible_to",
    "leads_where_it_began",
    "letters_for_review",
    "letters_of_version",
    "meetings_visible_to",
    "minutes_visible_to",
    "organisations_answered_for",
    "papers_open_to_stakeholders",
    "papers_visible_to",
    "prepares",
    "proposed_it",
    "reads_ahead",
    "reads_reports",
    "represents_a_member",
    "requests_visible_to",
    "sees_internal",
    "stakeholders_visible_to",
    "templates_visible_to",
    "versions_held",
)
