"""Stakeholders at the Annual Network Meeting, their links, and the names that go (RULES R6.35, R10.54, R10.61, R10.67)."""

import io
import re
from datetime import timedelta

import openpyxl
import pypdf
import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from foundation.audit.models import Act
from foundation.circulation.models import Circulation, Delivery
from foundation.circulation.states import CirculationState, DeliveryState
from foundation.core.workflow import THE_PORTAL, NotPermitted, Refused
from foundation.documents.models import Audience
from meetings import letters
from meetings.letters.stakeholders import registration_url
from meetings.models import Registrant, Registration, Stakeholder
from meetings.states import MeetingKind, MeetingState
from meetings.states_annual import StakeholderState
from meetings.tasks_annual import forget_names_of_stakeholders
from meetings.workflow import agenda, circulated
from meetings.workflow import meeting as life
from meetings.workflow import registration as answers
from meetings.workflow import stakeholders as office
from tests.factories.meetings import MeetingFactory, PaperFactory, in_days

pytestmark = pytest.mark.django_db
PEOPLE = [
    {"name": "Cholpon Ashirova", "function": "Director", "interpretation": "en", "access_needs": "step-free"},
    {"name": "Bakyt Usenov", "function": "", "interpretation": "", "access_needs": ""},
]


@pytest.fixture
def annual(cast):
    """A convened annual meeting whose agenda was circulated: one item open to guests, one not."""
    meeting = MeetingFactory(
        kind=MeetingKind.ANNUAL, number=2, slug="anm-2", title="Annual meeting", starts_at=in_days(30)
    )
    opened = agenda.add_item(
        meeting, by=cast.aizada, title="Voices of stakeholders", minutes=60, is_open_to_guests=True
    )
    agenda.add_item(meeting, by=cast.aizada, title="Members among themselves", minutes=20)
    PaperFactory(
        item=opened, title="Paper for guests", audience=Audience.NETWORK_AND_STATE, added_by=cast.aizada
    )
    PaperFactory(item=opened, title="Paper of the Network", added_by=cast.aizada)
    life.convene(meeting, by=cast.aizada)
    circulated.issue_agenda(meeting, by=cast.aizada, edition="draft")
    return meeting


@pytest.fixture
def tilek(cast, annual):
    """A stakeholder that reads English."""
    return office.invite_stakeholder(
        annual,
        by=cast.aizada,
        name="Tilek Foundation",
        contact="Cholpon",
        email="tilek@test.example",
        language="en",
    )


def path_of(stakeholder):
    return registration_url(stakeholder).removeprefix("http://localhost:8000")


def filled_in(*names, **more):
    data = {f"seat-{seat}-name": name for seat, name in enumerate(names, start=1)}
    return data | {"note": "", "answer": "register"} | more


def sent_invitation(meeting, by):
    made = letters.circulate_letter(letters.StakeholderInvitation(meeting), by=by)
    Circulation.objects.filter(pk=made.pk).update(state=CirculationState.RELEASED)
    made.deliveries.update(state=DeliveryState.QUEUED)
    made.deliveries.update(state=DeliveryState.SENDING)
    made.deliveries.update(state=DeliveryState.SENT, sent_at=timezone.now())
    return made


def test_only_the_annual_meeting_invites_stakeholders_and_members_are_none(cast, annual):
    quarterly = MeetingFactory(number=5)
    with pytest.raises(Refused, match="Invite a guest instead"):
        office.invite_stakeholder(quarterly, by=cast.aizada, name="Tilek", email="t@test.example")
    with pytest.raises(Refused, match="is a member"):
        office.invite_stakeholder(annual, by=cast.aizada, name="UNICEF", email="u@test.example")
    with pytest.raises(NotPermitted):
        office.invite_stakeholder(annual, by=cast.ingrid, name="Tilek", email="t@test.example")


def test_nobody_stands_twice_on_the_list(cast, annual, tilek):
    for words in ({"name": "tilek foundation", "email": "x@test.example"},
                  {"name": "Other", "email": "TILEK@test.example"}):  # fmt: skip
        with pytest.raises(Refused, match="on the list already"):
            office.invite_stakeholder(annual, by=cast.aizada, **words)


