"""What waits around decisions and their action points."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.models import ActionPoint, Answer, Round, StateConsultation
from decisions.states import PENDING, RoundMode, RoundState
from decisions.workflow.sentence import listed, seat_name
from foundation.core.moments import moment
from foundation.core.templatetags.ui import in_language
from members.calendar import close_of_business
from members.states import Role
from unmn.home import co_chair
from unmn.home.awaiting.waiting import SOON, Waiting


def action_points_owed(user, standing):
    """Action points of the reader's organisations that are overdue or due soon."""
    limit = timezone.localdate() + SOON
    rows = ActionPoint.objects.visible_to(user).awaiting(standing).filter(due_on__lte=limit)
    for action_point in rows.select_related("owner"):
        yield Waiting(
            title=action_point.text,
            text=_("Action point of %(organisation)s")
            % {"organisation": in_language(action_point.owner, "acronym")},
            url=reverse("decisions:action_point", args=[action_point.pk]),
            act=_("Report progress"),
            icon="check-circle",
            until=close_of_business(action_point.due_on),
            weight=4,
        )


def due_dates_to_answer(user, standing):
    """Owners of action points who asked for another date and wait for the secretariat."""
    if not standing.is_secretariat:
        return
    rows = ActionPoint.objects.visible_to(user).asked_for_another_date().select_related("owner")
    for action_point in rows:
        yield Waiting(
            title=_("%(organisation)s asks for another due date")
            % {"organisation": in_language(action_point.owner, "acronym")},
            text=str(action_point),
            url=reverse("decisions:action_point", args=[action_point.pk]),
            act=_("Grant or refuse"),
            icon="calendar-days",
            until=close_of_business(action_point.due_on or action_point.wanted_due_on),
            weight=3,
        )


def replies_of_the_state_overdue(user, standing):
    """Letters to the state whose reply was due: the secretariat reminds the counterpart (RULES R5.27)."""
    if not standing.is_secretariat:
        return
    rows = StateConsultation.objects.visible_to(user).overdue().filter(decision__state__in=PENDING)
    for letter in rows.select_related("decision"):
        yield Waiting(
            title=_("Remind the state: %(decision)s") % {"decision": letter.decision.title},
            text=_("%(counterpart)s has not answered.") % {"counterpart": in_language(letter.names, "name")},
            url=reverse("decisions:state_consultation", args=[letter.decision_id, letter.pk]),
            act=_("Add a follow-up"),
            icon="envelope",
            until=close_of_business(letter.reply_due_on),
            weight=3,
        )


def rounds_to_answer(user, standing):
    """Open silence procedures in which the reader's organisations have said nothing yet (RULES R4, R10.60)."""
    if not standing.represents:
        return
    rows = Round.objects.open().filter(mode=RoundMode.SILENCE, ends_at__gt=timezone.now())
    rows = rows.filter(seats__organisation__in=list(standing.represents)).distinct()
    for round_ in rows.select_related("decision", "version").prefetch_related(
        "seats__answers__confirmations"
    ):
        mine = [seat for seat in round_.seats.all() if seat.organisation_id in standing.represents]
        owing = [seat for seat in mine if seat.standing is None]
        if not owing:
            continue
        yield Waiting(
            title=_("Answer the consultation on “%(title)s”") % {"title": round_.version.title},
            text=_("%(members)s has not answered. Silence until %(moment)s counts as agreement.")
            % {"members": listed([seat_name(seat) for seat in owing]), "moment": moment(round_.ends_at)},
            url=reverse("decisions:round_answer", args=[round_.decision_id, round_.number]),
            act=_("Answer"),
            icon="scale",
            until=round_.ends_at,
            weight=1,
        )


def answers_to_confirm(user, standing):
    """Answers of alternates that wait for the reader's confirmation as focal point (RULES R2.5)."""
    led = [pk for pk, role in standing.represents.items() if role == Role.FOCAL_POINT]
    if not led:
        return
    rows = Answer.objects.filter(
        seat__organisation__in=led, waits_for_confirmation=True, is_late=False, confirmations=None,
        seat__round__state=RoundState.OPEN,
    ).exclude(seat__round__mode=RoundMode.CLEARANCE)  # fmt: skip
    for given in rows.select_related("seat__round__version", "seat__round__decision"):
        round_ = given.seat.round
        yield Waiting(
            title=_("Confirm the answer to “%(title)s”") % {"title": round_.version.title},
            text=_("%(person)s said for %(member)s: %(answer)s")
            % {"person": given.name, "member": seat_name(given.seat), "answer": given.get_kind_display()},
            url=f"{round_.get_absolute_url()}#seat-{given.seat_id}",
            act=_("Read and confirm"),
            icon="check-badge",
            until=round_.ends_at,
            weight=1,
        )


def words_of_a_co_chair(user, standing):
    """What of decisions needs this co-chair's word: the same things as on the co-chair's page (RULES R10.53)."""
    if not standing.is_co_chair:
        return
    for question in co_chair.QUESTIONS:
        for word in question(user, standing):
            yield Waiting(
                title=word.title,
                text=word.why,
                url=f"{reverse('home:my_word')}#word-{word.key}",
                act=_("Say your word"),
                icon="hand-raised",
                until=word.until,
                weight=1,
            )


def rounds_to_open(user, standing):
    """Prepared silence procedures that the secretariat opens once the co-chairs have looked (RULES R4.15)."""
    if not standing.is_secretariat or standing.is_co_chair:
        return
    rows = (
        Round.objects.visible_to(user).filter(state=RoundState.PREPARED).select_related("version", "decision")
    )
    for round_ in rows:
        yield Waiting(
            title=_("Silence procedure prepared: %(title)s") % {"title": round_.version.title},
            text=_("Each co-chair can agree or stop it before the members are asked."),
            url=round_.get_absolute_url(),
            act=_("See what is missing"),
            icon="hand-raised",
            weight=1,
        )


QUESTIONS = (
    replies_of_the_state_overdue,
    rounds_to_answer,
    answers_to_confirm,
    words_of_a_co_chair,
    rounds_to_open,
    action_points_owed,
    due_dates_to_answer,
)
