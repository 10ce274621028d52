"""Answers to the invitation: in the portal, by link, by the secretariat; one per organisation (RULES R2.4, R10.61)."""

import re
from datetime import timedelta

import pytest
import time_machine

from foundation.core.links import sign_link
from foundation.core.workflow import NotPermitted, Refused
from meetings import letters
from meetings.models import Reply
from meetings.workflow import agenda as office
from meetings.workflow import meeting as life
from meetings.workflow.rsvp import reply, who_owes_an_answer
from tests.factories.meetings import MeetingFactory


@pytest.fixture
def meeting(cast):
    made = MeetingFactory(slug="qm-1", number=1)
    life.convene(made, by=cast.aizada)
    office.add_item(made, by=cast.aizada, title="Item")
    return made


def link_for(meeting, user, organisation, **changes):
    what = {"meeting": meeting.pk, "organisation": organisation.pk, "user": user.pk} | changes
    return f"/answer/{sign_link('rsvp', meeting.ends_at, **what)}/"


def test_the_latest_answer_of_an_organisation_counts_and_the_log_stays(cast, meeting):
    reply(meeting, by=cast.aiko, organisation=cast.orgs.unicef, answer="in-person", attendee=cast.aiko.person)
    reply(meeting, by=cast.jyldyz, organisation=cast.orgs.unicef, answer="apology")
    current = meeting.replies.get(is_current=True)
    assert (current.answer, current.given_by) == ("apology", cast.jyldyz)
    assert meeting.replies.count() == 2


def test_nobody_answers_for_others(cast, meeting):
    with pytest.raises(NotPermitted):
        reply(meeting, by=cast.aiko, organisation=cast.orgs.fao, answer="apology")
    with pytest.raises(NotPermitted):
        reply(meeting, by=cast.kubanych, organisation=cast.orgs.sms, answer="apology")
    life.invite_guest(meeting, by=cast.aizada, organisation=cast.orgs.sms)
    reply(meeting, by=cast.kubanych, organisation=cast.orgs.sms, answer="online")


def test_the_attendee_belongs_to_the_organisation(cast, meeting):
    with pytest.raises(Refused, match="does not belong"):
        reply(
            meeting, by=cast.aiko, organisation=cast.orgs.unicef, answer="online", attendee=cast.temir.person
        )


def test_an_answer_fits_how_the_meeting_is_held(cast, meeting):
    life.edit_meeting(meeting, by=cast.aizada, expected=1, mode="in-person")
    with pytest.raises(Refused, match="in person only"):
        reply(meeting, by=cast.aiko, organisation=cast.orgs.unicef, answer="online")


def test_opening_the_link_answers_nothing_and_the_button_does(cast, meeting, client):
    address = link_for(meeting, cast.aiko, cast.orgs.unicef)
    page = client.get(address)
    assert page.status_code == 200
    assert not Reply.objects.exists()
    done = client.post(address, {"answer": "online"})
    assert "Thank you" in done.content.decode()
    given = Reply.objects.get()
    assert (given.answer, given.channel, given.given_by) == ("online", "mail-link", cast.aiko)
    assert given.attendee == cast.aiko.person


def test_a_second_use_says_who_answered_before(cast, meeting, client):
    reply(meeting, by=cast.jyldyz, organisation=cast.orgs.unicef, answer="in-person")
    page = client.get(link_for(meeting, cast.aiko, cast.orgs.unicef)).content.decode()
    assert "UNICEF has answered already" in page
    assert "Jyldyz Barskoonova" in page
    assert "Change the answer" in page


def test_the_link_speaks_the_language_of_its_reader(cast, meeting, client):
    cast.aiko.language = "ru"
    cast.aiko.save()
    page = client.get(link_for(meeting, cast.aiko, cast.orgs.unicef)).content.decode()
    assert '<html lang="ru"' in page


def test_a_broken_and_an_expired_link_say_what_to_do(cast, meeting, client):
    broken = client.get("/answer/abc123/")
    assert broken.status_code == 410
    assert "This link is not complete" in broken.content.decode()
    address = link_for(meeting, cast.aiko, cast.orgs.unicef)
    with time_machine.travel(meeting.ends_at + timedelta(seconds=1)):
        late = client.get(address)
    assert late.status_code == 410
    assert "expired" in late.content.decode()


def test_a_cancelled_meeting_needs_no_answer(cast, meeting, client):
    address = link_for(meeting, cast.aiko, cast.orgs.unicef)
    life.cancel(meeting, by=cast.aizada, reason="No room")
    page = client.post(address, {"answer": "online"})
    assert page.status_code == 410
    assert "cancelled" in page.content.decode()
    assert not Reply.objects.exists()


def test_who_no_longer_represents_the_organisation_is_told(cast, meeting, client):
    page = client.get(link_for(meeting, cast.temir, cast.orgs.unicef))
    assert page.status_code == 410
    assert "no longer represent" in page.content.decode()


def test_a_link_for_one_purpose_serves_no_other(cast, meeting, client):
    token = sign_link("invitation", meeting.ends_at, meeting=meeting.pk, organisation=1, user=1)
    assert client.get(f"/answer/{token}/").status_code == 410


def test_the_letter_carries_a_working_link(cast, meeting, client):
    made = letters.circulate_agenda(meeting, by=cast.aizada, edition="draft")[0]
    text = made.deliveries.get(address=cast.temir.person.email).text
    address = re.search(r"https?://[^/]+(/answer/\S+)", text)[1]
    assert client.get(address).status_code == 200
    assert "/answer/" not in made.deliveries.get(address=cast.ingrid.person.email).text


def test_reminders_go_only_to_those_who_owe(cast, meeting):
    reply(meeting, by=cast.aiko, organisation=cast.orgs.unicef, answer="apology")
    assert {str(body) for body in who_owes_an_answer(meeting)} == {"RCO", "IOM", "FAO", "UNHCR"}
    to = {one.user for one in letters.ReplyReminder(meeting).recipients()}
    assert cast.temir in to
    assert not to & {cast.aiko, cast.jyldyz, cast.ingrid, cast.pavel}


def test_the_portal_page_answers(cast, meeting, as_user):
    client = as_user(cast.aiko)
    assert "Does UNICEF attend?" in client.get("/meetings/qm-1/").content.decode()
    data = {"answer": "in-person", "attendee": cast.jyldyz.person.pk, "note": ""}
    assert client.post("/meetings/qm-1/rsvp/", data).status_code == 302
    assert Reply.objects.get().attendee == cast.jyldyz.person
    assert client.get("/meetings/qm-1/rsvp/?organisation=fao").status_code == 404


def test_the_secretariat_records_what_it_was_told(cast, meeting, as_user):
    data = {"organisation": cast.orgs.fao.pk, "answer": "apology", "note": "By telephone"}
    assert as_user(cast.aizada).post("/meetings/qm-1/rsvp/record/", data).status_code == 302
    assert Reply.objects.get().channel == "secretariat"
    assert "By telephone" in as_user(cast.aizada).get("/meetings/qm-1/").content.decode()
