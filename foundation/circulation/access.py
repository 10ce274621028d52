"""Who may circulate: secretariat officers, named by `members` in `circulation.see_circulations`.

Whether a certain letter may go now is asked by the workflow of the app whose letter it is.
"""

import rules


@rules.predicate
def may_circulate(user):
    """Answer whether this account keeps the Network's circulations."""
    return user.has_perm("circulation.see_circulations")