def test_a_pasted_list_is_taken_whole_or_not_at_all(cast, annual, as_user):
    client, url = as_user(cast.aizada), reverse("meetings:stakeholder_paste", args=[annual.slug])
    wrong = (
        "Fund A; Aida; aida@test.example; ky\nFund B; Bek; not-an-address; ru\nFund C; Ch; c@test.example; de"
    )
    page = client.post(url, {"lines": wrong}).text
    assert "Line 2: “not-an-address” is not an e-mail address." in page
    assert "Line 3: the language is en, ru or ky" in page
    assert "Fund A; Aida" in page
    assert not Stakeholder.objects.exists()
    page = client.post(url, {"lines": "Fund A; Aida; aida@test.example; ky\nFund a; B; b@test.example"}).text
    assert "Line 2: Fund a is on the list already." in page
    assert not Stakeholder.objects.exists()
    assert (
        client.post(
            url, {"lines": "Fund A;Aida;aida@test.example;ky\n\nFund B\tBek\tb@test.example\t"}
        ).status_code
        == 302
    )
    assert list(Stakeholder.objects.values_list("name", "language")) == [("Fund A", "ky"), ("Fund B", "ru")]


def test_what_is_not_typed_comes_from_the_directory(cast, annual, as_user):
    url = reverse("meetings:stakeholder_new", args=[annual.slug])
    as_user(cast.aizada).post(url, {"organisation": cast.orgs.sms.pk, "language": "ky"})
    made = Stakeholder.objects.get()
    assert (made.name, made.email) == ("State Migration Service", "sms@test.example")
    page = as_user(cast.aizada).post(url, {"name": "Somebody", "language": "ky"}).text
    assert "write one" in page


def test_the_letter_goes_apart_from_the_members_with_a_link_of_its_own(cast, annual, tilek, client):
    office.invite_stakeholder(annual, by=cast.aizada, name="Ак-Шоола", email="ak@test.example", language="ky")
    letter = letters.StakeholderInvitation(annual)
    made = letters.circulate_letter(letter, by=cast.aizada)
    assert {one.address for one in made.deliveries.all()} == {"tilek@test.example", "ak@test.example"}
    texts = {one.address: one.text for one in made.deliveries.all()}
    links = {
        address: re.search(r"https?://[^/]+(/answer/registration/\S+)", text)[1]
        for address, text in texts.items()
    }
    assert len(set(links.values())) == 2
    assert "/meetings/" not in texts["tilek@test.example"]
    assert "UID:meeting-" in made.deliveries.get(address="tilek@test.example").calendar
    assert "Tilek Foundation" in client.get(links["tilek@test.example"]).text
    assert '<html lang="ky"' in client.get(links["ak@test.example"]).text
    members = letters.MeetingInvitation(annual).recipients()
    assert not {one.address for one in members} & set(texts)


def test_a_second_mailing_goes_only_to_those_who_came_later(cast, annual, tilek):
    sent_invitation(annual, cast.aizada)
    office.invite_stakeholder(annual, by=cast.aizada, name="Later", email="later@test.example")
    assert [one.address for one in letters.StakeholderInvitation(annual).recipients()] == [
        "later@test.example"
    ]


def test_opening_the_link_registers_nobody_and_the_button_does(annual, tilek, client):
    assert client.get(path_of(tilek)).status_code == 200
    assert not Registrant.objects.exists()
    page = client.post(path_of(tilek), filled_in("Cholpon Ashirova", "Bakyt Usenov", **{
        "seat-1-interpretation": "en", "seat-1-access_needs": "step-free",
    })).text  # fmt: skip
    assert "Tilek Foundation is registered" in page
    tilek.refresh_from_db()
    assert (tilek.state, tilek.registered_count, tilek.channel) == ("registered", 2, "mail-link")
    assert Registrant.objects.get(seat=1).interpretation == "en"


def test_the_same_link_changes_and_declines(annual, tilek, client):
    client.post(path_of(tilek), filled_in("Cholpon Ashirova", "Bakyt Usenov"))
    client.post(path_of(tilek), filled_in("", "Bakyt Usenov"))
    assert list(Registrant.objects.values_list("name", flat=True)) == ["Bakyt Usenov"]
    page = client.post(path_of(tilek), filled_in(answer="decline", note="We are abroad")).text
    assert "nobody of Tilek Foundation" in page
    tilek.refresh_from_db()
    assert (tilek.state, tilek.registered_count, tilek.note) == ("declined", 0, "We are abroad")
    assert not Registrant.objects.exists()
    client.post(path_of(tilek), filled_in("Cholpon Ashirova"))
    tilek.refresh_from_db()
    assert tilek.state == "registered"


def test_an_error_loses_nothing_that_was_written(annual, tilek, client):
    page = client.post(path_of(tilek), filled_in("", **{"seat-1-function": "Director"})).text
    assert "Write the name of this person" in page
    assert 'value="Director"' in page
    page = client.post(path_of(tilek), filled_in("", note="Wait for us")).text
    assert "Write the name of at least one person" in page
    assert 'value="Wait for us"' in page
    assert not Registrant.objects.exists()


