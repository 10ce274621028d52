"""What the search knows of meetings: agendas as prepared and as circulated, papers, minutes by paragraph."""

from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.core.templatetags.ui import in_language
from foundation.review.models import Paragraph
from foundation.review.passages import read_out, readable
from foundation.search.sources import Source, Words, in_three_languages, register
from meetings.access import prepares, sees_internal, versions_held
from meetings.models import AgendaItem, AgendaRevision, Meeting, Minutes
from members.standing import Standing


def words_of_meeting(meeting):
    """Title in three languages, and the place."""
    text = f"{meeting.place} {meeting.slug}".strip()
    yield from in_three_languages(
        meeting, "title", text=text, facets=_facets(meeting), at=meeting.starts_at
    )  # fmt: skip


def words_of_item(item):
    """An item as it is prepared: without the notes of the office."""
    text = f"{item.description}\n{item.expected_outcome}".strip()
    yield from in_three_languages(
        item, "title", text=text, facets=_facets(item.meeting), at=item.meeting.starts_at
    )


def words_of_agenda(revision):
    """Each item as it was circulated."""
    for item in revision.snapshot["items"]:
        titles = [item.get(name) or "" for name in ("title_ru", "title_ky")]
        text = "\n".join(one for one in [item.get("description") or "", *titles] if one)
        yield Words(
            title=item["title"], text=text, part=item["pk"], facets=_facets(revision.meeting),
            at=revision.meeting.starts_at,
        )  # fmt: skip


def words_of_paper(paper):
    """The title of a paper."""
    meeting = paper.item.meeting
    yield Words(
        title=paper.title, language=paper.language, facets=_facets(meeting), at=meeting.starts_at
    )  # fmt: skip


def words_of_minutes(version):
    """The numbered paragraphs of a version of minutes; who reads which is asked at each search."""
    minutes = getattr(version.text, "minutes", None)
    if minutes is None:
        return
    for paragraph in read_out(version, sees_internal=True):
        if paragraph.number is not None:
            yield Words(
                title=minutes.meeting.title, text=strip_tags(paragraph.html), part=paragraph.number,
                place=paragraph.anchor, language=version.text.language, facets=_facets(minutes.meeting),
                at=minutes.meeting.starts_at,
            )  # fmt: skip


def _facets(meeting):
    return (f"group:{meeting.group_id}",) if meeting.group_id else ()


def sees_agendas(user):
    """The newest circulated agendas, for guests the items open to them; who prepares reads the items instead."""
    if prepares.test(user):
        return None
    last = (
        AgendaRevision.objects.circulated()
        .filter(meeting=OuterRef("meeting"))
        .order_by("-number")
        .values("pk")[:1]
    )
    visible = Meeting.objects.visible_to(user).values("pk")
    revisions = AgendaRevision.objects.filter(meeting__in=visible, pk=Subquery(last))
    seen = Q(source_id__in=revisions.values("pk"))
    only = _items_for_outsiders(Standing.of(user))
    return seen if only is None else seen & Q(part__in=AgendaItem.objects.filter(only).values("pk"))


def _items_for_outsiders(standing):
    if not standing.is_outsider:
        return None
    own = Q(guests__organisation=standing.organisation_id)
    opened = Q(is_open_to_guests=True, meeting__guests__organisation=standing.organisation_id)
    opened |= Q(is_open_to_guests=True, meeting__group__in=list(standing.groups))
    if standing.is_of_a_member:
        opened |= Q(meeting__group__in=list(standing.groups))
    return own | opened


def sees_minutes(user):
    """The newest version in hand; internal passages are found by insiders only (RULES R8.44)."""
    visible = Minutes.objects.visible_to(user).filter(text__isnull=False)
    held = set() if prepares.test(user) else versions_held()
    in_hand = Max("text__versions__pk", filter=~Q(text__versions__pk__in=held))
    seen = Q(source_id__in=visible.annotate(newest=in_hand).values("newest"))
    if sees_internal(user):
        return seen
    shared = Paragraph.objects.filter(version=OuterRef("source_id"), number=OuterRef("part"))
    return seen & Exists(readable(shared, sees_internal=False))


def _show_item(meeting, title):
    return title, reverse("meetings:meeting", args=[meeting.slug]), in_language(meeting, "title")


def _show_circulated(revision, entry):
    item = next(
        (one for one in revision.snapshot["items"] if one["pk"] == entry.part), {"title": entry.title}
    )
    return _show_item(revision.meeting, in_language(item, "title"))


def _show_paper(paper, entry):
    meeting = paper.item.meeting
    url = reverse("meetings:paper", args=[meeting.slug, paper.pk])
    return paper.title, url, in_language(meeting, "title")


def _show_paragraph(version, entry):
    meeting = version.text.minutes.meeting
    title = _("%(meeting)s, paragraph %(number)s") % {
        "meeting": in_language(meeting, "title"), "number": entry.part,
    }  # fmt: skip
    return title, f"{reverse('meetings:minutes', args=[meeting.slug])}#{entry.place}", ""


MEETINGS = register(
    Source(
        label="meetings.meeting", name=gettext_lazy("Meetings"), icon="calendar-days",
        words=words_of_meeting,
        show=lambda row, entry: (
            in_language(row, "title"), reverse("meetings:meeting", args=[row.slug]), row.starts_at
        ),
    )
)  # fmt: skip
ITEMS = register(
    Source(
        label="meetings.agendaitem", name=gettext_lazy("Agendas"), icon="list-bullet", words=words_of_item,
        shelf="agendas", related=("meeting",),
        show=lambda row, entry: _show_item(row.meeting, in_language(row, "title")),
    )
)  # fmt: skip
AGENDAS = register(
    Source(
        label="meetings.agendarevision", name=gettext_lazy("Agendas"), icon="list-bullet",
        words=words_of_agenda, shelf="agendas", each_part=True, seen=sees_agendas, related=("meeting",),
        show=_show_circulated,
    )
)  # fmt: skip
PAPERS = register(
    Source(
        label="meetings.paper", name=gettext_lazy("Papers"), icon="paper-clip", words=words_of_paper,
        related=("item__meeting",), show=_show_paper,
    )
)  # fmt: skip
MINUTES = register(
    Source(
        label="meetings.minutes", of="review.version", name=gettext_lazy("Minutes"), icon="document-text",
        words=words_of_minutes, each_part=True, seen=sees_minutes, related=("text__minutes__meeting",),
        show=_show_paragraph,
    )
)  # fmt: skip
