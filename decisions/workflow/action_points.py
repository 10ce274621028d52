"""The life of an action point (RULES R6.36).

draft ─► open ─► done      with evidence, by its owner or the secretariat
           ▲ └──► dropped   with a reason, by the secretariat
           └────── both can be reopened

While it is open its owner may ask for another due date; the secretariat grants or refuses, with the reason
on record, or sets another date by itself.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.access import is_secretariat, keeps_actions, leads_its_group, may_report, owns_it
from decisions.models import ActionPoint
from decisions.states import ACTION_MAP, ActionState
from decisions.workflow.adoption import roll_up
from foundation.audit.states import Hat
from foundation.core.moments import short_day
from foundation.core.workflow import THE_PORTAL, NotPermitted, Refused, Workflow
from foundation.documents.files import store_upload

S = ActionState
ACTION_POINT = Workflow("decisions", ActionState, ACTION_MAP)


@ACTION_POINT.creation(
    may=keeps_actions,
    hat=Hat.SECRETARIAT,
    label=_("Record an action point"),
    done=_("Action point recorded"),
)
def record_action_point(
    *, by, text, owner, person=None, due_on=None, decision=None, is_draft=False, group=None
):  # fmt: skip
    """Write down who does what by when; `is_draft` while it stands in draft minutes only.

    Who leads a working group records those of the group. Raises Refused when the person does not belong to
    the owner organisation.
    """
    if (
        by is not THE_PORTAL
        and not is_secretariat.test(by)
        and not leads_its_group.test(by, ActionPoint(group=group))
    ):
        raise NotPermitted(_("Only the secretariat records action points of the Network."))
    _belongs(person, owner)
    if not is_draft:
        roll_up(decision)
    return ActionPoint.objects.create(
        text=text.strip(),
        owner=owner,
        person=person,
        due_on=due_on,
        decision=decision,
        group=group,
        state=S.DRAFT if is_draft else S.OPEN,
    )


@ACTION_POINT.act(
    S.DRAFT, S.OPEN, may=keeps_actions, hat=Hat.SECRETARIAT, label=_("Edit"), done=_("Action point edited")
)
def edit_action_point(action_point, *, by, text, owner, person=None, due_on=None, decision=None):
    """Change what is to be done, or who does it."""
    _belongs(person, owner)
    action_point.text, action_point.owner, action_point.person = text.strip(), owner, person
    action_point.due_on, action_point.decision = due_on, decision


@ACTION_POINT.move(
    S.DRAFT, to=S.OPEN, may=keeps_actions, hat=Hat.SECRETARIAT,
    label=_("Assign"), done=_("Action point assigned"),
)  # fmt: skip
def assign(action_point, *, by):
    """The minutes left the secretariat: from now on the owner owes it."""
    roll_up(action_point.decision)


@ACTION_POINT.act(
    S.OPEN, may=may_report, hat=Hat.MEMBER,
    label=_("Report progress"), done=_("Progress reported"),
)  # fmt: skip
def report_progress(action_point, *, by, progress, file=None, link=""):
    """Say how far it is; the latest word stands, the history keeps all.

    Raises Refused without a word, or for a file that the Network does not exchange.
    """
    if not progress.strip():
        raise Refused(_("Write one sentence on the progress first."))
    _say(action_point, by, progress, file, link)


def _say(action_point, by, words, file, link):
    """Keep a word on progress with what is put beside it."""
    added = []
    if file is not None:
        added.append(action_point.evidence.create(stored_file=store_upload(file, by=by), added_by=by))
    if link:
        added.append(action_point.evidence.create(link=link, added_by=by))
    action_point.progress = words.strip()
    action_point.act_details = {"progress": action_point.progress}
    if added:
        action_point.act_details["evidence"] = [one.pk for one in added]


@ACTION_POINT.move(
    S.OPEN, to=S.DONE, may=may_report, hat=Hat.MEMBER,
    label=_("Mark as done"), done=_("Action point done"),
)  # fmt: skip
def mark_done(action_point, *, by, evidence, file=None, link=""):
    """Close it with what shows that it was done: a sentence or a symbol, and a file or a link beside it."""
    if not evidence.strip():
        raise Refused(_("Say what shows that this was done: a link, a symbol of a document, or a sentence."))
    _say(action_point, by, evidence, file, link)
    _forget_the_question(action_point)
    action_point.done_on = timezone.localdate()


@ACTION_POINT.act(
    S.OPEN,
    may=keeps_actions,
    hat=Hat.SECRETARIAT,
    label=_("Change the due date"),
    done=_("Due date changed"),
)
def change_due_date(action_point, *, by, due_on, reason):
    """Set another due date, with a reason that stays in the history."""
    if not reason.strip():
        raise Refused(_("Give the reason for the new date."))
    if due_on < timezone.localdate():
        raise Refused(_("%(day)s has passed. Choose a day ahead.") % {"day": short_day(due_on)})
    _move_to(action_point, due_on)


def _move_to(action_point, due_on):
    action_point.act_details = {"was": str(action_point.due_on or ""), "due_on": str(due_on)}
    action_point.due_on = due_on
    _forget_the_question(action_point)


def _forget_the_question(action_point):
    action_point.wanted_due_on = action_point.wanted_by = None
    action_point.wanted_because = ""


def nobody_asked(action_point):
    """What is missing before another due date can be granted or refused (RULES R10.59)."""
    if action_point.wanted_due_on is None:
        yield _("The owner has not asked for another due date.")


@ACTION_POINT.act(
    S.OPEN, may=owns_it, hat=Hat.MEMBER,
    label=_("Ask for another due date"), done=_("Another due date asked for"),
)  # fmt: skip
def ask_for_due_date(action_point, *, by, due_on, reason):
    """Ask the secretariat for another date, with a reason; asked again, the later question stands."""
    if not reason.strip():
        raise Refused(_("Say why the date cannot be kept."))
    if due_on < timezone.localdate():
        raise Refused(_("%(day)s has passed. Choose a day ahead.") % {"day": short_day(due_on)})
    if due_on == action_point.due_on:
        raise Refused(_("It is due on that day already. Choose another day."))
    action_point.act_details = {"wanted": str(due_on)}
    action_point.wanted_due_on, action_point.wanted_because = due_on, reason.strip()
    action_point.wanted_by = by


@ACTION_POINT.act(
    S.OPEN, may=keeps_actions, hat=Hat.SECRETARIAT, missing=nobody_asked,
    label=_("Grant the date asked for"), done=_("Due date granted"),
)  # fmt: skip
def grant_due_date(action_point, *, by):
    """The owner gets the date that it asked for. Raises Refused when that day has passed meanwhile."""
    wanted = action_point.wanted_due_on
    if wanted < timezone.localdate():
        raise Refused(_("%(day)s has passed. Set another date, or refuse.") % {"day": short_day(wanted)})
    because = action_point.wanted_because
    _move_to(action_point, wanted)
    action_point.act_details["because"] = because


@ACTION_POINT.act(
    S.OPEN, may=keeps_actions, hat=Hat.SECRETARIAT, missing=nobody_asked,
    label=_("Refuse the date asked for"), done=_("Another due date refused"),
)  # fmt: skip
def refuse_due_date(action_point, *, by, reason):
    """The date stays as it is, and the owner reads why."""
    if not reason.strip():
        raise Refused(_("Give the reason: the owner reads it."))
    action_point.act_details = {"refused": str(action_point.wanted_due_on)}
    _forget_the_question(action_point)


@ACTION_POINT.move(
    S.OPEN, to=S.DROPPED, may=keeps_actions, hat=Hat.SECRETARIAT,
    label=_("Drop"), done=_("Action point dropped"),
)  # fmt: skip
def drop(action_point, *, by, reason):
    """Nobody does it any more, for a reason."""
    if not reason.strip():
        raise Refused(_("Give the reason for dropping it."))
    _forget_the_question(action_point)


@ACTION_POINT.move(
    S.DONE, S.DROPPED, to=S.OPEN, may=keeps_actions, hat=Hat.SECRETARIAT,
    label=_("Reopen"), done=_("Action point reopened"),
)  # fmt: skip
def reopen(action_point, *, by, reason):
    """It turned out not to be finished."""
    if not reason.strip():
        raise Refused(_("Give the reason for reopening it."))
    action_point.done_on = None
    roll_up(action_point.decision)


def _belongs(person, owner):
    if person is None or person.organisation_id == owner.pk:
        return
    if not person.representations.on().filter(organisation=owner).exists():
        raise Refused(
            _(
                "%(person)s does not belong to %(organisation)s. Choose somebody from there, or leave it empty."
            )
            % {"person": person, "organisation": owner}
        )
