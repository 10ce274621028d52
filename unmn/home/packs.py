"""The handover pack: what a successor finds open, read with their own eyes, as a page, a PDF and a letter (R10.62)."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.models import ActionPoint
from decisions.states import ActionState
from foundation.circulation.letters import Letter
from foundation.circulation.models import Circulation
from foundation.circulation.workflow import circulate
from foundation.core.templatetags.ui import in_language
from foundation.core.workflow import THE_PORTAL
from foundation.documents.files import store_bytes
from meetings.models import Meeting, Minutes
from members.letters import recipients_among
from members.models import Handover
from members.standing import Standing
from unmn.home.awaiting.meetings import invitations_to_answer
from unmn.home.awaiting.minutes import minutes_to_approve, minutes_to_review

PDF = "application/pdf"
LAST_MINUTES = 3


def pack_for(handover, reader):
    """What is open, as far as `reader` (an account) may see it; nothing personal such as unread papers."""
    standing = Standing.of(reader)
    return {
        "handover": handover,
        "role": role_in_words(handover),
        "answers": [
            one
            for question in (minutes_to_approve, invitations_to_answer, minutes_to_review)
            for one in question(reader, standing)
        ],
        "action_points": list(_action_points(handover, reader)),
        "meetings": list(Meeting.objects.visible_to(reader).coming().distinct()),
        "minutes": list(
            Minutes.objects.visible_to(reader)
            .exclude(state="draft")
            .select_related("meeting")
            .order_by("-meeting__starts_at")[:LAST_MINUTES]
        ),
        "site_url": settings.SITE_URL,
    }


def _action_points(handover, reader):
    rows = ActionPoint.objects.visible_to(reader).filter(state=ActionState.OPEN)
    if handover.organisation_id:
        rows = rows.filter(owner=handover.organisation_id)
    else:
        rows = rows.filter(person__in=(handover.predecessor_id, handover.successor_id))
    return rows.select_related("owner", "person").order_by("due_on", "pk")


def role_in_words(handover):
    """What was handed over, in the active language."""
    if handover.office:
        return handover.get_office_display()
    return _("%(role)s of %(organisation)s") % {
        "role": handover.get_role_display(), "organisation": in_language(handover.organisation, "acronym"),
    }  # fmt: skip


def pack_pdf(handover, reader, language):
    """The pack as PDF bytes."""
    from foundation.documents.pdf import render_pdf  # noqa: PLC0415 -- loads WeasyPrint

    with translation.override(language):
        title = _("Handover pack: %(role)s") % {"role": role_in_words(handover)}
        return render_pdf("print/handover.html", pack_for(handover, reader), language=language, title=title)


def pack_name(handover, language):
    """The name of the file."""
    return f"UNMN-KG-handover-{handover.starts_on:%Y-%m-%d}-{language.upper()}.pdf"


class HandoverPackSent(Letter):
    """To the successor on the first day: what is open, with the pack as PDF."""

    occasion = "handover_pack"
    occasion_label = gettext_lazy("Handover pack")

    def __init__(self, handover):
        self.about = handover

    def title(self):
        """What the list of circulations calls it."""
        return _("Handover pack for %(name)s: %(role)s") % {
            "name": self.about.successor, "role": role_in_words(self.about),
        }  # fmt: skip

    def recipients(self):
        """The successor alone."""
        return recipients_among([self.about.successor])

    def context(self, recipient):
        """The same as the page."""
        return pack_for(self.about, recipient.user) | {"link": self.link(recipient)}

    def attachments(self, recipient):
        """The pack in the successor's language."""
        data = pack_pdf(self.about, recipient.user, recipient.language)
        return [store_bytes(pack_name(self.about, recipient.language), PDF, data)]


def send_packs():
    """Send each pack whose first day has come, once; a successor without an account gets it when they have one."""
    today = timezone.localdate()
    sent = Circulation.objects.filter(
        occasion=HandoverPackSent.occasion, about_type=ContentType.objects.get_for_model(Handover)
    )
    due = Handover.objects.open(today).filter(starts_on__lte=today, successor__user__is_active=True)
    for pk in due.exclude(pk__in=sent.values("about_id")).values_list("pk", flat=True):
        with transaction.atomic():
            handover = Handover.objects.select_for_update().get(pk=pk)
            if not sent.filter(about_id=pk).exists():
                circulate(HandoverPackSent(handover), by=THE_PORTAL, at_once=True)
