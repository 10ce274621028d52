"""Letters to a group: written, looked at, sent; who runs the group writes them."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Refused, Workflow
from workinggroups.access import runs
from workinggroups.models import GroupNote
from workinggroups.workflow.groups import hat_in_group, move_on, only_at_work

NOTE = Workflow("workinggroups")


@NOTE.creation(may=runs, hat=hat_in_group, label=_("Write to the group"), done=_("Letter drafted"))
def write_note(group, *, by, **words):
    """Draft a letter to the group. Returns the `GroupNote`."""
    only_at_work(group)
    return GroupNote.objects.create(group=group, written_by=by, **words)


@NOTE.act(may=runs, hat=hat_in_group, label=_("Edit"), done=_("Draft of the letter edited"))
def edit_note(note, *, by, **words):
    """Change a draft; what was sent stays as it was."""
    _refuse_sent(note)
    for name, value in words.items():
        setattr(note, name, value)


@NOTE.act(may=runs, hat=hat_in_group, label=_("Send"), done=_("Letter sent to the group"))
def send_note(note, *, by):
    """It goes out, and stands on the group's page from now on. The calling page circulates it."""
    only_at_work(note.group)
    _refuse_sent(note)
    note.sent_at = timezone.now()
    move_on(note.group)


def _refuse_sent(note):
    if note.sent_at is not None:
        raise Refused(_("This letter was sent already. Write a new one."))
