"""The pages by which a statement goes out, is corrected, retracted, and sent to the press (RULES R7.37, R10.54)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from foundation.circulation.models import Circulation
from statements.models import Corrigendum, PressContact, Publication, Statement
from statements.states import StatementState
from tests.statements import spoken
from tests.statements.published import ALL, embargoed, published

pytestmark = pytest.mark.django_db
S = StatementState


def at(name, statement):
    return reverse(f"publishing:{name}", args=[statement.slug])


def test_a_signed_statement_is_published_after_one_more_look(cast, as_user):
    statement = spoken.signed(cast)
    client = as_user(cast.ingrid)
    room = client.get(statement.get_absolute_url()).content.decode()
    assert at("publish", statement) in room
    assert "public at once" in client.get(at("publish", statement)).content.decode()
    client.post(at("publish", statement))
    assert Publication.objects.out().get().symbol == statement.symbol
    assert (
        reverse("public:check", args=[statement.symbol])
        in client.get(statement.get_absolute_url()).content.decode()
    )


def test_an_embargo_is_set_moved_and_lifted_on_its_pages(cast, as_user):
    statement = spoken.signed(cast)
    client = as_user(cast.aizada)
    answer = client.post(at("embargo", statement), {"until": "2020-01-01T10:00"})
    assert ("in the future" in answer.content.decode(), answer.status_code) == (True, 200)
    assert 'value="2020-01-01T10:00"' in answer.content.decode()
    client.post(at("embargo", statement), {"until": "2099-12-18T09:00"})
    client.post(at("move_embargo", statement), {"until": "2099-12-19T09:00"})
    statement.refresh_from_db()
    assert (statement.state, f"{timezone.localtime(statement.embargo_until):%F %R}") == (
        S.EMBARGOED, "2099-12-19 09:00",
    )  # fmt: skip
    assert client.post(at("publish", statement), follow=True).status_code == 200
    assert not Publication.objects.exists()
    client.post(at("lift_embargo", statement))
    statement.refresh_from_db()
    assert (statement.state, statement.embargo_until) == (S.SIGNED, None)


def test_a_corrigendum_goes_from_the_secretariat_to_both_co_chairs(cast, as_user):
    statement = published(cast).statement
    half = {"en": ALL["en"], "reason": "A slip"}
    answer = as_user(cast.aizada).post(at("corrigendum_propose", statement), half)
    assert ALL["en"] in answer.content.decode()
    assert not Corrigendum.objects.exists()
    as_user(cast.aizada).post(at("corrigendum_propose", statement), {**ALL, "reason": "A slip"})
    waiting = Corrigendum.objects.get()
    for chair in (cast.ingrid, cast.tomas):
        client = as_user(chair)
        assert ALL["ru"] in client.get(at("corrigendum_agree", statement)).content.decode()
        client.post(at("corrigendum_agree", statement), {"text_hash": waiting.text_hash})
    assert Statement.objects.get().state == S.CORRECTED


def test_a_co_chair_retracts_with_words_for_the_public(cast, as_user):
    statement = published(cast).statement
    as_user(cast.tomas).post(at("retract", statement), ALL)
    assert Publication.objects.out().get().is_retracted


@pytest.fixture
def press():
    PressContact.objects.create(name="Anna", outlet="Herald", email="anna@herald.example", language="en")
    PressContact.objects.create(name="Bek", outlet="News", email="bek@news.example", language="ky")


def test_the_press_gets_one_letter_each_in_their_language_after_a_look(cast, as_user, press):
    statement = published(cast).statement
    client = as_user(cast.aizada)
    shown = client.get(at("press_copy", statement)).content.decode()
    assert "anna@herald.example" in shown
    assert not Circulation.objects.exists()
    client.post(at("press_copy", statement), {"step": "circulate", "note": ""})
    letters = {one.address: one for one in Circulation.objects.get().deliveries.all()}
    assert spoken.WORDS["en"][0] in letters["anna@herald.example"].subject
    assert spoken.WORDS["ky"][0] in letters["bek@news.example"].subject
    assert {one.attachments.get().pk for one in letters.values()} == {statement.publication.pdf_id}


def test_nothing_leaves_for_the_press_before_publication(cast, as_user, press):
    statement = embargoed(cast)
    with time_machine.travel(statement.embargo_until, tick=False):
        # The embargo has ended, but the portal has not published it yet.
        as_user(cast.aizada).post(at("press_copy", statement), {"step": "circulate", "note": ""})
    assert not Circulation.objects.exists()


def test_the_secretariat_keeps_the_list_of_the_press(cast, as_user):
    client = as_user(cast.pavel)
    assert "Nobody is on the list yet" in client.get(reverse("publishing:press_list")).content.decode()
    facts = {"name": "Anna", "outlet": "Herald", "email": "anna@herald.example", "language": "en"}
    client.post(reverse("publishing:press_new"), facts)
    again = client.post(reverse("publishing:press_new"), facts)
    assert PressContact.objects.count() == 1
    assert again.status_code == 200
    contact = PressContact.objects.get()
    client.post(reverse("publishing:press_edit", args=[contact.pk]), facts | {"language": "ru"})
    contact.refresh_from_db()
    assert contact.language == "ru"
    remove = reverse("publishing:press_remove", args=[contact.pk])
    assert "the portal forgets the address" in client.get(remove).content.decode()
    assert PressContact.objects.exists()
    client.post(remove)
    assert not PressContact.objects.exists()


def removed(client):
    """Put a contact on the list and remove it; the token of the button that puts it back."""
    contact = PressContact.objects.create(
        name="Bermet", outlet="Kabar", email="bermet@kabar.example", language="ru"
    )
    html = client.post(reverse("publishing:press_remove", args=[contact.pk]), follow=True).content.decode()
    assert "You can put the contact back" in html
    return html.partition('name="contact" value="')[2].partition('"')[0]


def test_who_was_removed_from_the_list_of_the_press_can_be_put_back_once(cast, as_user):
    client = as_user(cast.aizada)
    token = removed(client)
    assert "You can put" not in client.get(reverse("publishing:press_list")).content.decode()
    address = reverse("publishing:press_restore")
    assert as_user(cast.ingrid).post(address, {"contact": token}).status_code == 404
    client.post(address, {"contact": token})
    again = PressContact.objects.get()
    assert [again.name, again.outlet, again.email, again.language] == [
        "Bermet", "Kabar", "bermet@kabar.example", "ru",
    ]  # fmt: skip
    said = client.post(address, {"contact": token}, follow=True).content.decode()
    assert "This address is on the list already." in said
    assert PressContact.objects.count() == 1


def test_a_contact_comes_back_only_by_a_whole_token_and_for_half_an_hour(cast, as_user):
    client = as_user(cast.aizada)
    token = removed(client)
    client.post(reverse("publishing:press_restore"), {"contact": token[:-2]})
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        as_user(cast.aizada).post(reverse("publishing:press_restore"), {"contact": token})
    assert not PressContact.objects.exists()
