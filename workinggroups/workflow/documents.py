"""Documents in the space of a group: added, described, withdrawn with a reason, put back."""

import rules
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Refused, Workflow
from foundation.documents.models import Classification
from members.standing import Standing
from workinggroups.access import is_secretariat, runs, sits
from workinggroups.models import GroupDocument
from workinggroups.states import GroupAudience
from workinggroups.workflow.groups import hat_in_group, move_on, only_at_work

DOCUMENT = Workflow("workinggroups")


@rules.predicate
def cares_for_document(user, document):
    """Runs the group, or added the document while sitting in it."""
    if document is None:
        return False
    return runs.test(user, document) or (document.added_by_id == user.pk and sits.test(user, document))


@DOCUMENT.creation(
    may=is_secretariat | sits, hat=hat_in_group, label=_("Add a document"), done=_("Document added")
)
def add_document(group, *, by, stored_file, **words):
    """Put a stored file into the group's space. Returns the `GroupDocument`."""
    only_at_work(group)
    _refuse_unfit(by, words.get("audience"), words.get("classification"))
    move_on(group)
    made = GroupDocument.objects.create(group=group, stored_file=stored_file, added_by=by, **words)
    made.act_details = {"file": stored_file.name, "sha256": stored_file.sha256}  # type: ignore[attr-defined]
    return made


@DOCUMENT.act(may=cares_for_document, hat=hat_in_group, label=_("Describe"), done=_("Document described"))
def edit_document(document, *, by, **words):
    """Change title, note, language, classification or audience."""
    only_at_work(document.group)
    _refuse_unfit(by, words.get("audience"), words.get("classification"))
    document.act_details = {"changed": [name for name in words if getattr(document, name) != words[name]]}
    for name, value in words.items():
        setattr(document, name, value)


@DOCUMENT.act(may=cares_for_document, hat=hat_in_group, label=_("Withdraw"), done=_("Document withdrawn"))
def withdraw_document(document, *, by, reason):
    """Take a document out of the space, for a reason; the file is kept and can be put back."""
    if not reason.strip():
        raise Refused(_("Say why the document is withdrawn."))
    document.withdrawn_at, document.withdrawn_because = timezone.now(), reason.strip()


@DOCUMENT.act(may=runs, hat=hat_in_group, label=_("Put back"), done=_("Document put back"))
def restore_document(document, *, by):
    """Put back a document that was withdrawn."""
    only_at_work(document.group)
    document.withdrawn_at, document.withdrawn_because = None, ""


def _refuse_unfit(by, audience, classification):
    if classification == Classification.STRICTLY_CONFIDENTIAL:
        raise Refused(
            _("Strictly confidential papers are for named persons only, so not for a group's space.")
        )
    if not Standing.of(by).is_of_a_member and (
        audience not in (None, GroupAudience.GROUP)
        or classification not in (None, Classification.UNCLASSIFIED)
    ):
        raise Refused(_("What a partner adds is for the whole group. Choose that audience, unclassified."))
