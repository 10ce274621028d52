"""The list of the press, kept by the secretariat."""

from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Workflow
from members.access import is_secretariat
from statements.models import PressContact

PRESS = Workflow("statements")


@PRESS.creation(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Add a contact"), done=_("Contact of the press added")
)
def add_press_contact(*, by, **facts):
    """Put somebody on the list. Returns the `PressContact`."""
    return PressContact.objects.create(**facts)


@PRESS.act(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Change the contact"), done=_("Contact of the press changed")
)  # fmt: skip
def change_press_contact(contact, *, by, **facts):
    """Change what is known of somebody on the list."""
    for name, value in facts.items():
        setattr(contact, name, value)


def remove_press_contact(contact, *, by):
    """Take somebody off the list, with all that is known of them; who may is asked as for a change."""
    change_press_contact(contact, by=by)
    contact.delete()
