"""How a statement is read: what is missing, what changed since it was cleared or signed (RULES R7.39, R10.59)."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from decisions.states import AnswerKind
from decisions.workflow.sentence import listed, seat_name
from foundation.core.moments import moment
from foundation.review.models import Paragraph, Version
from foundation.review.redline import plain, redline, what_changed
from members.states import CO_CHAIR_OFFICES, Office
from statements.models import StatementText
from statements.states import LANGUAGE_NAMES, StatementState
from statements.workflow.clearance import not_ready_for_clearance
from statements.workflow.signing import not_ready_to_sign

S = StatementState


def what_is_missing(statement, round_=None):
    """What keeps it from being published, in sentences of the active language; nothing once it is.

    `round_`: the round of its clearance with seats and answers, while it is in clearance.
    """
    if statement.state == S.DRAFT:
        said = list(not_ready_for_clearance(statement)) or [_("The members have not been asked yet.")]
        return [str(sentence) for sentence in said]
    if statement.state == S.IN_CLEARANCE and round_ is not None:
        return list(_of_the_seats(round_))
    if statement.state in (S.CLEARED, S.SIGNED_BY_ONE):
        return [*(str(one) for one in not_ready_to_sign(statement)), *_of_the_keys(statement)]
    if statement.state == S.EMBARGOED and statement.embargo_until:
        return [
            gettext("It is under embargo until %(moment)s.") % {"moment": moment(statement.embargo_until)}
        ]
    return []


def _of_the_seats(round_):
    seats = [(seat, seat.standing) for seat in round_.seats.all()]
    objecting = [seat_name(seat) for seat, said in seats if said and said.kind == AnswerKind.OBJECTION]
    leads = [seat_name(seat) for seat, said in seats if said is None and seat.is_touched]
    others = [seat_name(seat) for seat, said in seats if said is None and not seat.is_touched]
    if objecting:
        yield ngettext("%(members)s has an objection.", "%(members)s have objections.", len(objecting)) % {
            "members": listed(objecting)
        }
    if leads:
        yield ngettext(
            "%(members)s holds the lead mandate and has to answer expressly.",
            "%(members)s hold lead mandates and have to answer expressly.", len(leads),
        ) % {"members": listed(leads)}  # fmt: skip
    if others and round_.is_open:
        yield gettext("Waiting for %(members)s.") % {"members": listed(others)}


def _of_the_keys(statement):
    signed = {one.office for one in statement.signatures.all() if one.is_live}
    for office in CO_CHAIR_OFFICES:
        if office not in signed:
            yield gettext("Waiting for the signature of: %(office)s.") % {"office": Office(office).label}


@dataclass(frozen=True)
class Change:
    """What changed in one language: `paragraphs` as `review.redline.what_changed` gives them, and what is gone."""

    language: str
    name: str
    paragraphs: list
    gone: list

    @property
    def is_whole(self):
        """Whether the language was not there before."""
        return self.paragraphs and not self.gone and all(one["is_new"] for one in self.paragraphs)


def changes_since(canonical, statement):
    """What changed between a canonical text that was cleared or signed, and the texts as they stand now.

    Languages without a change are left out; `CanonicalText.versions` and `texts` are read from the database.
    """
    before = {
        one.text_id: one for one in Version.objects.filter(canonical_texts=canonical).select_related("text")
    }
    changes = []
    rows = StatementText.objects.filter(statement=statement).exclude(current=None)
    for text in rows.select_related("current__text"):
        change = _change(text.language, before.get(text.text_id), text.current)
        if change.paragraphs or change.gone:
            changes.append(change)
    return changes


def _change(language, before, after):
    name = str(LANGUAGE_NAMES[language])
    if before is not None and before.pk == after.pk:
        return Change(language, name, [], [])
    old = before or Version(text=after.text)
    known = {row.anchor: row for row in _paragraphs(before)} if before else {}
    changed = what_changed(old, after, sees_internal=True)
    for one in changed:
        one["is_new"] = one["paragraph"].anchor not in known
    kept = {row.anchor for row in _paragraphs(after)}
    gone = [redline(plain(row.html), "") for anchor, row in known.items() if anchor not in kept]
    return Change(language, name, changed, gone)


def _paragraphs(version):
    return Paragraph.objects.filter(version=version)


def lost_signatures(statement):
    """Signatures that do not count any more, the newest first; each office only once."""
    rows = statement.signatures.exclude(voided_at=None).select_related("canonical", "voided_by", "person")
    found = {}
    for one in rows.order_by("-pk"):
        found.setdefault(one.office, one)
    return list(found.values())
