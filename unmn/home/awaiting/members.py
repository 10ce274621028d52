"""What waits around the member list: entries, corrections and handovers."""

from datetime import timedelta

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.core.templatetags.ui import in_language
from members.calendar import close_of_business
from members.models import EntryConfirmation, Handover, Organisation, Person
from members.states import CorrectionState
from unmn.home.awaiting.waiting import Waiting
from unmn.home.reassigning import still_named, to_move

CONFIRM_EVERY = timedelta(days=90)
LEFT_LATELY = timedelta(days=90)


def entry_to_confirm(user, standing):
    """The entry in the member list that nobody has confirmed for a quarter."""
    last = EntryConfirmation.objects.filter(organisation=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = Organisation.objects.filter(pk__in=standing.member_organisations).annotate(seen=Subquery(last))
    for organisation in rows:
        if organisation.seen is None or organisation.seen < timezone.now() - CONFIRM_EVERY:
            yield Waiting(
                title=_("Confirm the entry of %(organisation)s")
                % {"organisation": in_language(organisation, "acronym")},
                text=_("The member list is shared with the whole Network. Is your entry still correct?"),
                url=reverse("members:entry_confirm", args=[organisation.slug]),
                act=_("Confirm or correct"),
                icon="identification",
                weight=6,
            )


def corrections_to_apply(user, standing):
    """Corrections that focal points proposed to their entries."""
    if not standing.is_secretariat:
        return
    rows = EntryConfirmation.objects.filter(state=CorrectionState.PROPOSED).select_related("organisation")
    for row in rows:
        yield Waiting(
            title=_("%(organisation)s corrects its entry")
            % {"organisation": in_language(row.organisation, "acronym")},
            text=row.note,
            url=reverse("members:organisation", args=[row.organisation.slug]),
            act=_("Apply or decline"),
            icon="identification",
            weight=4,
        )


def handovers_to_finish(user, standing):
    """What still names a predecessor after a handover: the secretariat is told what to move (RULES R10.62)."""
    if not standing.is_secretariat:
        return
    rows = Handover.objects.visible_to(user).open().select_related("predecessor", "successor", "organisation")
    for handover in rows:
        count = len(to_move(handover))
        if count:
            names = {"count": count, "predecessor": in_language(handover.predecessor)}
            yield Waiting(
                title=ngettext(
                    "%(count)s thing still names %(predecessor)s", "%(count)s things still name %(predecessor)s",
                    count,
                ) % names,
                text=_("Successor: %(name)s") % {"name": in_language(handover.successor)},
                url=handover.get_absolute_url(),
                act=_("Move it to the successor"),
                icon="arrow-right-circle",
                until=close_of_business(handover.last_day),
                weight=4,
            )  # fmt: skip


def left_without_successor(user, standing):
    """What names somebody who leaves the Network and handed nothing over (RULES R10.62)."""
    if not standing.is_secretariat:
        return
    since = timezone.localdate() - LEFT_LATELY
    handed_over = Handover.objects.open().values("predecessor")
    gone = list(Person.objects.filter(left_on__gte=since).exclude(pk__in=handed_over))
    for one in still_named(gone) if gone else ():
        yield Waiting(
            title=_("%(name)s leaves and is still named: %(thing)s")
            % {"name": in_language(one.person), "thing": one.title},
            text=one.part,
            url=one.url,
            act=_("Name somebody else"),
            icon="arrow-right-circle",
            until=close_of_business(one.person.left_on),
            weight=4,
        )


QUESTIONS = (
    entry_to_confirm,
    corrections_to_apply,
    handovers_to_finish,
    left_without_successor,
)
