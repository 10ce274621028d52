"""The check before a letter about a meeting leaves, in words (RULES R10.55)."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.circulation.letters import Remark
from foundation.core.moments import day as say_day
from foundation.core.moments import moment
from foundation.documents.models import Audience, Classification
from meetings.states import ItemKind
from meetings.workflow.late_papers import needs_leave, without_leave
from meetings.workflow.papers import papers_due
from members.calendar import is_working_day

OPEN_TO_GUESTS = (Audience.NETWORK_AND_STATE, Audience.PUBLIC)


def stop(sentence):
    """A remark that takes the button away."""
    return Remark("stop", sentence)


def warn(sentence):
    """A remark that wants a second look."""
    return Remark("warn", sentence)


def note(sentence):
    """A remark that informs."""
    return Remark("note", sentence)


def of_meeting(meeting):
    """Its date: not past, not on a day on which the offices are closed."""
    found = []
    if meeting.starts_at < timezone.now():
        found.append(
            stop(_("The meeting's time has passed: %(when)s.") % {"when": moment(meeting.starts_at)})
        )
    day = timezone.localtime(meeting.starts_at).date()
    if not is_working_day(day):
        found.append(warn(_("The offices are closed on %(day)s.") % {"day": say_day(day)}))
    if meeting.mode != "in-person" and not meeting.online_url:
        found.append(warn(_("The address of the online room is missing.")))
    if meeting.mode != "online" and not meeting.place:
        found.append(warn(_("The place is missing.")))
    return found


def of_dates(poll):
    """Dates that are offered: on which of them the offices are closed."""
    days = [timezone.localtime(slot.starts_at).date() for slot in poll.slots.all()]
    closed = [say_day(day) for day in days if not is_working_day(day)]
    return [warn(_("The offices are closed on %(day)s.") % {"day": day}) for day in closed]


def of_recipients(letter, to_guests):
    """That guests are outside the Network; who has no address is said by the page for every letter."""
    if not to_guests:
        return []
    bodies = ", ".join(sorted({one.organisation_name for one in letter.recipients()}))
    sentence = _(
        "This goes outside the Network, to %(names)s: each gets only the items and papers open to it."
    )
    return [note(sentence % {"names": bodies})] if bodies else []


def of_agenda(meeting, revision):
    """What an agenda lacks: items, time, papers, presenters, translations."""
    items = revision.snapshot["items"]
    if not items:
        return [stop(_("The agenda is empty. Add at least one item before you circulate it."))]
    found = _too_long(meeting, items)
    found += _lacking(
        [item for item in items if item["kind"] == ItemKind.DECISION and not item["papers"]],
        _("For decision, but without a paper: item %(numbers)s."),
    )
    found += _lacking(
        [item for item in items if not _has_presenter(item)], _("Without a presenter: item %(numbers)s.")
    )
    for code, sentence in (
        ("title_ru", _("Without a title in Russian: item %(numbers)s.")),
        ("title_ky", _("Without a title in Kyrgyz: item %(numbers)s.")),
    ):
        found += _lacking([item for item in items if not item[code]], sentence, level=note)
    return found + _late_papers(meeting, items) + _restricted_papers(items)


def _too_long(meeting, items):
    beyond = sum(item["minutes"] for item in items) - meeting.minutes_long
    if beyond <= 0:
        return []
    return [warn(ngettext(
        "The agenda is %(count)s minute longer than the meeting.",
        "The agenda is %(count)s minutes longer than the meeting.", beyond,
    ) % {"count": beyond})]  # fmt: skip


def _lacking(items, sentence, level=warn):
    return [level(sentence % {"numbers": ", ".join(item["number"] for item in items)})] if items else []


def _has_presenter(item):
    return bool(item["presenters"] or item["presenting"] or item["outside_presenter"])


def _late_papers(meeting, items):
    """A late paper stops the agenda until a co-chair gives leave; with leave it is named."""
    found = [stop(sentence) for sentence in needs_leave(meeting)]
    waiting = {paper.pk for paper in without_leave(meeting)}
    late = [paper["title"] for item in items for paper in item["papers"]
            if paper["is_late"] and paper["pk"] not in waiting]  # fmt: skip
    if not late:
        return found
    words = {"when": moment(papers_due(meeting)), "titles": ", ".join(f"“{title}”" for title in late)}
    note_late = _("Papers were due on %(when)s; these came late and are marked so: %(titles)s.")
    return [*found, note(note_late % words)]


def _restricted_papers(items):
    titles = [
        f"“{paper['title']}”" for item in items for paper in item["papers"]
        if paper["classification"] != Classification.UNCLASSIFIED
    ]  # fmt: skip
    if not titles:
        return []
    return [
        note(_("Confidential papers are linked, never attached: %(titles)s.") % {"titles": ", ".join(titles)})
    ]


def papers_for_guests(revision):
    """The keys of the papers of a revision that guests may open."""
    return {
        paper["pk"] for item in revision.snapshot["items"] for paper in item["papers"]
        if paper["classification"] == Classification.UNCLASSIFIED and paper["audience"] in OPEN_TO_GUESTS
    }  # fmt: skip
