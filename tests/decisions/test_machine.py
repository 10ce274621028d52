"""Random lives of a proposal: anybody, any act, any instant; the portal against the rules in plain Python.

The reference below is written from the text of the rules (R1 to R5), not from the workflow. The number of
lives is small for everyday runs; `PORTAL_DEEP=1000 pytest tests/decisions/test_machine.py` looks deeper.
"""

import hashlib
import os
from collections import defaultdict
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decisions import models
from decisions.models.guards import OBJECTIONS
from decisions.states import DECISION_MAP, ROUND_MAP, STATE_TRACK_MAP
from decisions.workflow import answers, closing, rounds, state_track
from decisions.workflow import decisions as life
from foundation.audit.models import Act
from foundation.core.workflow import THE_PORTAL, Refused
from members.models import Holiday, Representation
from tests.cast import make_the_cast
from tests.decisions.consulted import MONDAY, a_proposal, at, forget

LIVES = int(os.environ.get("PORTAL_DEEP", "25"))
ACTORS = (
    "aizada", "ingrid", "tomas", "aiko", "jyldyz", "temir", "leila", "nurzat", "chiara", "kubanych", "anara",
    "hans", "stranger", "portal",
)  # fmt: skip
SPEAKS = {
    "aiko": "unicef",
    "jyldyz": "unicef",
    "temir": "fao",
    "leila": "unhcr",
    "nurzat": "rco",
    "chiara": "iom",
}
CHAIRS, OFFICE = {"ingrid", "tomas"}, {"aizada"}
MEMBERS = ("rco", "iom", "unicef", "fao", "unhcr")
SAID = (
    "no_objection", "comment", "reservation", "dissociation", "outside_mandate", "objection", "objection_withdrawn",
    "extension_request",
)  # fmt: skip
POSITION = set(SAID) - {"comment", "extension_request"}
MOVES = (
    "answer", "answer", "answer", "answer", "record", "confirm", "close", "close", "extend", "open", "prepare",
    "consent", "stop", "wish", "withdraw", "defer", "again", "revise", "reword", "agenda", "off", "declare",
    "no_consensus", "escalate", "draft_letter", "send", "reply", "cancel", "rule", "judge", "rule_concern",
    "contest", "override", "holiday", "ended", "note",
)  # fmt: skip
TIMES = st.sampled_from((0, 0, 0, 1, 5, 26, 24 * 8, "before", "at", "after"))
STEP = st.tuples(st.sampled_from(ACTORS), st.sampled_from(MOVES), TIMES, st.integers(0, 39))
OPENING = [
    ("aizada", "prepare", 0, 0), ("ingrid", "consent", 0, 0), ("tomas", "consent", 0, 0), ("aizada", "open", 0, 0),
]  # fmt: skip
AGENDA = [("aizada", "agenda", 0, 0)]
STATE = [("aizada", "judge", 0, 1), ("aizada", "draft_letter", 0, 0), ("aizada", "send", 0, 0)]
PLOTS = st.sampled_from(([], OPENING, OPENING, AGENDA, STATE + OPENING, STATE + AGENDA))
TEXTS = ("The Network adopts the data sheet.", "The Network adopts sheet two.", "UNHCR's own wording.")
PROTOTYPES = [
    model for model in vars(models).values()
    if isinstance(model, type) and model.__module__.startswith("decisions.models")
]  # fmt: skip


class Undone(Exception):
    """Rolls one life back."""


class Reference:
    """What the rules say, from what was said and done: seats, positions, deadlines, adoption."""

    def __init__(self):
        self.rounds = {}
        self.said = defaultdict(list)
        self.speaks = dict(SPEAKS)
        self.wishes = set()
        self.now = MONDAY

    @property
    def last(self):
        """The number of the last round that was not stopped before anybody could speak."""
        return max(self.rounds, default=None)

    def in_time(self, number):
        """Before the deadline, to the microsecond (R1.1, R4.20)."""
        one = self.rounds[number]
        return one["state"] == "open" and (one["ends_at"] is None or self.now < one["ends_at"])

    def position(self, number, member):
        """R2.4, R2.5, R4.19: the last valid word of a member; a comment replaces nothing."""
        valid = [kind for kind, counts in self.said[number, member] if counts]
        positions = [kind for kind in valid if kind in POSITION]
        comments = [kind for kind in valid if kind == "comment"]
        return (positions or comments or [None])[-1]

    def objecting(self, number):
        """Members whose objection stands."""
        return {member for member in MEMBERS if self.position(number, member) == "objection"}

    @staticmethod
    def deadline(start, days, off):
        """R1.1, R1.2: the day of circulation does not count, day n ends at 18:00 in Bishkek."""
        bishkek = ZoneInfo("Asia/Bishkek")
        day = start.astimezone(bishkek).date()
        while days:
            day += timedelta(days=1)
            days -= day.weekday() < 5 and day not in off
        return datetime.combine(day, time(18), bishkek)


