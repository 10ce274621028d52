"""What waits around joint statements: clearance, confirmation, signature, and what came back."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.models import Answer, Round
from decisions.states import RoundMode
from decisions.workflow.sentence import listed, seat_name
from foundation.core.moments import moment
from members.states import Role
from statements.models import Clearance, Signature, Statement, title_in
from statements.states import StatementState
from unmn.home.awaiting.waiting import Waiting


def clearances_to_answer(user, standing):
    """Statements in clearance on which the reader's organisations have said nothing yet (RULES R7.38)."""
    mine = standing.member_organisations
    if not mine:
        return
    rows = Round.objects.open().filter(mode=RoundMode.CLEARANCE, seats__organisation__in=list(mine))
    rows = rows.distinct().select_related("clearance__statement")
    for round_ in rows.prefetch_related("clearance__statement__texts", "seats__answers__confirmations"):
        owing = [
            seat for seat in round_.seats.all()
            if seat.organisation_id in mine and seat.standing is None and round_.is_open_for(seat)
        ]  # fmt: skip
        if not owing:
            continue
        statement = round_.clearance.statement
        text = (
            _("%(members)s holds the lead mandate and has to answer expressly. The clock ends %(moment)s.")
            if any(seat.is_touched for seat in owing)
            else _("%(members)s has not answered. Who is silent until %(moment)s clears it tacitly.")
        )
        yield Waiting(
            title=_("Clear the statement “%(title)s”") % {"title": title_in(statement)},
            text=text % {"members": listed([seat_name(seat) for seat in owing]), "moment": moment(round_.ends_at)},
            url=reverse("statements:clearance_answer", args=[statement.slug]),
            act=_("Answer"),
            icon="megaphone",
            until=round_.ends_at,
            weight=1,
        )  # fmt: skip


def clearances_to_confirm(user, standing):
    """Answers of alternates on statements that wait for the reader's confirmation (RULES R2.5)."""
    led = [pk for pk in standing.member_organisations if standing.represents[pk] == Role.FOCAL_POINT]
    if not led:
        return
    rows = Answer.objects.filter(
        seat__organisation__in=led, waits_for_confirmation=True, is_late=False, confirmations=None,
        seat__round__mode=RoundMode.CLEARANCE, seat__round__state="open",
    )  # fmt: skip
    rows = rows.select_related("seat__round__clearance__statement")
    for given in rows.prefetch_related("seat__round__clearance__statement__texts"):
        statement = given.seat.round.clearance.statement
        yield Waiting(
            title=_("Confirm the answer to “%(title)s”") % {"title": title_in(statement)},
            text=_("%(person)s said for %(member)s: %(answer)s")
            % {"person": given.name, "member": seat_name(given.seat), "answer": given.get_kind_display()},
            url=f"{statement.get_absolute_url()}#seat-{given.seat_id}",
            act=_("Read and confirm"),
            icon="check-badge",
            until=given.seat.round.ends_at,
            weight=1,
        )


def statements_to_sign(user, standing):
    """Statements that wait for the key of this co-chair's office (RULES R7.39)."""
    if not standing.is_co_chair:
        return
    for statement in waiting_for_keys():
        live = statement.live_keys
        taken = {one.office for one in live}
        if any(one.person_id == standing.person.pk for one in live):
            continue
        if all(office in taken for office in standing.co_chair_offices):
            continue
        yield Waiting(
            title=_("Sign the statement “%(title)s”") % {"title": title_in(statement)},
            text=_("The other co-chair has signed. It waits for your office.")
            if live
            else _(
                "The members have cleared it. It needs the signatures of both co-chairs on the same text."
            ),
            url=reverse("statements:sign", args=[statement.slug]),
            act=_("Read and sign"),
            icon="key",
            until=statement.embargo_until,
            weight=1,
        )


def waiting_for_keys():
    """Cleared statements with their texts, and the signatures that stand as `live_keys`."""
    live = Prefetch("signatures", Signature.objects.live(), to_attr="live_keys")
    return Statement.objects.awaiting_signature().prefetch_related("texts", live).order_by("pk")


def late_clearances_to_note(user, standing):
    """What came after the clock of a clearance, and no co-chair has seen (RULES R4.20)."""
    if not standing.is_co_chair:
        return
    rows = Answer.objects.filter(
        is_late=True, seen_by_co_chairs_at=None, seat__round__mode=RoundMode.CLEARANCE
    )
    rows = rows.select_related("seat__round__clearance__statement")
    for given in rows.prefetch_related("seat__round__clearance__statement__texts"):
        statement = given.seat.round.clearance.statement
        yield Waiting(
            title=_("Late answer of %(member)s") % {"member": seat_name(given.seat)},
            text=_("On “%(title)s”: %(answer)s. It changes nothing by itself.")
            % {"title": title_in(statement), "answer": given.get_kind_display()},
            url=f"{statement.get_absolute_url()}#answer-{given.pk}",
            act=_("Take note"),
            icon="clock",
            weight=3,
        )


def statements_that_came_back(user, standing):
    """Drafts that were held, returned or not cleared, for those who draft them."""
    if not (standing.is_secretariat or standing.member_organisations):
        return
    rows = Statement.objects.filter(
        state=StatementState.DRAFT, clearances__in=Clearance.objects.all()
    ).distinct()
    if not standing.is_secretariat:
        rows = rows.filter(lead__in=standing.member_organisations)
    for statement in rows.prefetch_related("texts"):
        yield Waiting(
            title=_("Back in draft: %(title)s") % {"title": title_in(statement)},
            text=statement.returned or _("An objection stood when the clock ran out."),
            url=statement.get_absolute_url(),
            act=_("Work on the text"),
            icon="arrow-uturn-left",
            weight=3,
        )


QUESTIONS = (
    clearances_to_answer, clearances_to_confirm, statements_to_sign, late_clearances_to_note,
    statements_that_came_back,
)  # fmt: skip
