"""A decision by consensus as the people of the Network live it: at a desk, on phones, and from the mail alone.

The clock is moved past the deadline of a round; everything else is done in the browser, by the clock's own
functions, or by the mail server.
"""

import pytest

from tests.journeys.consensus import a_silence_procedure_from_the_mail_alone
from tests.journeys.people import KeyboardPerson, Person
from tests.journeys.revision import an_objection_that_becomes_a_better_text

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PHONE = 390


def test_a_silence_procedure_is_answered_from_the_mail_alone_r4_15_to_r4_25(cast, sit_down, smtp_server):
    officer = sit_down(cast.aizada, Person, 1280)
    co_chairs = [sit_down(user, Person, PHONE) for user in (cast.ingrid, cast.tomas)]
    visitors = {name: sit_down(None, Person, PHONE) for name in ("aiko", "chiara", "leila", "nurzat")}
    visitors["temir"] = sit_down(None, KeyboardPerson, 1280)
    a_silence_procedure_from_the_mail_alone(officer, co_chairs, visitors, cast, smtp_server)


def test_an_objection_becomes_a_better_text_that_is_adopted_and_carried_out_r4_22_r5_28_r3_9(
    cast, sit_down, smtp_server
):
    an_objection_that_becomes_a_better_text(sit_down, cast, smtp_server)