def test_no_more_persons_than_places(cast, annual, tilek, client):
    closes_at = registration_of(annual).closes_at
    office.set_registration(annual, by=cast.aizada, closes_at=closes_at, capacity=3, seats=2)
    other = office.invite_stakeholder(
        annual, by=cast.aizada, name="Other", email="o@test.example", language="en"
    )
    client.post(path_of(tilek), filled_in("One", "Two"))
    page = client.post(path_of(other), filled_in("Three", "Four")).text
    assert "Only 1 place is left." in page
    assert 'value="Three"' in page
    with pytest.raises(Refused, match="At most 2 persons"):
        answers.register(other, by=cast.aizada, people=[{"name": name} for name in "abc"])
    client.post(path_of(other), filled_in("Three"))
    third = office.invite_stakeholder(
        annual, by=cast.aizada, name="Third", email="t@test.example", language="en"
    )
    assert "All places are taken" in client.post(path_of(third), filled_in("Five")).text
    with pytest.raises(Refused, match="3 persons are registered already"):
        office.set_registration(annual, by=cast.aizada, closes_at=closes_at, capacity=2, seats=2)
    # Who is registered may change names within the own places.
    assert "is registered" in client.post(path_of(tilek), filled_in("One", "Instead of Two")).text


def registration_of(meeting):
    return office.registration_of(meeting)


def test_after_the_deadline_the_page_says_so_and_the_secretariat_still_registers(
    cast, annual, tilek, client, as_user
):
    client.post(path_of(tilek), filled_in("Cholpon Ashirova"))
    path = path_of(tilek)
    with time_machine.travel(registration_of(annual).closes_at + timedelta(seconds=1)):
        page = client.get(path).text
        assert "Registration closed" in page
        assert "Cholpon Ashirova" in page
        assert "Voices of stakeholders" in page
        page = client.post(path, filled_in("Somebody Else")).text
        assert "Registration closed on" in page
        assert Registrant.objects.get().name == "Cholpon Ashirova"
        url = reverse("meetings:stakeholder_register", args=[annual.slug, tilek.pk])
        assert as_user(cast.aizada).post(url, filled_in("Somebody Else")).status_code == 302
    assert Registrant.objects.get().name == "Somebody Else"
    assert Stakeholder.objects.get().channel == "secretariat"


@pytest.mark.parametrize(("act", "word"), [("cancel", "cancelled"), ("postpone", "postponed")])
def test_a_meeting_that_does_not_take_place_says_so_behind_the_link(cast, annual, tilek, client, act, word):
    sent_invitation(annual, cast.aizada)
    path = path_of(tilek)
    getattr(life, act)(annual, by=cast.aizada, reason="No room")
    page = client.post(path, filled_in("Cholpon Ashirova"))
    assert page.status_code == 410
    assert f"This meeting {'was' if act == 'cancel' else 'is'} {word}" in page.text
    assert not Registrant.objects.exists()
    news = letters.StakeholderNews(annual)
    assert [one.address for one in news.recipients()] == ["tilek@test.example"]
    made = letters.circulate_letter(news, by=cast.aizada)
    assert word in made.deliveries.get().subject
    assert "METHOD:CANCEL" in made.deliveries.get().calendar


def test_a_new_date_asks_everybody_anew_and_moves_the_deadline_along(cast, annual, tilek):
    sent_invitation(annual, cast.aizada)
    answers.answer(tilek, by=cast.aizada, people=PEOPLE)
    before = registration_of(annual).closes_at
    life.postpone(annual, by=cast.aizada, reason="Snow", starts_at=in_days(37), ends_at=in_days(37, 12))
    tilek.refresh_from_db()
    assert (tilek.state, tilek.registered_count) == ("invited", 0)
    assert registration_of(annual).closes_at == before + timedelta(days=7)
    assert [one.address for one in letters.StakeholderInvitation(annual).recipients()] == [
        "tilek@test.example"
    ]
    assert office.places_taken(annual) == 0


def test_broken_replaced_and_foreign_links_open_nothing(cast, annual, tilek, client):
    assert client.get("/answer/registration/abc/").status_code == 410
    old = path_of(tilek)
    office.edit_stakeholder(
        tilek, by=cast.aizada, name="Tilek Foundation", contact="New", email="new@test.example", language="en"
    )
    page = client.get(old)
    assert page.status_code == 410
    assert "no longer valid" in page.text
    assert client.get(path_of(tilek)).status_code == 200
    office.withdraw_stakeholder(tilek, by=cast.aizada)
    assert "withdrawn" in client.get(path_of(tilek)).text
    office.invite_stakeholder_again(tilek, by=cast.aizada)
    assert client.get(path_of(tilek)).status_code == 200


