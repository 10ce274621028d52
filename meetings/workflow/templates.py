"""Agendas to begin with: templates kept by the secretariat, and the agenda of the last meeting (R10.58)."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import Refused, Workflow
from meetings.access import is_secretariat
from meetings.asked import keeps_meeting
from meetings.models import AgendaTemplate, TemplateItem
from meetings.states import Generated, ItemKind, MeetingKind, MeetingState
from meetings.workflow.agenda import add_item
from meetings.workflow.matters import meeting_before
from meetings.workflow.meeting import AHEAD, MEETING
from meetings.workflow.offers import words_of_previous_minutes
from meetings.workflow.standing_items import standing_items_of

TEMPLATE = Workflow("meetings")
KEPT = ("title", "title_ru", "title_ky", "kind", "minutes", "generated")


@TEMPLATE.creation(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("New template"), done=_("Template of an agenda made")
)
def make_template(*, by, name, kind, items=None):
    """Keep a template; without `items` it begins with those that every meeting has."""
    _refuse_taken_name(name)
    made = AgendaTemplate.objects.create(name=name, kind=kind)
    _write_items(made, standing_items_of(kind) if items is None else items)
    return made


@TEMPLATE.act(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Edit"), done=_("Template of an agenda edited")
)
def edit_template(template, *, by, expected, name, kind, items):
    """Write name and items anew. Raises `Stale` when somebody else was quicker."""
    template.take(expected)
    _refuse_taken_name(name, beside=template)
    template.name, template.kind = name, kind
    template.items.all().delete()
    _write_items(template, items)


@TEMPLATE.act(
    may=is_secretariat, hat=Hat.SECRETARIAT, label=_("Put away"), done=_("Template of an agenda put away")
)
def put_template_away(template, *, by):
    """No agenda begins with it any more; it is kept and can be taken out again."""
    template.is_put_away = True


@TEMPLATE.act(
    may=is_secretariat, hat=Hat.SECRETARIAT,
    label=_("Take out again"), done=_("Template of an agenda taken out again"),
)  # fmt: skip
def take_template_out(template, *, by):
    """Offer it again."""
    _refuse_taken_name(template.name, beside=template)
    template.is_put_away = False


def keep_as_template(meeting, *, by, name):
    """Make a template of a meeting's agenda: its words and lengths, not its papers and presenters."""
    rows = [row for row in meeting.items.on_agenda() if not row.proposed_by_id and not row.from_backlog_id]
    if not rows:
        raise Refused(_("The agenda is empty. Add at least one item first."))
    return make_template(by=by, name=name, kind=meeting.kind, items=_without_orphans(rows))


@MEETING.act(
    *AHEAD, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Start from a template"), done=_("Agenda started from a template"),
)  # fmt: skip
def start_from_template(meeting, *, by, template):
    """Begin an empty agenda with the items of a template for its kind of meeting."""
    if template.kind != meeting.kind:
        raise Refused(_("This template is for another kind of meeting. Choose one for this kind."))
    meeting.act_details = {"template": template.name}
    _begin(meeting, by, [_words(row) | {"is_sub_item": row.is_sub_item} for row in template.items.all()])


@MEETING.act(
    *AHEAD, may=keeps_meeting, hat=Hat.SECRETARIAT,
    label=_("Start from the last agenda"), done=_("Agenda started from the last one"),
)  # fmt: skip
def start_from_last_agenda(meeting, *, by):
    """Begin an empty agenda with the items of the last meeting of its kind, without what was proposed for that one."""
    last = last_agenda(meeting)
    if last is None:
        raise Refused(
            _("There is no earlier agenda of this kind. Start from a template or from the standing items.")
        )
    meeting.act_details = {"from": str(last)}
    rows = [row for row in last.items.on_agenda() if not row.proposed_by_id and not row.from_backlog_id]
    _begin(meeting, by, _without_orphans(rows))


def last_agenda(meeting):
    """The last meeting of the same kind, and of the same group, before this one that had an agenda, or None."""
    rows = type(meeting).objects.filter(
        kind=meeting.kind, group=meeting.group_id, starts_at__lt=meeting.starts_at
    )
    rows = rows.exclude(pk=meeting.pk).exclude(state=MeetingState.CANCELLED)
    return rows.filter(items__state="on-agenda").distinct().order_by("-starts_at").first()


def _without_orphans(rows):
    """Words of the rows; a sub-item whose item was left out becomes an item."""
    kept = {row.pk for row in rows}
    return [_words(row) | {"is_sub_item": row.parent_id in kept} for row in rows]


def _words(row):
    return {name: getattr(row, name) for name in KEPT}


def _begin(meeting, by, items):
    if meeting.items.on_agenda().exists():
        raise Refused(_("There are items on the agenda already."))
    top, before = None, meeting_before(meeting)
    for words in items:
        is_sub_item = words.pop("is_sub_item", False)
        if words["generated"] == Generated.PREVIOUS_MINUTES and before is not None:
            words |= words_of_previous_minutes(before)
        made = add_item(meeting, by=by, at_end=True, parent=top if is_sub_item else None, **words)
        top = top if is_sub_item else made


def _write_items(template, items):
    if not items:
        raise Refused(_("A template has at least one item."))
    if any(row["kind"] == ItemKind.DECISION for row in items):
        if template.kind == MeetingKind.ANNUAL:
            raise Refused(
                _("The Annual Network Meeting takes no decisions: choose another kind for its items.")
            )
        if template.kind == MeetingKind.GROUP:
            raise Refused(_("A working group takes no decisions: choose another kind for its items."))
    TemplateItem.objects.bulk_create(
        TemplateItem(template=template, position=position, **words)
        for position, words in enumerate(items, start=1)
    )


def _refuse_taken_name(name, beside=None):
    rows = AgendaTemplate.objects.in_use().filter(name=name)
    if beside is not None:
        rows = rows.exclude(pk=beside.pk)
    if rows.exists():
        raise Refused(
            gettext("There is a template called “%(name)s” already. Choose another name.") % {"name": name}
        )
