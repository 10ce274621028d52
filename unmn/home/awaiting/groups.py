"""What waits around working groups."""

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.core.templatetags.ui import in_language
from foundation.review.models import Proposal
from foundation.review.states import ProposalState
from members.calendar import close_of_business
from members.models import Parameter
from unmn.home.awaiting.waiting import SOON, Waiting
from workinggroups.models import Deliverable, JoinRequest, TermsOfReference, WorkingGroup
from workinggroups.states import LEADING, TermsState


def joinings_to_answer(user, standing):
    """Requests to join groups that the reader runs, and groups into which the reader is invited."""
    if standing.person is None:
        return
    rows = JoinRequest.objects.visible_to(user).open().select_related("group", "person", "organisation")
    for joining in rows:
        if joining.is_invitation != (joining.person_id == standing.person.pk):
            continue
        if not (joining.is_invitation or user.has_perm("workinggroups.accept_joining", joining)):
            continue
        words = {
            "group": in_language(joining.group), "person": in_language(joining.person),
            "organisation": in_language(joining.organisation, "acronym"),
        }  # fmt: skip
        yield Waiting(
            title=_("You are invited into the working group “%(group)s”") % words
            if joining.is_invitation
            else _("%(person)s (%(organisation)s) asks to join the working group “%(group)s”") % words,
            text=joining.reason,
            url=joining.get_absolute_url(),
            act=_("Accept or decline"),
            icon="user-plus",
            until=joining.answer_by,
            weight=3,
        )


def deliverables_owed(user, standing):
    """Deliverables of groups that the reader, or the reader's organisations, owe soon."""
    if standing.person is None:
        return
    limit = timezone.localdate() + SOON
    rows = Deliverable.objects.visible_to(user).awaiting(standing).filter(due_on__lte=limit)
    for row in rows.select_related("group", "owner"):
        yield Waiting(
            title=in_language(row, "title"),
            text=_("Deliverable of %(organisation)s in the working group “%(group)s”")
            % {"organisation": in_language(row.owner, "acronym"), "group": in_language(row.group)},
            url=row.get_absolute_url(),
            act=_("Report as delivered"),
            icon="gift",
            until=close_of_business(row.due_on),
            weight=4,
        )


def terms_to_review(user, standing):
    """Terms of reference of the reader's groups on which they may remark until a deadline."""
    if not standing.groups:
        return
    rows = TermsOfReference.objects.filter(
        group__in=list(standing.groups), state=TermsState.IN_REVIEW, review_ends__gt=timezone.now()
    )
    for terms in rows.select_related("group"):
        yield Waiting(
            title=_("Read the terms of reference: %(group)s") % {"group": in_language(terms.group)},
            text=_("If your organisation says nothing by the deadline, it accepts the text."),
            url=terms.get_absolute_url(),
            act=_("Read, comment or propose wording"),
            icon="document-text",
            until=terms.review_ends,
            weight=3,
        )


def groups_to_look_after(user, standing):
    """Groups that the reader runs and whose end is near, or in which nothing has happened for long."""
    led = [pk for pk, roles in standing.groups.items() if roles & set(LEADING)]
    if not (led or standing.is_secretariat):
        return
    rows = (
        WorkingGroup.objects.active()
        if standing.is_secretariat
        else WorkingGroup.objects.active().filter(pk__in=led)
    )
    working = list(rows)
    if not working:
        return
    days, notice = Parameter.value_of("group_stale_days"), Parameter.value_of("group_end_notice_days")
    for group in working:
        words = {"group": in_language(group), "days": days}
        ends = group.days_left is not None and group.days_left <= notice
        if ends or group.is_quiet(days):
            yield Waiting(
                title=_("The working group “%(group)s” ends") % words
                if ends
                else _("The working group “%(group)s” has been quiet for %(days)s days") % words,
                text=_("Hand in the final report, or ask the secretariat for another day and say why.")
                if ends
                else _("Does it still work? Plan its next step, or close it."),
                url=group.get_absolute_url(),
                act=_("Go to the group"),
                icon="rectangle-group",
                until=close_of_business(group.ends_on) if ends else None,
                weight=4 if ends else 6,
            )


def group_wording_to_answer(user, standing):
    """Wording proposed for the terms of reference of groups that the reader runs."""
    led = [pk for pk, roles in standing.groups.items() if roles & set(LEADING)]
    if not led:
        return
    rows = Proposal.objects.filter(
        state=ProposalState.OPEN, paragraph__version__text__terms_of_reference__group__in=led
    )
    counts = dict(rows.values_list("paragraph__version__text").annotate(count=Count("pk")))
    for terms in TermsOfReference.objects.filter(text__in=counts).select_related("group"):
        count = counts[terms.text_id]
        yield Waiting(
            title=ngettext(
                "%(count)s proposed wording waits for an answer", "%(count)s proposed wordings wait for an answer",
                count,
            ) % {"count": count},
            text=_("Terms of reference: %(group)s") % {"group": in_language(terms.group)},
            url=terms.get_absolute_url(),
            act=_("Accept, merge or decline"),
            icon="pencil-square",
            until=terms.review_ends,
            weight=3,
        )  # fmt: skip


QUESTIONS = (
    joinings_to_answer,
    deliverables_owed,
    terms_to_review,
    group_wording_to_answer,
    groups_to_look_after,
)
