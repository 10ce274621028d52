"""What several parts of a decision's page share: the shape of a button, and what it does afterwards."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A button of the decision's page and the act behind it.

    `form` is a form class or None; a form with `takes_context` gets `decision` and `user` as well. `text` says
    in the dialog what happens; `page` names the address of a page of its own, for what wants a second look;
    `kind` is the look of the button. `after(decision)` runs on success, to nudge letters.
    """

    act: object
    form: type | None = None
    text: object = ""
    kind: str = "secondary"
    after: Callable | None = None
    page: str = ""

    def bound(self, decision, user, data=None, files=None):
        """The form, empty or with what was sent; None when nothing is asked."""
        if self.form is None:
            return None
        own = {"decision": decision, "user": user} if getattr(self.form, "takes_context", False) else {}
        return self.form(data, files, auto_id=f"id_%s_{self.act.slug}", **own)