class Life:
    """One life: the steps are made in the portal and noted in the reference."""

    def __init__(self, cast, decision):
        self.cast, self.decision, self.reference = cast, decision, Reference()
        self.off = set()

    def step(self, actor, move, wait, number):
        """Make one step at its instant, and compare."""
        self.reference.now = self._instant(wait)
        with at(self.reference.now):
            forget(self.cast)
            self.decision = models.Decision.objects.get(pk=self.decision.pk)
            self.round = self.decision.rounds.order_by("number").last()
            user = THE_PORTAL if actor == "portal" else getattr(self.cast, actor)
            before, was, acts = rows(), self.decision.state, Act.objects.count()
            expected = self.expected(actor, move, number)
            try:
                with transaction.atomic():
                    note = getattr(self, f"do_{move}")(actor, user, number)
            except Refused:
                self._nothing_changed(before, acts)
                assert expected is not True, (actor, move, number, "was refused")
                return
            except AttributeError:
                # The portal is nobody: an act for persons cannot even ask it.
                assert user is THE_PORTAL
                return
            assert expected is not False, (actor, move, number, "was not refused")
            if note:
                note()
            assert Act.objects.count() > acts or move in ("ended", "holiday")
            self.decision.refresh_from_db()
            self._follow_the_rounds()
            self.always(was)

    @staticmethod
    def _nothing_changed(before, acts):
        assert rows() == before, "Refused, and something changed."
        assert Act.objects.count() == acts

    def _instant(self, wait):
        now = self.reference.now
        if not isinstance(wait, str):
            return now + timedelta(hours=wait)
        last = self.reference.last
        ends_at = self.reference.rounds[last]["ends_at"] if last else None
        if ends_at is None:
            return now
        micro = timedelta(microseconds=1)
        return max(now, {"before": ends_at - micro, "at": ends_at, "after": ends_at + micro}[wait])

    def _follow_the_rounds(self):
        """Note which rounds there are; their deadlines are the reference's own, not the portal's."""
        for row in self.decision.rounds.all():
            kept = self.reference.rounds.setdefault(
                row.number, {"mode": row.mode, "state": row.state, "ends_at": None, "hash": row.version.text_hash,
                             "more": 0},
            )  # fmt: skip
            if row.state != kept["state"]:
                assert row.state in ROUND_MAP[kept["state"]]
                kept["state"] = row.state
            if row.state == "open" and row.mode == "silence" and kept["ends_at"] is None:
                kept["ends_at"] = Reference.deadline(self.reference.now, 5, self.off)
            assert row.ends_at == kept["ends_at"], "The deadline is not the one of the rules."

    # What the rules say about a step before it is made: True, False, or None where they leave it open.

    def expected(self, actor, move, number):
        """Whether the rules allow it."""
        return getattr(self, f"may_{move}", lambda *_step: None)(actor, number)

    def may_answer(self, actor, number):
        """R2.4 to R2.7, R4.16, R4.19."""
        member, kind = MEMBERS[number % 5], SAID[number // 5]
        last = self.reference.last
        if last is None or self.reference.rounds[last]["state"] in ("prepared", "stopped"):
            return False
        if self.reference.speaks.get(actor) != member:
            return False
        if kind == "objection_withdrawn":
            return self.reference.position(last, member) == "objection"
        if kind == "extension_request":
            return self.reference.rounds[last]["mode"] == "silence" and self.reference.in_time(last)
        return True

    def may_close(self, _actor, _number):
        """R4.18: at the deadline and not before, once."""
        last = self.reference.last
        one = self.reference.rounds.get(last)
        if one is None or one["mode"] != "silence" or one["state"] != "open":
            return False
        return self.reference.now >= one["ends_at"]

    def may_extend(self, actor, _number):
        """R4.21: a co-chair, before the deadline, at most twice."""
        one = self.reference.rounds.get(self.reference.last)
        is_open = one is not None and one["mode"] == "silence" and self.reference.in_time(self.reference.last)
        return bool(is_open and actor in CHAIRS and one["more"] < 2)

    def may_stop(self, actor, _number):
        """R4.15: either co-chair stops it before it opens."""
        one = self.reference.rounds.get(self.reference.last)
        return bool(one and one["state"] == "prepared" and actor in CHAIRS)

    def may_declare(self, actor, _number):
        """R3.12: a co-chair, no standing objection."""
        one = self.reference.rounds.get(self.reference.last)
        if actor not in {*CHAIRS, "portal"}:
            return False
        if (
            one
            and one["state"] == "open"
            and (one["mode"] == "silence" or self.reference.objecting(self.reference.last))
        ):
            return False
        return None

    # The steps.

    def _round(self):
        if self.round is None:
            raise Refused("no round")
        return self.round

    def do_answer(self, actor, user, number):
        member, kind = MEMBERS[number % 5], SAID[number // 5]
        round_, reference = self._round(), self.reference
        answers.answer(
            round_, by=user, organisation=getattr(self.cast.orgs, member), kind=kind, words="Because."
        )
        return lambda: self._note(
            round_.number, member, kind, waits=actor == "jyldyz" and member in reference.wishes
        )

    def _note(self, number, member, kind, *, waits):
        counts = self.reference.in_time(number) and (kind == "objection" or not waits)
        self.reference.said[number, member].append((kind, counts))

    def do_record(self, actor, user, number):
        member, kind = MEMBERS[number % 5], SAID[number // 5]
        speaker = next((who for who, what in self.reference.speaks.items() if what == member), "hans")
        round_ = self._round()
        answers.record_answer(
            round_, by=user, organisation=getattr(self.cast.orgs, member), kind=kind, words="Because.", channel="phone",
            received_at=self.reference.now, person=getattr(self.cast, speaker).person,
        )  # fmt: skip
        waits = speaker == "jyldyz" and member in self.reference.wishes
        return lambda: self._note(round_.number, member, kind, waits=waits)

    def do_confirm(self, actor, user, number):
        round_ = self._round()
        waiting = models.Answer.objects.filter(
            seat__round=round_, waits_for_confirmation=True, confirmations=None
        )
        given = waiting.order_by("pk").first()
        if given is None:
            raise Refused("nothing waits")
        answers.confirm_answer(round_, by=user, given=given)
        assert actor == "aiko", "R2.5: only the focal point confirms."

        def note():
            said = self.reference.said[round_.number, "unicef"]
            index = list(given.seat.answers.order_by("pk").values_list("pk", flat=True)).index(given.pk)
            said[index] = (given.kind, self.reference.in_time(round_.number) and not given.is_late)

        return note

    def do_wish(self, actor, user, number):
        answers.wish_to_confirm(self.cast.orgs.unicef, by=user, is_wished=number % 3 > 0)
        assert actor == "aiko", "R2.5: the focal point says so."
        return lambda: (self.reference.wishes.add if number % 3 else self.reference.wishes.discard)("unicef")

    def do_close(self, actor, user, number):
        closing.close_round(self._round(), by=THE_PORTAL)

    def do_extend(self, actor, user, number):
        round_ = self._round()
        rounds.extend_round(round_, by=user, working_days=1, reason="Asked for.")

        def note():
            one = self.reference.rounds[round_.number]
            one["more"] += 1
            one["ends_at"] = Reference.deadline(one["ends_at"], 1, self.off)

        return note

    def do_prepare(self, actor, user, number):
        rounds.prepare_round(self.decision, by=user)
        assert actor in CHAIRS | OFFICE

    def do_consent(self, actor, user, number):
        rounds.consent(self._round(), by=user)
        assert actor in CHAIRS

    def do_override(self, actor, user, number):
        rounds.override_empty_seats(self._round(), by=user, reason="Asked by telephone.")
        assert actor in CHAIRS

    def do_stop(self, actor, user, number):
        rounds.stop_round(self._round(), by=user, reason="Not yet.")

    def do_open(self, actor, user, number):
        rounds.open_round(self._round(), by=user)
        assert actor in CHAIRS | OFFICE

    def do_withdraw(self, actor, user, number):
        silence = self.round if self.round and self.round.is_silence and self.round.state == "open" else None
        life.withdraw(self.decision, by=user, reason="Not wanted.")
        assert silence is None or self.reference.now < silence.ends_at, "R4.18: the deadline had passed."

    def do_defer(self, actor, user, number):
        life.defer(self.decision, by=user, reason="Later.")

    def do_again(self, actor, user, number):
        life.take_up_again(self.decision, by=user)

    def do_revise(self, actor, user, number):
        life.begin_revision(self.decision, by=user)

    def do_reword(self, actor, user, number):
        life.reword(self.decision, by=user, text=TEXTS[number % 3])

    def do_agenda(self, actor, user, number):
        life.place_on_agenda(self.decision, by=user)

    def do_off(self, actor, user, number):
        life.take_off_agenda(self.decision, by=user)

    def do_declare(self, actor, user, number):
        closing.declare_adopted(self.decision, by=user, adopted_on=self.reference.now.date())

    def do_no_consensus(self, actor, user, number):
        life.find_no_consensus(self.decision, by=user, reason="No consensus.")

    def do_escalate(self, actor, user, number):
        day = self.reference.now.date() + timedelta(days=7)
        life.escalate(
            self.decision, by=user, to="unct", reason="Stuck.", question="Which text?", answer_by=day
        )
        assert actor in CHAIRS

    def _letter(self):
        letter = self.decision.state_consultations.order_by("pk").last()
        if letter is None:
            raise Refused("no letter")
        return letter

    def do_draft_letter(self, actor, user, number):
        state_track.draft_letter(self.decision, by=user, counterpart=self.cast.orgs.sms)

    def do_send(self, actor, user, number):
        state_track.mark_sent(self._letter(), by=user, letter_number="1", sent_by="courier")

    def do_reply(self, actor, user, number):
        outcome = ("concurred", "concurred_with_comments", "no_view", "asks_for_changes", "does_not_concur")[
            number % 5
        ]
        today = self.reference.now.astimezone(ZoneInfo("Asia/Bishkek")).date()
        state_track.answer_of_state(
            self._letter(), by=user, outcome=outcome, received_on=today, comment="As it says."
        )

    def do_cancel(self, actor, user, number):
        state_track.cancel_consultation(self._letter(), by=user, reason="Another text.")

    def do_rule(self, actor, user, number):
        ruling = ("go_on", "wait", "go_on", "raise")[number % 4]
        state_track.ruling_of_co_chair(self._letter(), by=user, ruling=ruling, reason="So.")
        assert actor in CHAIRS

    def do_judge(self, actor, user, number):
        contested = self.decision.concerns_state == "to_rule"
        state_track.judge_state_concern(self.decision, by=user, answer=("no", "yes", "to_rule")[number % 3])
        assert not contested, "R5.26: once contested, the co-chairs rule."

    def do_rule_concern(self, actor, user, number):
        state_track.ruling_on_concern(self.decision, by=user, answer=("no", "yes")[number % 2], reason="So.")
        assert actor in CHAIRS

    def do_contest(self, actor, user, number):
        member = MEMBERS[number % 5]
        state_track.contest_state_concern(
            self.decision, by=user, organisation=getattr(self.cast.orgs, member), reason="It is."
        )
        assert self.reference.speaks.get(actor) == member

    def do_note(self, actor, user, number):
        late = models.Answer.objects.filter(is_late=True).first()
        if late is None:
            raise Refused("nothing is late")
        answers.note_late_answer(self._round(), by=user, given=late)

    def do_holiday(self, actor, user, number):
        day = (self.reference.now + timedelta(days=number % 7)).date()
        if day not in self.off:
            Holiday.objects.create(day=day, name="A day off")
            self.off.add(day)

    def do_ended(self, actor, user, number):
        if number > 4:
            raise Refused("seldom")
        yesterday = (self.reference.now - timedelta(days=1)).date()
        Representation.objects.filter(person=self.cast.temir.person).update(ends_on=yesterday)
        self.reference.speaks.pop("temir", None)

    # What holds after every step that was made.

    def always(self, was):
        """Compare the portal with the reference."""
        decision, reference = self.decision, self.reference
        assert decision.state == was or self._is_reached(was, decision.state)
        for number in reference.rounds:
            self._compare_the_seats(decision.rounds.get(number=number), number)
        for letter in decision.state_consultations.all():
            assert letter.state in STATE_TRACK_MAP
        live = reference.rounds.get(reference.last)
        if live and live["mode"] == "silence" and reference.in_time(reference.last):
            stands = bool(reference.objecting(reference.last))
            assert decision.state == ("objection_raised" if stands else "in_consultation")
        self._adopted_only_by_the_rules()

    @staticmethod
    def _is_reached(was, now):
        """Over how many ever steps of the map: one act may make several."""
        seen, todo = {was}, [was]
        while todo:
            for target in DECISION_MAP[todo.pop()]:
                if target not in seen:
                    seen.add(target)
                    todo.append(target)
        return now in seen

    def _compare_the_seats(self, round_, number):
        seats = list(round_.seats.select_related("organisation").prefetch_related("answers__confirmations"))
        assert sorted(seat.organisation.slug for seat in seats) == sorted(MEMBERS), (
            "R2.4: all members are asked."
        )
        for seat in seats:
            slug = seat.organisation.slug
            said = self.reference.said[number, slug]
            assert [one.kind for one in seat.answers.order_by("pk")] == [kind for kind, _counts in said], (
                "A word is lost."
            )
            kind = seat.standing.kind if seat.standing else None
            assert kind == self.reference.position(number, slug), (slug, said)
            if round_.state in ("agreed", "broken"):
                is_tacit = round_.mode == "silence" and round_.state == "agreed"
                assert seat.outcome == (kind or ("tacit" if is_tacit else "no_answer"))
            else:
                assert seat.outcome == ""
        assert objections_in_sql(round_) == len(self.reference.objecting(number))

    def _adopted_only_by_the_rules(self):
        decision, reference = self.decision, self.reference
        taken = decision.state in ("adopted", "in_implementation", "implemented", "superseded")
        assert taken == bool(decision.symbol) == bool(decision.adopted_at)
        if not taken:
            return
        heard = [number for number, one in reference.rounds.items() if one["state"] != "stopped"]
        last = reference.rounds[heard[-1]]
        assert last["state"] == "agreed"
        assert not reference.objecting(heard[-1])
        digest = hashlib.sha256(decision.text.encode()).hexdigest()
        assert decision.text_hash == last["hash"] == digest
        if last["mode"] == "silence":
            assert decision.agreed_at == last["ends_at"], "R4.18: in effect from the deadline."
            assert reference.now >= last["ends_at"]
        else:
            assert decision.declared_by
        assert decision.concerns_state != "to_rule"
        if decision.concerns_state == "yes":
            assert any(lets_go_on(one, digest) for one in decision.state_consultations.all()), (
                "R5.26 to R5.28."
            )
        assert decision.text_hash == Act.objects.get(verb="decisions.adopt", subject_id=decision.pk).text_hash


def lets_go_on(letter, digest):
    """R5.27, R5.28: a reply that lets the Network go on, or the word of both co-chairs on what there is."""
    if letter.state == "cancelled" or letter.version.text_hash != digest:
        return False
    if letter.outcome in ("concurred", "concurred_with_comments", "no_view"):
        return True
    words = letter.rulings.filter(at__gte=letter.registered_at) if letter.registered_at else letter.rulings
    latest = {row.office: row.ruling for row in words.order_by("pk")}
    return list(latest.values()) == ["go_on", "go_on"]


def objections_in_sql(round_):
    """What the triggers of PostgreSQL count."""
    query = OBJECTIONS.replace("INTO objections", "").replace("THE_ROUND", "%s").rstrip().rstrip(";")
    with connection.cursor() as cursor:
        cursor.execute(query, [round_.pk])
        return cursor.fetchone()[0]


def rows():
    """Every row of the app, as it is."""
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in PROTOTYPES}


# A life of each kind that ends in adoption, so that adoption is visited whatever is drawn.
THROUGH = {
    "silence": [*OPENING, ("temir", "answer", 1, 3 + 5 * 5), ("temir", "answer", 1, 3 + 5 * 6), ("portal", "close", "at", 0)],
    "meeting": [*AGENDA, ("aiko", "answer", 1, 2), ("ingrid", "declare", 1, 0)],
    "state": [*STATE, *OPENING, ("portal", "close", "after", 0), ("aizada", "reply", 1, 0)],
    "ruled": [
        *STATE, *OPENING, ("portal", "close", "at", 0), ("aizada", "reply", 1, 4), ("ingrid", "rule", 1, 0),
        ("tomas", "rule", 1, 0),
    ],
}  # fmt: skip


def begin(cast):
    """The proposal on which a life begins."""
    with at(MONDAY):
        forget(cast)
        return a_proposal(cast, text=TEXTS[0])


@pytest.mark.slow
@pytest.mark.django_db
def test_any_life_of_a_proposal_keeps_the_rules():
    """RULES R1.1, R2.4, R2.5, R3.11, R3.12, R4.15 to R4.21, R5.26 to R5.28."""
    cast = make_the_cast()
    decision = begin(cast)

    @settings(max_examples=LIVES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(PLOTS, st.lists(STEP, max_size=22))
    def walk(plot, steps):
        try:
            with transaction.atomic():
                story = Life(cast, decision)
                for step in (*plot, *steps):
                    story.step(*step)
                raise Undone
        except Undone:
            pass

    walk()


@pytest.mark.parametrize("name", THROUGH)
@pytest.mark.django_db
def test_the_lives_that_lead_to_adoption_do(name):
    """RULES R3.9, R4.18, R5.26, R5.28."""
    cast = make_the_cast()
    story = Life(cast, begin(cast))
    for step in THROUGH[name]:
        story.step(*step)
    assert story.decision.state == "implemented"
