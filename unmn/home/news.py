"""What comes, and what changed: for one reader, from what that reader may see."""

from collections import namedtuple
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from decisions.models import ActionPoint, Decision
from foundation.audit.models import Act
from foundation.circulation.models import Delivery
from foundation.circulation.states import DeliveryState
from foundation.core.templatetags.ui import in_language, in_words
from meetings.models import DatePoll, Meeting, Minutes
from members.standing import Standing
from workinggroups.models import (
    Deliverable,
    GroupDocument,
    GroupNote,
    JoinRequest,
    TermsOfReference,
    WorkingGroup,
)

RECENTLY = timedelta(days=30)
Change = namedtuple("Change", "words about url at actor")
Letter = namedtuple("Letter", "subject at url")

# What a reader who prepares nothing wants to hear of; the rest is the office's daily work.
NEWS = (
    "meetings.convene", "meetings.convene_again", "meetings.postpone", "meetings.cancel", "meetings.hold",
    "meetings.issue_agenda", "meetings.send_for_review", "meetings.next_version", "meetings.approve",
    "meetings.close_review", "decisions.adopt", "decisions.implement", "decisions.assign",
    "decisions.mark_done", "decisions.drop", "decisions.change_due_date",
    "workinggroups.establish", "workinggroups.close_group", "workinggroups.reopen_group",
    "workinggroups.add_document", "workinggroups.deliver", "workinggroups.send_note",
    "workinggroups.send_terms_for_review", "workinggroups.agree_terms",
)  # fmt: skip


def what_comes(user, most=3):
    """The next meetings that `user` may see, each with the reader's own answer under `mine`."""
    organisations = set(Standing.of(user).represents)
    rows = Meeting.objects.visible_to(user).coming().distinct().prefetch_related("replies")[:most]
    meetings = list(rows)
    for meeting in meetings:
        meeting.mine = next(
            (row for row in meeting.replies.all() if row.is_current and row.organisation_id in organisations),
            None,
        )
    return meetings


def what_changed(user, most=8):
    """The latest acts on what `user` may see, newest first."""
    acts = Act.objects.filter(at__gte=timezone.now() - RECENTLY, verb__in=NEWS, is_sealed=False)
    visible = Q(pk__in=[])
    for model, kind in _kinds().items():
        rows = model.objects.visible_to(user)
        visible |= Q(subject_type=kind, subject_id__in=rows.values("pk"))
    found = list(acts.filter(visible).select_related("actor__person").order_by("-at", "-pk")[:most])
    subjects = _subjects(user, [(act.subject_type_id, act.subject_id) for act in found])
    return [
        Change(in_words(act), *_page(subjects[act.subject_type_id, act.subject_id]), act.at, _who(act))
        for act in found
    ]


def _who(act):
    """The actor's name in the reader's language; as it was written down, for an account that is no person."""
    person = getattr(act.actor, "person", None)
    return in_language(person) if person else act.actor_name


def _kinds():
    return ContentType.objects.get_for_models(*PAGES)


def _subjects(user, keys):
    """The rows named by (content type, key) that `user` may see, one query for each kind."""
    found = {}
    for model, kind in _kinds().items():
        wanted = {key for type_key, key in keys if type_key == kind.pk}
        if wanted:
            rows = model.objects.visible_to(user).filter(pk__in=wanted).select_related(*PAGES[model][0])
            found |= {(kind.pk, row.pk): row for row in rows}
    return found


def letters_to(user, most=3):
    """The latest letters that went to `user`, each with the page that shows what it was about."""
    rows = Delivery.objects.filter(reader=user, state=DeliveryState.SENT).select_related("circulation")
    found = list(rows.order_by("-sent_at")[:most])
    about = [(one.circulation.about_type_id, one.circulation.about_id) for one in found]
    subjects = _subjects(user, about)
    return [
        Letter(one.subject, one.sent_at, _page(subjects.get(key))[1])
        for one, key in zip(found, about, strict=True)
    ]


def _page(subject):
    """Title and address of the page of a subject; nothing for what is not there."""
    return PAGES[type(subject)][1](subject) if subject is not None else ("", "")


def _meeting_page(meeting):
    return in_language(meeting, "title"), reverse("meetings:meeting", args=[meeting.slug])


def _minutes_page(minutes):
    return in_language(minutes.meeting, "title"), reverse("meetings:minutes", args=[minutes.meeting.slug])


def _decision_page(decision):
    return str(decision), reverse("decisions:decision", args=[decision.pk])


def _action_point_page(action_point):
    return str(action_point), reverse("decisions:action_point", args=[action_point.pk])


def _poll_page(poll):
    return in_language(poll, "title"), poll.get_absolute_url()


def _own_page(thing):
    return str(thing), thing.get_absolute_url()


def _group_page(group):
    return in_language(group), group.get_absolute_url()


def _document_page(document):
    return document.title, reverse("workinggroups:document", args=[document.group.slug, document.pk])


def _deliverable_page(deliverable):
    return in_language(deliverable, "title"), deliverable.get_absolute_url()


PAGES = {
    DatePoll: ((), _poll_page),
    Meeting: ((), _meeting_page),
    Minutes: (("meeting",), _minutes_page),
    Decision: ((), _decision_page),
    ActionPoint: ((), _action_point_page),
    WorkingGroup: ((), _group_page),
    GroupDocument: (("group",), _document_page),
    Deliverable: (("group",), _deliverable_page),
    GroupNote: (("group",), _own_page),
    TermsOfReference: (("group",), _own_page),
    JoinRequest: (("group", "person"), _own_page),
}
