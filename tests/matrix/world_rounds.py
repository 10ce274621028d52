"""Rounds of consultation with something to leak: one prepared, one open, one broken and under revision."""

from datetime import timedelta

from django.utils import timezone

from decisions.escalation_note import keep_notes
from decisions.letters.rounds import LINK
from decisions.states import AnswerKind
from decisions.workflow.answers import answer, record_answer, wish_to_confirm
from decisions.workflow.decisions import begin_revision, escalate, send_note
from foundation.core.links import sign_link
from tests.factories import rounds
from tests.factories.documents import StoredFileFactory


def make_rounds(world, cast, secret, *, preparers, insiders):
    """What the pages of rounds are asked about."""
    waiting = rounds.prepared(
        cast,
        rounds.proposed(title="Prepared decision"),
        message=secret(world, "PREPAREDMESSAGE to members", preparers),
    )
    asked = rounds.proposed(title=secret(world, "ASKEDDECISION of all", insiders))
    open_ = rounds.opened(cast, asked)
    said = record_answer(
        open_, by=cast.aizada, organisation=cast.orgs.fao, person=cast.temir.person, kind=AnswerKind.COMMENT,
        words=secret(world, "COMMENTOFFAO in a round", insiders), channel="email",
        received_at=open_.opened_at, message=StoredFileFactory(),
    )  # fmt: skip
    wish_to_confirm(cast.orgs.unicef, by=cast.aiko, is_wished=True)
    waits = answer(open_, by=cast.jyldyz, organisation=cast.orgs.unicef, kind=AnswerKind.NO_OBJECTION)
    broken = _broken(cast)
    again = rounds.proposed(title="Another proposal")
    notes = _escalated(cast, world, secret, insiders, _broken(cast).decision)
    # Who holds a link reads what it is about, signed in or not: nothing of it is a secret of this world.
    linked = rounds.opened(cast, rounds.proposed(title="Decision behind a link"))
    token = sign_link(
        LINK,
        timezone.now() + timedelta(days=9),
        round=linked.pk,
        user=cast.aiko.pk,
        organisation=cast.orgs.unicef.pk,
    )
    place = {"pk": asked.pk, "number": open_.number}
    world.places |= {
        "round": place, "round+message": place | {"answer": said.pk}, "round+link": {"token": token},
        "round+extend": place | {"move": "extend-round"}, "round+confirm": place | {"move": "confirm-answer"},
        "prepared": {"pk": waiting.decision_id, "number": waiting.number},
        "prepared+stop": {"pk": waiting.decision_id, "number": waiting.number, "move": "stop-round"},
        "asked": {"pk": asked.pk}, "to-open": {"pk": waiting.decision_id},
        "broken-decision": {"pk": broken.decision_id}, "to-ask": {"pk": again.pk},
        **notes,
    }  # fmt: skip
    world.waits = waits.pk


def _escalated(cast, world, secret, insiders, decision):
    """One question to the UNCT, taken up again, and one to the PMT, which was sent to its reader."""
    day = timezone.localdate() + timedelta(days=9)
    unct = escalate(
        decision, by=cast.ingrid, to="unct", question=secret(world, "QUESTIONTOUNCT: which text?", insiders),
        reason="They differ.", answer_by=day,
    )  # fmt: skip
    begin_revision(decision, by=cast.aizada)
    pmt = escalate(
        decision, by=cast.ingrid, to="pmt", reason="They still differ.", answer_by=day,
        question=secret(world, "QUESTIONTOPMT: which text?", insiders | {"kwame"}),
    )  # fmt: skip
    keep_notes(pmt, ["en"])
    send_note(pmt, by=cast.aizada)
    place = {"pk": pmt.pk}
    return {
        "unct-note": {"pk": unct.pk}, "pmt-note": place, "pmt-note+pdf": place | {"language": "en", "extension": "pdf"},
    }  # fmt: skip


def _broken(cast):
    decision = rounds.proposed(title="Objected decision", text="The Network adopts twenty indicators.")
    first = rounds.opened(cast, decision)
    answer(first, by=cast.leila, organisation=cast.orgs.unhcr, kind=AnswerKind.OBJECTION, words="Too many")
    rounds.closed(first)
    return first
