"""The co-chair's page: only what needs my word, with the risk, in two minutes on a phone."""

from django.utils import timezone
from django.utils.translation import gettext as _

from members.standing import Standing
from unmn.home.awaiting import meetings, minutes
from unmn.home.co_chair import QUESTIONS
from unmn.home.co_chair.word import Word


def words_needed(user):
    """Everything that needs a word of this co-chair, the most urgent first."""
    standing = Standing.of(user)
    found = [word for question in (*QUESTIONS, of_meetings) for word in question(user, standing)]
    far = timezone.now().replace(year=timezone.now().year + 50)
    return sorted(found, key=lambda word: word.until or far)


def of_meetings(user, standing):
    """Minutes to approve, requests for meetings, late papers: what the desk says too, in the same words."""
    risks = {
        minutes.minutes_to_approve: _("The minutes stay a draft, and their decisions wait."),
        meetings.requests_for_meetings: _("The member's request stays without an answer."),
        meetings.late_papers_without_leave: _("The agenda cannot be circulated with this paper."),
    }
    for question, risk in risks.items():
        for one in question(user, standing):
            yield Word(key=one.url, title=one.title, why=one.text, risk=risk, url=one.url, until=one.until)
