"""What waits around letters."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.circulation.models import Circulation
from foundation.circulation.states import DeliveryState
from foundation.core.templatetags.ui import in_language
from unmn.home.awaiting.waiting import Waiting


def letters_that_failed(user, standing):
    """Circulations with messages that the mail server did not take."""
    failed = Circulation.objects.visible_to(user).filter(
        deliveries__state=DeliveryState.FAILED, deliveries__repeated_by__isnull=True
    )
    for circulation in failed.annotate(failures=Count("deliveries", distinct=True)).order_by("-made_at")[:5]:
        yield Waiting(
            title=ngettext(
                "%(count)s message could not be delivered", "%(count)s messages could not be delivered",
                circulation.failures,
            ) % {"count": circulation.failures},
            text=in_language(circulation, "title"),
            url=reverse("circulation:circulation", args=[circulation.pk]),
            act=_("See what the mail server said"),
            icon="exclamation-triangle",
            is_trouble=True,
        )  # fmt: skip


QUESTIONS = (letters_that_failed,)
