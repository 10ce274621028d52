"""Which meetings a document of the library was a paper of: the library asks, and knows no meeting (RULES R10.65)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.core.templatetags.ui import in_language
from knowledge.discussed import Place, add_place
from meetings.models import Paper


@add_place
def meetings_of(user, document):
    """The agenda items to which it was attached, of the agendas that this reader received."""
    rows = Paper.objects.visible_to(user).filter(document=document, removed_at__isnull=True)
    found = {}
    for paper in rows.select_related("item__meeting"):
        meeting = paper.item.meeting
        found[paper.item_id] = Place(
            on=timezone.localtime(meeting.starts_at).date(),
            what=_("Agenda item: %(item)s") % {"item": in_language(paper.item, "title")},
            title=in_language(meeting, "title"),
            url=meeting.get_absolute_url(),
        )
    return list(found.values())