def test_the_entry_is_corrected_on_its_page(cast, annual, tilek, as_user):
    url = reverse("meetings:stakeholder_edit", args=[annual.slug, tilek.pk])
    client = as_user(cast.aizada)
    assert 'value="tilek@test.example"' in client.get(url).text
    client.post(
        url, {"name": "Tilek Fund", "contact": "Aida", "email": "aida@test.example", "language": "ky"}
    )
    tilek.refresh_from_db()
    assert (tilek.name, tilek.contact, tilek.language, tilek.link_number) == ("Tilek Fund", "Aida", "ky", 2)


def test_nothing_but_what_is_flagged_for_guests_is_behind_the_link(annual, tilek, client):
    page = client.get(path_of(tilek)).text
    assert "Voices of stakeholders" in page
    assert "Members among themselves" not in page
    assert "Paper for guests" not in page
    client.post(path_of(tilek), filled_in("Cholpon Ashirova"))
    page = client.get(path_of(tilek)).text
    assert "Paper for guests" in page
    assert "Paper of the Network" not in page


def test_papers_open_to_the_registered_only_and_only_those_for_guests(annual, tilek, client):
    item = annual.items.get(title="Voices of stakeholders")
    papers = {paper.title: paper.pk for paper in item.papers.all()}

    def asked(title):
        return client.get(f"{path_of(tilek)}papers/{papers[title]}/").status_code

    assert asked("Paper for guests") == 404
    client.post(path_of(tilek), filled_in("Cholpon Ashirova"))
    assert asked("Paper for guests") == 200
    assert asked("Paper of the Network") == 404
    client.post(path_of(tilek), filled_in(answer="decline"))
    assert asked("Paper for guests") == 404


def test_reminders_go_only_to_the_silent_who_were_invited(cast, annual, tilek):
    for name in ("Silent", "Registered", "Declined"):
        office.invite_stakeholder(annual, by=cast.aizada, name=name, email=f"{name.lower()}@test.example")
    sent_invitation(annual, cast.aizada)
    office.invite_stakeholder(annual, by=cast.aizada, name="Unwritten", email="unwritten@test.example")
    rows = {row.name: row for row in Stakeholder.objects.all()}
    answers.answer(rows["Registered"], by=cast.aizada, people=PEOPLE)
    answers.answer(rows["Declined"], by=cast.aizada, is_declined=True)
    assert {one.address for one in letters.StakeholderReminder(annual).recipients()} == {
        "silent@test.example", "tilek@test.example",
    }  # fmt: skip


def test_the_list_says_who_registered_declined_and_is_silent(cast, annual, tilek, as_user):
    answers.answer(tilek, by=cast.aizada, people=PEOPLE, note="We bring a film")
    office.invite_stakeholder(annual, by=cast.aizada, name="Silent One", email="s@test.example")
    page = as_user(cast.aizada).get(reverse("meetings:stakeholder_list", args=[annual.slug])).text
    for word in (
        "Cholpon Ashirova",
        "step-free",
        "We bring a film",
        "Silent One",
        "2 of 60",
        "no invitation yet",
    ):
        assert word in page, word
    assert (
        as_user(cast.ingrid).get(reverse("meetings:stakeholder_list", args=[annual.slug])).status_code == 200
    )
    assert as_user(cast.aiko).get(reverse("meetings:stakeholder_list", args=[annual.slug])).status_code == 404


def test_the_gate_list_names_who_comes_and_is_kept_nowhere(cast, annual, tilek, as_user):
    answers.answer(tilek, by=cast.aizada, people=PEOPLE)
    client = as_user(cast.aizada)
    page = client.get(reverse("meetings:gate_list_pdf", args=[annual.slug]))
    data = b"".join(page.streaming_content)
    text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(data)).pages)
    assert "Cholpon Ashirova" in text
    assert "Tilek Foundation" in text
    assert page.headers["Cache-Control"] == "private, no-store"
    sheet = b"".join(client.get(reverse("meetings:gate_list_xlsx", args=[annual.slug])).streaming_content)
    cells = [
        cell.value for row in openpyxl.load_workbook(io.BytesIO(sheet)).active.iter_rows() for cell in row
    ]
    assert {"Cholpon Ashirova", "Bakyt Usenov"} <= set(cells)
    assert Act.objects.filter(verb="meetings.draw_gate_list", actor=cast.aizada).count() == 2
    assert as_user(cast.ingrid).get(reverse("meetings:gate_list_pdf", args=[annual.slug])).status_code == 403


