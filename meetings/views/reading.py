"""What a reader sees of an agenda: the circulated revision, its items and papers as far as they are open to them."""

from meetings.access import prepares_it, reads_ahead
from meetings.models import Meeting, Paper
from meetings.workflow.circulated import (
    change_in_words,
    edition_title,
    items_open_to,
    lines_of,
)
from meetings.workflow.papers import papers_due
from meetings.workflow.reading import unread_papers
from members.standing import Standing


def guest_organisation(user, meeting=None):
    """The organisation as whose guest somebody reads, or None for those who get the whole agenda.

    In a meeting of a working group the members' people get all of it, its outside partners read as guests.
    """
    standing = Standing.of(user)
    if meeting is not None and meeting.group_id in standing.groups and standing.is_of_a_member:
        return None
    return standing.person.organisation if standing.is_outsider else None


def revisions_for(user, meeting):
    """The agendas that `user` may read, newest first: members get one once it cannot be called back any more."""
    rows = meeting.revisions.issued() if reads_ahead(user, meeting) else meeting.revisions.circulated()
    return rows.order_by("-number").select_related("meeting")


def agenda_for(user, meeting: Meeting, number=None):
    """The agenda as `user` received it: revision `number`, else the latest; empty when none was circulated."""
    known = list(revisions_for(user, meeting))
    newest = known[0] if known else None
    revision = next((row for row in known if row.number == number), None) if number else newest
    if revision is None:
        return {"revision": None, "lines": [], "may_see_preparation": prepares_it.test(user, meeting)}
    guest = guest_organisation(user, meeting)
    only = items_open_to(guest.pk, meeting) if guest else None
    rows = Paper.objects.visible_to(user).filter(item__meeting=meeting).select_related("stored_file")
    papers = {paper.pk: paper for paper in rows}
    due, unread = papers_due(meeting), set(unread_papers(user, meeting).values_list("pk", flat=True))
    lines = lines_of(revision, only=only, papers=set(papers))
    for line in lines:
        for paper in line["papers"]:
            row = papers[paper["pk"]]
            paper |= {"is_late": row.added_at > due, "row": row, "is_unread": row.pk in unread}
    return {
        "revision": revision, "edition_title": edition_title(revision), "lines": lines,
        "changes": [] if guest else [change_in_words(change) for change in revision.changes],
        "superseded_by": newest if newest and newest.number > revision.number else None,
        "revisions": [] if guest else known,
        "unread": unread, "is_guest": guest is not None, "may_see_preparation": prepares_it.test(user, meeting),
    }  # fmt: skip
