"""What the clock does with minutes: closes reviews, reminds, sends out what was approved."""

from datetime import timedelta

from celery import shared_task
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from foundation.circulation.models import Circulation, Delivery
from foundation.circulation.workflow import circulate
from foundation.circulation.workflow import recipients_of as recipients_of_letter
from foundation.core.workflow import THE_PORTAL, Refused
from foundation.review.models import Comment, Proposal
from meetings.asked import bodies_asked
from meetings.letters_minutes import (
    ActionAssigned,
    ApprovalRequested,
    MinutesApproved,
    MinutesForReview,
    ReviewClosed,
    ReviewReminder,
)
from meetings.models import Minutes
from meetings.states import MinutesState
from meetings.workflow.minutes import close_review, is_not_settled, was_called_back
from members.letters import recipients_of
from members.models import Person

DAY = timedelta(hours=24)


@shared_task(name="meetings.keep_reviews")
def keep_reviews():
    """Once a minute: close what is due, remind who is silent, send what was approved."""
    close_due_reviews()
    remind_the_silent()
    send_approved()


@shared_task(name="meetings.send_approved_minutes")
def send_approved_minutes(pk):
    """Right after the second approval; the sweep finds it again should this be lost."""
    circulate_approved(Minutes.objects.get(pk=pk))


def close_due_reviews():
    """Close each review whose deadline has come; one that somebody closed meanwhile is left alone."""
    for minutes in Minutes.objects.awaiting_closing():
        try:
            with transaction.atomic():
                close_review(minutes, by=THE_PORTAL)
                tell_of_the_close(minutes)
        except Refused:
            continue


def tell_of_the_close(minutes):
    """Ask the co-chairs to approve, or tell the secretariat what is missing (RULES R6.33)."""
    missing = list(is_not_settled(minutes))
    letter = ReviewClosed(minutes, missing) if missing else ApprovalRequested(minutes)
    if letter.recipients():
        circulate(letter, by=THE_PORTAL, at_once=True)


def remind_the_silent():
    """Halfway and a day before the end, each once, only to those who did not react (RULES R10.54)."""
    now = timezone.now()
    for minutes in Minutes.objects.awaiting_remarks().select_related("meeting", "text"):
        if was_called_back(minutes):
            continue
        opened = opened_at(minutes)
        for which, due_at in (
            ("day-before", minutes.review_ends - DAY),
            ("halfway", opened + (minutes.review_ends - opened) / 2),
        ):
            if now < due_at:
                continue
            _remind_once(minutes, which)
            # After a pause of the clock the later reminder stands for the earlier one.
            break


def opened_at(minutes):
    """When this round of the review was opened: its letter went out then."""
    letters = Circulation.objects.filter(
        about_type=ContentType.objects.get_for_model(minutes),
        about_id=minutes.pk,
        occasion=MinutesForReview.occasion,
    )
    latest = letters.order_by("-made_at").values_list("made_at", flat=True).first()
    return latest or minutes.text.latest.made_at


def _remind_once(minutes, which):
    with transaction.atomic():
        Minutes.objects.select_for_update().get(pk=minutes.pk)
        letter = ReviewReminder(minutes, which, silent_ones(minutes))
        if not already_sent(minutes, letter.occasion, letter.edition) and recipients_of_letter(letter):
            circulate(letter, by=THE_PORTAL, at_once=True)


def already_sent(minutes, occasion, edition):
    """Whether this letter left before."""
    return Circulation.objects.filter(
        about_type=ContentType.objects.get_for_model(minutes),
        about_id=minutes.pk,
        occasion=occasion,
        edition=edition,
    ).exists()


def silent_ones(minutes):
    """Those who represent a member of which nobody has opened the minutes or remarked on them."""
    since = opened_at(minutes) - timedelta(minutes=1)
    reacted = set()
    for kind in (Comment, Proposal):
        rows = kind.objects.filter(paragraph__version__text=minutes.text_id, made_at__gte=since)
        reacted |= set(rows.values_list("voice_name", flat=True))
    opened = Delivery.objects.filter(
        circulation__about_type=ContentType.objects.get_for_model(minutes),
        circulation__about_id=minutes.pk,
        circulation__made_at__gte=since,
        opened_at__isnull=False,
    )
    reacted |= set(opened.values_list("organisation_name", flat=True))
    owing = recipients_of(*bodies_asked(minutes.meeting))
    return [one for one in owing if one.address and one.organisation_name not in reacted]


def send_approved():
    """Circulate approved minutes that were not circulated yet."""
    kind = ContentType.objects.get_for_model(Minutes)
    sent = Circulation.objects.filter(about_type=kind, occasion=MinutesApproved.occasion).values("about_id")
    recent = timezone.now() - timedelta(days=7)
    for minutes in Minutes.objects.filter(state=MinutesState.APPROVED, approved_at__gte=recent).exclude(
        pk__in=sent
    ):
        circulate_approved(minutes)


def circulate_approved(minutes):
    """Keep the renditions and circulate the approved text, once; it can be called back for five minutes."""
    with transaction.atomic():
        minutes = Minutes.objects.select_for_update().get(pk=minutes.pk)
        letter = MinutesApproved(minutes)
        if minutes.state != MinutesState.APPROVED or already_sent(minutes, letter.occasion, letter.edition):
            return None
        return circulate(letter, by=THE_PORTAL)


def tell_who_acts(minutes):
    """Write to each person whom an action point of these minutes names; one letter per person."""
    people = (
        Person.objects.filter(action_points__minutes_entries__minutes=minutes)
        .distinct()
        .select_related("user", "organisation")
    )
    for person in people:
        actions = list(person.action_points.filter(minutes_entries__minutes=minutes).distinct())
        circulate(ActionAssigned(minutes, person, actions), by=THE_PORTAL)
