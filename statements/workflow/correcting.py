"""What happens to a statement after its publication: a corrigendum, or a retraction; the old text stays (R7.37).

A corrigendum speaks for the Network as the statement does, so it needs two keys on its very words as well.
One co-chair is enough to retract: the Network has no common voice any more once one of them takes theirs back.
"""

import hashlib
import json

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Refused
from members.models import Appointment
from members.standing import Standing
from members.states import CO_CHAIR_OFFICES
from statements.access import hat_worn, is_co_chair, may_publish
from statements.models import Corrigendum, CorrigendumKey, Retraction
from statements.states import StatementState
from statements.workflow.statements import STATEMENT

S = StatementState


@STATEMENT.act(
    S.PUBLISHED, S.CORRECTED, may=may_publish, hat=hat_worn, label=_("Propose a corrigendum"),
    done=_("Corrigendum proposed"),
)  # fmt: skip
def propose_corrigendum(statement, *, by, words, reason):
    """Lay the words of a correction before both co-chairs. Returns the `Corrigendum`.

    `words`: what is corrected, in every language in which the statement was published.
    """
    if open_corrigendum(statement):
        raise Refused(_("A corrigendum is waiting for the co-chairs already. Drop it first."))
    said = _in_all_languages(statement, words)
    if not reason.strip():
        raise Refused(_("Say why the text has to be corrected: it is kept with the corrigendum."))
    number = statement.corrigenda.exclude(issued_at=None).count() + 1
    return Corrigendum.objects.create(
        statement=statement, number=number, words=said, text_hash=_hash(statement, number, said),
        reason=reason.strip(), proposed_by=by,
    )  # fmt: skip


@STATEMENT.act(
    S.PUBLISHED, S.CORRECTED, may=is_co_chair, hat=hat_worn, label=_("Agree to the corrigendum"),
    done=_("Corrigendum agreed"),
)  # fmt: skip
def agree_to_corrigendum(statement, *, by, text_hash):
    """Give a co-chair's key to the words that were shown; the second one issues the corrigendum."""
    corrigendum = open_corrigendum(statement)
    if corrigendum is None or corrigendum.text_hash != text_hash:
        raise Refused(_("These words are not proposed any more. Reload the page and read again."))
    person = Standing.of(by).person
    given = list(corrigendum.keys.all())
    offices = Appointment.objects.on().filter(person=person, office__in=CO_CHAIR_OFFICES)
    free = [one for one in offices if one.office not in {key.office for key in given}]
    if not free or any(key.person_id == person.pk for key in given):
        raise Refused(_("Your office has agreed already. It waits for the other co-chair."))
    CorrigendumKey.objects.create(
        corrigendum=corrigendum, office=free[0].office, person=person, text_hash=text_hash, at=timezone.now()
    )
    if given:
        corrigendum.issued_at = timezone.now()
        corrigendum.save()
        statement.state = S.CORRECTED
        statement.act_details = {"symbol": corrigendum.symbol, "text_hash": text_hash}


@STATEMENT.act(
    S.PUBLISHED, S.CORRECTED, S.RETRACTED, may=may_publish, hat=hat_worn, label=_("Drop the corrigendum"),
    done=_("Corrigendum dropped"),
)  # fmt: skip
def drop_corrigendum(statement, *, by):
    """Give up a corrigendum that was not issued; it stays on record."""
    corrigendum = open_corrigendum(statement)
    if corrigendum is None:
        raise Refused(_("No corrigendum is waiting."))
    corrigendum.dropped_at = timezone.now()
    corrigendum.save()


@STATEMENT.move(
    S.PUBLISHED, S.CORRECTED, to=S.RETRACTED, may=is_co_chair, hat=hat_worn, label=_("Retract"),
    done=_("Statement retracted"),
)  # fmt: skip
def retract(statement, *, by, words):
    """Say in public, in all its languages, that the Network does not stand by it any more, and why."""
    Retraction.objects.create(
        statement=statement, words=_in_all_languages(statement, words), by=by, at=timezone.now()
    )


def open_corrigendum(statement):
    """The corrigendum that waits for the co-chairs, or None."""
    return statement.corrigenda.filter(issued_at=None, dropped_at=None).first()


def _in_all_languages(statement, words):
    said = {code: words.get(code, "").strip() for code in _languages(statement)}
    missing = [code for code, text in said.items() if not text]
    if missing:
        names = dict(settings.LANGUAGES)
        raise Refused(
            _("Write it in every language in which the statement was published. Missing: %(languages)s.")
            % {"languages": ", ".join(str(names[code]) for code in missing)}
        )
    return said


def _languages(statement):
    return statement.publication.texts.values_list("language", flat=True)


def _hash(statement, number, said):
    body = json.dumps([statement.symbol, number, said], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()
