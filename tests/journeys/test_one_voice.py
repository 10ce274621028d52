"""A joint statement as the co-chairs live it: one at a desk, one on a phone, each with a passkey of their own."""

import pytest

from tests.journeys import voice
from tests.journeys.people import Person
from tests.statements import spoken

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_two_co_chairs_sign_one_text_and_the_public_reads_it_r7_37_to_r7_40(
    cast, sit_down, smtp_server, tmp_path
):
    statement = spoken.cleared(cast, languages=("en", "ru"))
    officer = sit_down(cast.aizada, Person, voice.DESK)
    ingrid = sit_down(cast.ingrid, voice.CoChair, voice.DESK)
    tomas = sit_down(cast.tomas, voice.CoChair, voice.PHONE)
    visitor = sit_down(None, Person, voice.PHONE)
    for one in (ingrid, tomas):
        one.makes_a_passkey()
    voice.both_sign_one_after_the_other(ingrid, tomas, statement)
    voice.a_letter_changes(officer, statement)
    voice.they_are_told_what_changed(ingrid, tomas, statement, smtp_server)
    voice.both_sign_at_the_same_instant(ingrid, tomas, statement)
    address = voice.it_goes_out(tomas, visitor, statement, smtp_server)
    voice.the_public_reads_and_checks(visitor, statement, address, tmp_path)
