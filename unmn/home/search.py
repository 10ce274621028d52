"""Search over everything that a reader may see; what they may not see is neither listed nor counted.

Letters are folded (ң, ө, ү, ё as н, о, у, е) and words compared by trigrams, so that endings and small
slips do not matter; Russian and English inflections are known to PostgreSQL.
"""

import re
from collections import namedtuple

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import FloatField, Func, Max, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from decisions.models import ActionPoint, Decision
from foundation.core.highlighting import SHORTEST, fold, snippet, stems
from foundation.core.templatetags.ui import in_language
from foundation.review.models import Paragraph
from foundation.review.passages import readable
from meetings.access import prepares, sees_internal, versions_held
from meetings.models import AgendaItem, AgendaRevision, Meeting, Minutes, Paper
from members.models import Organisation, Person
from members.standing import Standing
from workinggroups.models import Deliverable, GroupDocument, TermsOfReference, WorkingGroup

MOST_HITS = 8
CLOSE_ENOUGH = 0.6
Hit = namedtuple("Hit", "title url snippet note is_moment", defaults=(False,))
Group = namedtuple("Group", "label icon hits")


def search(user, query):
    """The groups in which something was found, each with its best hits."""
    wanted = " ".join(query.split())[:200]
    if len(wanted) < SHORTEST:
        return []
    groups = [Group(label, icon, find(user, wanted)) for label, icon, find in PLACES]
    return [group for group in groups if group.hits]


def closest(rows, query, *fields):
    """The rows whose `fields` are like `query`, the most alike first."""
    text = _joined(fields)
    like = Func(
        Value(fold(query)),
        Func(text, function="ky_fold"),
        function="word_similarity",
        output_field=FloatField(),
    )
    inflected = Q(pk__in=[])
    for config in ("english", "russian"):
        meant = SearchQuery(query, config=config, search_type="plain")
        rows = rows.annotate(**{f"words_{config}": SearchVector(*fields, config=config)})
        inflected |= Q(**{f"words_{config}": meant})
    rows = rows.annotate(likeness=like).filter(Q(likeness__gte=CLOSE_ENOUGH) | inflected)
    return rows.order_by("-likeness", "-pk").distinct()[:MOST_HITS]


def _joined(fields):
    parts = [Coalesce(Cast(field, TextField()), Value(""), output_field=TextField()) for field in fields]
    spaced = [part for field in parts for part in (field, Value(" "))]
    return Concat(*spaced, output_field=TextField())


def meetings(user, query):
    """Meetings by their titles and places."""
    rows = closest(Meeting.objects.visible_to(user), query, "title", "title_ru", "title_ky", "place", "slug")
    return [
        Hit(
            snippet(in_language(row, "title"), query),
            reverse("meetings:meeting", args=[row.slug]),
            "",
            row.starts_at,
            True,
        )
        for row in rows
    ]


def agenda_items(user, query):
    """Items of the newest agendas as they were circulated; the preparation for those who see it."""
    rows = AgendaItem.objects.visible_to(user).select_related("meeting")
    live = closest(rows, query, "title", "title_ru", "title_ky", "description", "expected_outcome")
    hits = [_item(in_language(row, "title"), row.description, row.meeting, query) for row in live]
    if not prepares.test(user):
        hits += [_item(in_language(item, "title"), item["description"], meeting, query)
                 for meeting, item in _circulated(user) if _resembles(item, query)]  # fmt: skip
    return hits[:MOST_HITS]


def _item(title, description, meeting, query):
    url = reverse("meetings:meeting", args=[meeting.slug])
    return Hit(snippet(title, query), url, snippet(description, query), in_language(meeting, "title"))


def _circulated(user):
    """Each item of the newest circulated agendas that `user` received, with its meeting."""
    standing = Standing.of(user)
    visible = Meeting.objects.visible_to(user)
    last = (
        AgendaRevision.objects.circulated()
        .filter(meeting=OuterRef("meeting"))
        .order_by("-number")
        .values("pk")[:1]
    )
    revisions = AgendaRevision.objects.filter(meeting__in=visible.values("pk"), pk=Subquery(last))
    only = None
    if standing.is_outsider:
        own = Q(guests__organisation=standing.organisation_id)
        opened = Q(is_open_to_guests=True, meeting__guests__organisation=standing.organisation_id)
        opened |= Q(is_open_to_guests=True, meeting__group__in=list(standing.groups))
        if standing.is_of_a_member:
            opened |= Q(meeting__group__in=list(standing.groups))
        only = set(AgendaItem.objects.filter(own | opened).values_list("pk", flat=True))
    for revision in revisions.select_related("meeting").order_by("-meeting__starts_at"):
        for item in revision.snapshot["items"]:
            if only is None or item["pk"] in only:
                yield revision.meeting, item


def _resembles(item, query):
    """Whether every word of the query begins a word of the item, in any of its languages."""
    texts = (item.get(name) or "" for name in ("title", "title_ru", "title_ky", "description"))
    words = re.findall(r"\w+", fold(" ".join(texts)))
    return all(any(word.startswith(stem) for word in words) for stem in stems(query))


def papers(user, query):
    """Papers by title."""
    rows = closest(Paper.objects.visible_to(user).select_related("item__meeting"), query, "title")
    return [
        Hit(
            snippet(row.title, query),
            reverse("meetings:paper", args=[row.item.meeting.slug, row.pk]),
            "",
            in_language(row.item.meeting, "title"),
        )
        for row in rows
    ]


