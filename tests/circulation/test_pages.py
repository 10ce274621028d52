"""The secretariat's pages of circulations, and the preview that every app shows before it circulates."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from foundation.circulation import workflow
from foundation.circulation.letters import Recipient, Remark
from foundation.circulation.models import Circulation, Delivery
from foundation.circulation.pages import fragment, preview_page
from foundation.circulation.states import CirculationState, DeliveryState
from foundation.circulation.words import UNREACHABLE, with_detail
from foundation.core.links import sign_link
from tests.cast import EVERYBODY
from tests.circulation.letter import Notice, an_event, people
from tests.factories.documents import StoredFileFactory

pytestmark = pytest.mark.django_db
LIST = "/circulations/"
LIST_QUERIES = 8
PAGE_QUERIES = 9


@pytest.fixture
def circulation(cast):
    """A notice to three people, of whom one has no address, held."""
    letter = Notice([*people(2), Recipient("Hans", "")], files=[StoredFileFactory()], event=an_event())
    return workflow.circulate(letter, by=cast.aizada, note="Please read")


def fail(row, words="550 5.1.1 No such person"):
    """What the worker writes when the server refuses."""
    Delivery.objects.filter(pk=row.pk).update(state=DeliveryState.SENDING, attempts=1)
    Delivery.objects.filter(pk=row.pk).update(state=DeliveryState.FAILED, server_said=words)


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_the_secretariat_finds_any_of_it(cast, as_user, circulation, who):
    row = circulation.deliveries.first()
    file = row.attachments.get()
    client = as_user(getattr(cast, who))
    expected = {"public": 302, "hans": 302, "aizada": 200, "pavel": 200}.get(who, 404)
    for path in (LIST, circulation.get_absolute_url(), reverse("circulation:delivery", args=[row.pk]),
                 reverse("circulation:delivery_file", args=[row.pk, file.pk])):  # fmt: skip
        assert client.get(path).status_code == expected, path


def test_files_of_other_letters_are_not_served_by_this_one(cast, as_user, circulation):
    other = StoredFileFactory()
    row = circulation.deliveries.first()
    path = reverse("circulation:delivery_file", args=[row.pk, other.pk])
    assert as_user(cast.aizada).get(path).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_list_costs_the_same_for_many_rows(cast, as_user, count, django_assert_num_queries):
    for number in range(count):
        workflow.circulate(Notice(people(2), thread=f"t{number}"), by=cast.aizada)
    client = as_user(cast.aizada)
    client.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("count", [1, 3, 25])
def test_a_circulations_page_costs_the_same_for_many_recipients(
    cast, as_user, count, django_assert_num_queries
):
    one = workflow.circulate(Notice(people(count), files=[StoredFileFactory()]), by=cast.aizada)
    client = as_user(cast.aizada)
    client.get(one.get_absolute_url())
    with django_assert_num_queries(PAGE_QUERIES):
        assert client.get(one.get_absolute_url()).status_code == 200


def test_the_list_is_narrowed_by_state_failure_and_words(cast, as_user, circulation):
    gone = workflow.circulate(Notice(people(1), heading="Minutes for review"), by=cast.aizada, at_once=True)
    client = as_user(cast.aizada)

    def shown(query):
        return [row.pk for row in client.get(LIST + query).context["page"]]

    assert shown("") == [gone.pk, circulation.pk]
    assert shown("?state=held") == [circulation.pk]
    assert shown("?failures=on") == [circulation.pk]
    assert shown("?title=minutes") == [gone.pk]
    assert shown("?occasion=notice") == [gone.pk, circulation.pk]


def test_a_held_circulation_counts_down_and_can_be_called_back_by_button(cast, as_user, circulation):
    client = as_user(cast.pavel)
    page = client.get(circulation.get_absolute_url()).content.decode()
    assert "data-countdown=" in page
    assert "every 4s" not in page
    answer = client.post(reverse("circulation:circulation_call_back", args=[circulation.pk]), follow=True)
    assert "Nobody has received this letter." in answer.content.decode()
    circulation.refresh_from_db()
    assert circulation.state == CirculationState.CALLED_BACK
    again = client.post(reverse("circulation:circulation_call_back", args=[circulation.pk]), follow=True)
    assert "not possible any more" in again.content.decode()


def test_the_page_follows_only_while_something_moves(cast, as_user, circulation):
    client = as_user(cast.aizada)
    client.post(reverse("circulation:circulation_release", args=[circulation.pk]))
    page = client.get(circulation.get_absolute_url())
    assert "every 4s" in page.content.decode()
    polled = client.get(circulation.get_absolute_url(), headers={"HX-Request": "true"})
    words = polled.content.decode()
    assert 'id="status"' in words
    assert "<html" not in words
    for row in circulation.deliveries.exclude(address=""):
        fail(row)
    page = client.get(circulation.get_absolute_url()).content.decode()
    assert "every 4s" not in page
    assert "The mail server said: “550 5.1.1 No such person”" in page


def test_somebody_without_address_stands_as_failed_with_what_to_do(cast, as_user, circulation):
    client = as_user(cast.aizada)
    client.post(reverse("circulation:circulation_release", args=[circulation.pk]))
    page = client.get(circulation.get_absolute_url()).content.decode()
    assert "No e-mail address is known for this person." in page
    row = circulation.deliveries.get(name="Hans")
    path = reverse("circulation:delivery_retry", args=[row.pk])
    answer = client.post(path, {"address": "not an address"}, follow=True).content.decode()
    assert "Enter a valid email address." in answer
    client.post(path, {"address": "hans@unhcr.test"})
    row.refresh_from_db()
    assert (row.state, row.address) == (DeliveryState.QUEUED, "hans@unhcr.test")


def test_all_that_failed_is_tried_again_but_not_who_has_no_address(cast, as_user, circulation):
    client = as_user(cast.aizada)
    client.post(reverse("circulation:circulation_release", args=[circulation.pk]))
    for row in circulation.deliveries.exclude(address=""):
        fail(row)
    answer = client.post(reverse("circulation:circulation_retry", args=[circulation.pk]), follow=True)
    assert "2 deliveries are tried again." in answer.content.decode()
    states = dict(circulation.deliveries.values_list("name", "state"))
    assert states == {"Hans": "failed", "Recipient 0": "queued", "Recipient 1": "queued"}


def test_what_waits_for_a_later_attempt_can_be_tried_now(cast, as_user):
    one = workflow.circulate(Notice(people(2)), by=cast.aizada, at_once=True)
    row = one.deliveries.first()
    later = timezone.now() + timedelta(minutes=30)
    Delivery.objects.filter(pk=row.pk).update(
        next_try_at=later, attempts=5, server_said=with_detail(UNREACHABLE, "[Errno 111] Connection refused")
    )
    client = as_user(cast.aizada)
    page = client.get(one.get_absolute_url()).content.decode()
    assert (
        "The mail server cannot be reached. The letter waits and is tried again by itself. ([Errno 111]"
        in page
    )
    assert "The mail server said" not in page
    client.post(reverse("circulation:circulation_retry", args=[one.pk]))
    row.refresh_from_db()
    assert (row.state, row.next_try_at, row.attempts) == (DeliveryState.QUEUED, None, 0)


def test_send_again_asks_before_it_sends(cast, as_user, circulation):
    client = as_user(cast.aizada)
    client.post(reverse("circulation:circulation_release", args=[circulation.pk]))
    row = circulation.deliveries.get(name="Recipient 1")
    fail(row)
    path = reverse("circulation:circulation_send_again", args=[circulation.pk])
    asked = client.post(path, {"delivery": [row.pk]}).content.decode()
    assert "recipient-1@test.example" in asked
    assert circulation.deliveries.count() == 3
    done = client.post(path, {"delivery": [row.pk], "confirmed": "1"}, follow=True).content.decode()
    assert "The letter goes again to one person." in done
    assert circulation.deliveries.get(repeats=row).state == DeliveryState.QUEUED
    nobody = client.post(path, {}, follow=True).content.decode()
    assert "Nobody is ticked." in nobody


@pytest.mark.parametrize("move", ["call_back", "release", "send_again", "retry"])
def test_moves_are_made_by_post_only(cast, as_user, circulation, move):
    path = reverse(f"circulation:circulation_{move}", args=[circulation.pk])
    assert as_user(cast.aizada).get(path).status_code == 405
    assert as_user(cast.aiko).post(path).status_code == 404


def test_the_exact_letter_is_shown_as_it_was_frozen(cast, as_user, circulation):
    row = circulation.deliveries.get(name="Recipient 0")
    page = as_user(cast.aizada).get(reverse("circulation:delivery", args=[row.pk])).content.decode()
    for words in (row.message_id[1:-1], "BEGIN:VCALENDAR", "shadowrootmode", "This is for Recipient 0"):
        assert words in page


class Preview:
    """The page of some app, without an app around it."""

    def __init__(self, user, letter, act=None):
        self.user, self.letter, self.made = user, letter, []
        self.act = act or self._circulate

    def _circulate(self, note):
        self.made.append(workflow.circulate(self.letter, by=self.user, note=note))
        return self.made[-1]

    def __call__(self, data=None, query=""):
        factory = RequestFactory()
        request = factory.get(f"/x/{query}") if data is None else factory.post("/x/", data)
        request.user, request.session, request.csp_nonce = self.user, {}, "n"
        request._messages = FallbackMessages(request)
        request.htmx = False
        self.request = request
        return preview_page(
            request, self.letter, act=self.act, back="/back/", title="Circulate", noun="The draft agenda"
        )

    @property
    def messages(self):
        """What the reader was told."""
        return [str(message) for message in get_messages(self.request)]


def FallbackMessages(request):  # noqa: N802
    from django.contrib.messages.storage.cookie import CookieStorage

    return CookieStorage(request)


def test_the_preview_shows_recipients_check_and_letter_and_stores_nothing(cast):
    class Checked(Notice):
        def remarks(self):
            return [Remark("warn", "The agenda is longer than the meeting.")]

    page = Preview(cast.aizada, Checked([*people(2), Recipient("Hans", "", organisation_name="UNHCR")]))
    words = page().content.decode()
    for expected in ("Circulate to 3 people", "The agenda is longer than the meeting.", "This is for Recipient 0",
                     "No e-mail address is known for Hans.", "No address", "recipient-1@test.example"):  # fmt: skip
        assert expected in words
    assert not Circulation.objects.exists()


def test_the_note_is_shown_in_the_letter_of_the_chosen_recipient(cast):
    page = Preview(cast.aizada, Notice(people(3)))
    words = page({"step": "preview", "note": "Mind the date", "to": ["0", "2"]}).content.decode()
    assert words.count("Mind the date") == 3
    assert "This is for Recipient 2" in words
    assert page.made == []


def test_circulating_acts_once_however_often_it_is_clicked(cast):
    page = Preview(cast.aizada, Notice(people(1)))
    data = {"step": "circulate", "note": "Hello", "form_key": str(uuid.uuid4())}
    first, second = page(data), page(data)
    assert first.url == second.url == page.made[0].get_absolute_url()
    assert len(page.made) == Circulation.objects.count() == 1
    assert page.made[0].note == "Hello"
    page({**data, "form_key": str(uuid.uuid4())})
    assert Circulation.objects.count() == 2


def test_a_remark_that_stops_takes_the_button_away_and_refuses_a_forged_post(cast):
    class Stopped(Notice):
        def remarks(self):
            return [Remark("stop", "The agenda is empty.")]

    page = Preview(cast.aizada, Stopped(people(1)))
    assert 'value="circulate"' not in page().content.decode()
    answer = page({"step": "circulate", "note": "My words", "form_key": str(uuid.uuid4())})
    assert answer.status_code == 200
    assert "My words" in answer.content.decode()
    assert page.messages == ["The agenda is empty."]
    assert page.made == []


def test_several_mailings_lie_side_by_side(cast):
    members, guests = (
        Notice(people(2), heading="To members"),
        Notice([Recipient("G", "g@x.test")], heading="To guests"),
    )
    page = Preview(cast.aizada, [members, guests])
    words = page({"step": "preview", "to": "2"}).content.decode()
    assert "To guests" in words
    assert "This is for G" in words
    assert "Circulate to 3 people" in words


def test_mailings_of_one_act_are_called_back_together(cast, as_user):
    letters = [
        Notice(people(2), heading="To members"),
        Notice([Recipient("G", "g@x.test")], heading="To guests"),
    ]

    def act(note):
        return [workflow.circulate(letter, by=cast.aizada, note=note) for letter in letters]

    page = Preview(cast.aizada, letters, act=act)
    data = {"step": "circulate", "form_key": str(uuid.UUID(int=2**128 - 1))}
    assert page(data).url == page(data).url
    members, guests = Circulation.objects.order_by("pk")
    assert list(members.made_together()) == [guests]
    assert list(guests.made_together()) == [members]
    alone = workflow.circulate(letters[0], by=cast.aizada)
    client = as_user(cast.aizada)
    assert "To guests" in client.get(members.get_absolute_url()).content.decode()
    client.post(reverse("circulation:circulation_call_back", args=[guests.pk]))
    states = Circulation.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["called-back", "called-back", "held"]
    assert not alone.made_together().exists()


def test_attachments_can_be_opened_from_the_preview_and_nothing_else(cast):
    from django.http import Http404

    from foundation.documents.files import not_stored
    from foundation.documents.models import StoredFile

    named = StoredFile(name="named-only.pdf", media_type="application/pdf", size=0)
    drafted = not_stored("draft.pdf", "application/pdf", lambda: b"%PDF-draft")
    page = Preview(cast.aizada, Notice(people(1), files=[StoredFileFactory(), drafted, named]))
    words = page().content.decode()
    assert "?to=0&amp;file=0" in words
    assert "?to=0&amp;file=1" in words
    assert "?to=0&amp;file=2" not in words
    assert page(query="?to=0&file=0").headers["Content-Type"] == "application/pdf"
    assert b"".join(page(query="?to=0&file=1").streaming_content) == b"%PDF-draft"
    for query in ("?to=0&file=2", "?to=0&file=3", "?to=0&file=-1", "?file=x"):
        with pytest.raises(Http404):
            page(query=query)


def test_a_letters_document_becomes_a_fragment():
    style, body = fragment(
        "<html><head><style>body, .outer { x }\n.body-x body{}</style></head><body a><p>Hi</p></body></html>"
    )
    assert style == ":host, .outer { x }\n.body-x :host{}"
    assert body == "<p>Hi</p>"


def test_the_list_names_a_letter_in_the_language_of_the_reader(cast, as_user, circulation, settings):
    Circulation.objects.update(title_ru="Проверочное письмо")
    client = as_user(cast.aizada)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ru"
    assert "Проверочное письмо" in client.get(LIST).content.decode()


def test_no_officer_reads_the_signed_link_of_somebody_else(cast, as_user):
    """RULES R10.61: a link in a letter answers for its reader, who is not the officer."""
    token = sign_link("rsvp", timezone.now() + timedelta(days=3), meeting=1, organisation=2, user=3)
    url = f"http://portal.example/answer/{token}/"
    made = workflow.circulate(Notice(people(1)), by=cast.aizada)
    event = f"BEGIN:VEVENT\r\nURL:{url[:60]}\r\n {url[60:]}\r\nEND:VEVENT"
    made.deliveries.update(text=f"Answer: {url}", html=f'<p><a href="{url}">Yes</a></p>', calendar=event)
    row = made.deliveries.get()
    page = as_user(cast.aizada).get(reverse("circulation:delivery", args=[row.pk])).content.decode()
    assert page.count("/answer/•••/") == 3
    assert token not in page
    assert token[-30:] not in page
    assert token in row.text


def test_the_preview_hides_the_links_too(cast):
    token = sign_link("rsvp", timezone.now() + timedelta(days=3), meeting=1, organisation=2, user=3)
    page = Preview(cast.aizada, Notice(people(1), heading=f"http://portal.example/answer/{token}/"))
    answer = page().content.decode()
    assert token not in answer
    assert "/answer/•••/" in answer
