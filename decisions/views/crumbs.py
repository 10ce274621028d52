"""Where a page of a decision stands."""

from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.models import Round


def crumbs_of(decision, *below):
    """The way to a page below a decision: a `Round`, or the words of the page itself."""
    crumbs = [
        {"label": _("Decisions"), "url": reverse("decisions:decision_list")},
        {"label": decision.reference, "url": decision.get_absolute_url()},
    ]
    for one in below:
        if isinstance(one, Round):
            crumbs.append({"label": name_of(one), "url": one.get_absolute_url()})
        else:
            crumbs.append({"label": str(one)})
    crumbs[-1].pop("url", None)
    return crumbs


def name_of(round_):
    """What a round is called: “Round 2”."""
    return _("Round %(number)s") % {"number": round_.number}