def minutes(user, query):
    """Paragraphs of the newest version of minutes, without the internal ones for readers from outside."""
    visible = Minutes.objects.visible_to(user).filter(text__isnull=False)
    held = set() if prepares.test(user) else versions_held()
    in_hand = Max("text__versions__pk", filter=~Q(text__versions__pk__in=held))
    newest = visible.annotate(newest=in_hand).values("newest")
    rows = Paragraph.objects.filter(version__in=newest, number__isnull=False)
    rows = readable(rows, sees_internal=sees_internal(user))
    rows = closest(rows.select_related("version__text__minutes__meeting"), query, "html")
    return [_paragraph(row, query) for row in rows]


def _paragraph(row, query):
    meeting = row.version.text.minutes.meeting
    url = f"{reverse('meetings:minutes', args=[meeting.slug])}#{row.anchor}"
    title = _("%(meeting)s, paragraph %(number)s") % {
        "meeting": in_language(meeting, "title"), "number": row.number,
    }  # fmt: skip
    return Hit(title, url, snippet(row.html, query), "")


def decisions(user, query):
    """Decisions by symbol, title and text."""
    rows = closest(Decision.objects.visible_to(user), query, "symbol", "title", "text")
    return [
        Hit(
            snippet(str(row), query),
            reverse("decisions:decision", args=[row.pk]),
            snippet(row.text, query),
            row.get_state_display(),
        )
        for row in rows
    ]


def action_points(user, query):
    """Action points by their text and owner."""
    rows = ActionPoint.objects.visible_to(user).select_related("owner")
    rows = closest(rows, query, "text", "owner__acronym", "progress")
    return [
        Hit(snippet(row.text, query), reverse("decisions:action_point", args=[row.pk]), "", row.owner)
        for row in rows
    ]


def groups(user, query):
    """Working groups by name and purpose, and what they owe."""
    rows = WorkingGroup.objects.visible_to(user)
    found = closest(
        rows, query, "name", "name_ru", "name_ky", "acronym", "purpose", "purpose_ru", "purpose_ky"
    )
    hits = [
        Hit(
            snippet(in_language(row), query),
            row.get_absolute_url(),
            snippet(in_language(row, "purpose"), query),
            row.get_state_display(),
        )
        for row in found
    ]
    owed = Deliverable.objects.visible_to(user).select_related("group")
    owed = closest(owed, query, "title", "title_ru", "title_ky")
    hits += [
        Hit(snippet(in_language(row, "title"), query), row.get_absolute_url(), "", in_language(row.group))
        for row in owed
    ]
    return hits[:MOST_HITS]


def group_documents(user, query):
    """Documents of groups by title and note, and the text of terms of reference."""
    rows = GroupDocument.objects.visible_to(user).kept().select_related("group")
    hits = [
        Hit(
            snippet(row.title, query),
            reverse("workinggroups:document", args=[row.group.slug, row.pk]),
            snippet(row.note, query),
            in_language(row.group),
        )
        for row in closest(rows, query, "title", "note")
    ]
    return [*hits, *_terms(user, query)][:MOST_HITS]


def _terms(user, query):
    """Paragraphs of terms of reference: the newest version for who sees the space, the agreed one for others."""
    visible = TermsOfReference.objects.visible_to(user).filter(text__isnull=False).select_related("group")
    versions = []
    for terms in visible.prefetch_related("text__versions"):
        own = list(terms.text.versions.all())
        agreed = [one for one in own if one.text_hash == terms.agreed_hash]
        versions += own[-1:] if user.has_perm("workinggroups.see_space", terms.group) else agreed[-1:]
    rows = Paragraph.objects.filter(version__in=[one.pk for one in versions], number__isnull=False)
    rows = readable(rows, sees_internal=sees_internal(user))
    rows = closest(rows.select_related("version__text__terms_of_reference__group"), query, "html")
    return [_terms_paragraph(row, query) for row in rows]


def _terms_paragraph(row, query):
    terms = row.version.text.terms_of_reference
    title = _("Terms of reference, paragraph %(number)s") % {"number": row.number}
    return Hit(
        title, f"{terms.get_absolute_url()}#{row.anchor}", snippet(row.html, query), in_language(terms.group)
    )


def people(user, query):
    """People by name, position and organisation."""
    rows = Person.objects.visible_to(user).select_related("organisation")
    rows = closest(rows, query, "name", "name_ru", "name_ky", "title", "organisation__acronym")
    return [
        Hit(
            snippet(in_language(row), query),
            reverse("members:person", args=[row.slug]),
            "",
            f"{row.title}, {row.organisation}",
        )
        for row in rows
    ]


def organisations(user, query):
    """Organisations by their names in three languages."""
    rows = Organisation.objects.visible_to(user)
    rows = closest(rows, query, "acronym", "name", "name_ru", "name_ky", "mandate")
    return [
        Hit(
            snippet(in_language(row), query),
            reverse("members:organisation", args=[row.slug]),
            "",
            row.acronym,
        )
        for row in rows
    ]


PLACES = (
    (_("Meetings"), "calendar-days", meetings),
    (_("Agendas"), "list-bullet", agenda_items),
    (_("Papers"), "paper-clip", papers),
    (_("Minutes"), "document-text", minutes),
    (_("Decisions"), "scale", decisions),
    (_("Action points"), "check-circle", action_points),
    (_("Working groups"), "rectangle-group", groups),
    (_("Documents of groups"), "document", group_documents),
    (_("People"), "users", people),
    (_("Organisations"), "building-office-2", organisations),
)