def test_names_delete_themselves_seven_days_after_the_meeting_and_the_counts_stay(
    cast, annual, tilek, client
):
    made = sent_invitation(annual, cast.aizada)
    path = path_of(tilek)
    client.post(path, filled_in("Cholpon Ashirova", "Bakyt Usenov", note="Call me"))
    with time_machine.travel(annual.ends_at + timedelta(days=6, hours=23)):
        forget_names_of_stakeholders()
        assert Registrant.objects.count() == 2
    with time_machine.travel(annual.ends_at + timedelta(days=7, minutes=1)):
        forget_names_of_stakeholders()
        forget_names_of_stakeholders()
        page = client.get(path)
    tilek.refresh_from_db()
    assert (tilek.contact, tilek.email, tilek.note, tilek.registered_count) == ("", "", "", 2)
    assert not Registrant.objects.exists()
    assert page.status_code == 410
    row = made.deliveries.get()
    assert (row.address, row.text, row.organisation_name) == ("", "", "Tilek Foundation")
    assert Act.objects.filter(verb="meetings.forget_names").count() == 1
    written = " ".join(f"{act.details} {act.reason} {act.subject_label}" for act in Act.objects.all())
    assert not [name for name in ("Cholpon", "Bakyt", "tilek@") if name in written]
    with pytest.raises(Refused, match="deleted"):
        answers.draw_gate_list(annual, by=cast.aizada)


def test_the_days_are_a_parameter_and_a_meeting_put_off_keeps_its_list(cast, annual, tilek):
    from members.models import Parameter

    Parameter.objects.create(name="gate_list_days", value=1, since=timezone.localdate(), decided_by="DEC/9")
    assert answers.deleted_on(annual) == timezone.localtime(annual.ends_at + timedelta(days=1)).date()
    life.postpone(annual, by=cast.aizada, reason="Snow")
    with time_machine.travel(annual.ends_at + timedelta(days=9)):
        assert answers.forget_what_is_due() == []
        life.cancel(annual, by=cast.aizada, reason="For good")
        assert answers.deleted_on(annual) == timezone.localtime(annual.ends_at + timedelta(days=1)).date()
        assert answers.forget_what_is_due() == [annual]


def test_of_a_meeting_cancelled_early_the_names_go_some_days_after_that(cast, annual, tilek):
    answers.answer(tilek, by=cast.aizada, people=PEOPLE)
    life.cancel(annual, by=cast.aizada, reason="For good")
    assert answers.forget_what_is_due() == []
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        answers.forget_what_is_due()
    assert not Registrant.objects.exists()


def test_the_page_shows_from_when_on_the_names_are_gone(annual, tilek, client):
    page = client.get(path_of(tilek)).text
    assert "They are deleted on" in page
    assert "only the number of persons is kept" in page


def test_nobody_registers_over_the_state_of_the_invitation(cast, annual, tilek):
    with pytest.raises(NotPermitted):
        answers.register(tilek, by=cast.aiko, people=PEOPLE)
    office.withdraw_stakeholder(tilek, by=cast.aizada)
    with pytest.raises(Refused):
        answers.register(tilek, by=THE_PORTAL, people=PEOPLE)


@pytest.mark.parametrize(
    "change",
    [{"state": "registered"}, {"registered_count": 3}, {"wiped_at": "now"}, {"state": "declined"}],
)
def test_the_database_refuses_what_must_never_be(annual, tilek, change):
    change = {name: timezone.now() if value == "now" else value for name, value in change.items()}
    with pytest.raises(DatabaseError), transaction.atomic():
        Stakeholder.objects.filter(pk=tilek.pk).update(**change)


def test_registration_closes_before_the_meeting(cast, annual):
    with pytest.raises(Refused, match="must close before"):
        office.set_registration(annual, by=cast.aizada, closes_at=annual.starts_at, capacity=9, seats=3)
    assert not Registration.objects.exists()


def test_the_meeting_page_counts_them(cast, annual, tilek, as_user):
    page = as_user(cast.aizada).get(annual.get_absolute_url()).text
    assert "Stakeholders and gate list" in page
    assert "Stakeholders and gate list" not in as_user(cast.aiko).get(annual.get_absolute_url()).text
    assert annual.state == MeetingState.CONVENED
    assert StakeholderState(tilek.state) == StakeholderState.INVITED
    assert not Delivery.objects.exists()
