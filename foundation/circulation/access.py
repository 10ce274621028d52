"""Who may circulate: secretariat officers, named by `members` in `circulation.see_circulations`.

Whether a certain letter may go now is asked by the workflow of the app whose letter it is.
"""

import rules

from foundation.audit.states import Hat


@rules.predicate
def may_circulate(user):
    """Answer whether this account keeps the Network's circulations."""
    return user.has_perm("circulation.see_circulations")


@rules.predicate
def circulated_it(user, circulation):
    """Answer whether this account made the circulation: who runs a working group circulates its letters."""
    return (
        circulation is not None and circulation.made_by_id is not None and circulation.made_by_id == user.pk
    )


def hat_of_caller(user, circulation=None):
    """The hat under which letters are called back: the secretariat's, or a member's of their own letters."""
    return Hat.SECRETARIAT if may_circulate(user) else Hat.MEMBER
