"""Abstract rows that several apps share; no tables of their own."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Stale


def follows_its_map(name, drawing, *, field="state"):
    """A trigger by which PostgreSQL refuses every change of state that is not on the map."""
    steps = [(str(source), str(target)) for source, targets in drawing.items() for target in targets]
    return pgtrigger.FSM(name=name, field=field, transitions=steps)


class Versioned(models.Model):
    """A row that two people may edit at once: each save names the version that it was made from."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def take(self, expected: int):
        """Go on to the next version, or raise `Stale` when the row is no longer at `expected`.

        Call it under the row lock that the workflow holds.
        """
        if expected != self.version:
            raise Stale(
                _("Somebody else changed this while you were writing. Both texts are shown below."), self
            )
        self.version += 1
