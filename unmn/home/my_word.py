"""The co-chair's page: only what needs my word, with the risk, in two minutes on a phone."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.standing import Standing
from statements.workflow.statements import return_statement
from unmn.home.awaiting import meetings, minutes, statements
from unmn.home.co_chair import QUESTIONS
from unmn.home.co_chair.word import Button, Word


def words_needed(user):
    """Everything that needs a word of this co-chair, the most urgent first."""
    standing = Standing.of(user)
    found = [
        word for question in (*QUESTIONS, of_meetings, of_statements) for word in question(user, standing)
    ]
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


def of_statements(user, standing):
    """Statements that wait for the key of this co-chair: read and sign on a page of its own, or return (R7.39)."""
    waiting = {one.url: one for one in statements.statements_to_sign(user, standing)}
    for one in statements.waiting_for_keys() if waiting else ():
        url = reverse("statements:sign", args=[one.slug])
        if url not in waiting:
            continue
        yield Word(
            key=f"statement-{one.pk}", title=waiting[url].title, why=waiting[url].text,
            risk=_("The Network does not make this statement."), url=url, until=one.embargo_until,
            buttons=(
                Button(
                    "return", _("Return with a reason"), kind="danger", asks=_("Reason"),
                    call=lambda by, reason, one=one: return_statement(one, by=by, reason=reason),
                ),
            ),
        )  # fmt: skip
