"""Answering from the mail: a signed link for one person and one member, and one button (RULES R10.61)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decisions.letters.rounds import ConsultationOpened
from decisions.models import Answer
from decisions.workflow.answers import answer
from decisions.workflow.decisions import withdraw
from decisions.workflow.rounds import extend_round
from foundation.core.links import sign_link
from members.models import Representation
from tests.factories import rounds

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(cast):
    return rounds.opened(cast)


def link_of(round_, user):
    letter = ConsultationOpened(round_)
    mine = next(one for one in letter.recipients() if one.address == user.person.email)
    url = letter.context(mine)["links"][0]["url"]
    return url[url.index("/answer/") :]


def words_of(response):
    return " ".join(response.content.decode().split())


def test_opening_the_link_answers_nothing_r10_61(cast, round_):
    response = Client().get(link_of(round_, cast.aiko))
    assert response.status_code == 200
    assert "Aiko Minatogawa" in words_of(response)
    assert "Confirm the answer of UNICEF" in words_of(response)
    assert not Answer.objects.exists()


def test_the_button_answers_without_signing_in_and_says_thank_you(cast, round_):
    response = Client().post(link_of(round_, cast.aiko), {"kind": "no_objection"})
    said = Answer.objects.get()
    assert said.channel == "mail-link"
    assert said.by == cast.aiko.person
    assert "Recorded for UNICEF" in words_of(response)


def test_a_link_speaks_for_its_own_member_only_whatever_is_posted(cast, round_):
    Client().post(link_of(round_, cast.aiko), {"kind": "no_objection", "organisation": "fao"})
    assert Answer.objects.get().seat.organisation == cast.orgs.unicef


def test_after_the_deadline_the_link_says_so_and_takes_nothing_r4_20(cast, round_):
    link = link_of(round_, cast.aiko)
    with rounds.after(round_):
        response = Client().post(link, {"kind": "no_objection"})
    assert response.status_code == 410
    assert "The deadline was" in words_of(response)
    assert not Answer.objects.exists()


def test_a_link_follows_an_extension_r4_21(cast, round_):
    link = link_of(round_, cast.aiko)
    was = round_.ends_at
    extend_round(round_, by=cast.ingrid, working_days=3, reason="More time")
    import time_machine

    with time_machine.travel(was + timedelta(hours=1), tick=False):
        assert Client().post(link, {"kind": "no_objection"}).status_code == 200


def test_who_no_longer_represents_the_member_is_told_so(cast, round_):
    link = link_of(round_, cast.aiko)
    yesterday = timezone.localdate() - timedelta(days=1)
    Representation.objects.filter(person=cast.aiko.person).update(ends_on=yesterday)
    response = Client().get(link)
    assert response.status_code == 410
    assert "You no longer represent UNICEF" in words_of(response)


def test_a_stopped_round_is_said_in_clear_words(cast, round_):
    link = link_of(round_, cast.aiko)
    withdraw(round_.decision, by=cast.aizada, reason="Not needed")
    assert "This round was stopped" in words_of(Client().get(link))


def test_a_broken_link_and_a_link_of_another_purpose_are_refused(cast, round_):
    other = sign_link("rsvp", timezone.now() + timedelta(days=1), round=round_.pk)
    for token in ("nonsense", other):
        response = Client().get(reverse("round_answers:answer_round", args=[token]))
        assert response.status_code == 410


def test_the_page_speaks_the_reader_s_language(cast, round_):
    cast.aiko.language = "ru"
    cast.aiko.save()
    assert 'lang="ru"' in words_of(Client().get(link_of(round_, cast.aiko)))


def test_an_objection_without_reason_keeps_the_words_typed_from_the_link(cast, round_):
    response = Client().post(link_of(round_, cast.aiko), {"kind": "objection", "wording": "My own words"})
    assert response.status_code == 422
    assert "My own words" in words_of(response)


def test_an_answer_given_meanwhile_by_the_colleague_is_shown(cast, round_):
    answer(round_, by=cast.jyldyz, organisation=cast.orgs.unicef, kind="no_objection")
    assert "Jyldyz Barskoonova" in words_of(Client().get(link_of(round_, cast.aiko)))
