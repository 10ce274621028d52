"""Having the words of a version read again, by hand."""

import rules
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Refused, Workflow
from knowledge.access import may_keep
from knowledge.states import TextState
from knowledge.workflow.documents import hat_in_library

VERSION = Workflow("knowledge")


@rules.predicate
def keeps_its_document(user, version):
    """May keep the document of this version."""
    return version is not None and may_keep.test(user, version.document)


@VERSION.act(
    may=keeps_its_document, hat=hat_in_library, label=_("Read again"), done=_("Words of a file read again")
)
def read_again(version, *, by):
    """Put the version back among those that wait for the worker. Raises `Refused` while it is there already."""
    if version.text_state == TextState.WAITING:
        raise Refused(_("The file is waiting to be read already. It takes a few minutes at most."))
    version.text_state, version.text_problem = TextState.WAITING, ""
    version.text_attempts, version.text_due_at, version.text_recognised_to = 0, None, 0
