"""Date polls: offered, answered once for each member and office, chosen; suitability, never a count of votes."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from foundation.circulation.models import Circulation
from foundation.core.links import sign_link
from foundation.core.workflow import NotPermitted, Refused
from meetings.letters import DateChosen, DatesOffered, DatesReminder
from meetings.models import DatePoll, Meeting, PollAnswer
from meetings.states_cadence import Fit, PollState
from meetings.workflow import polls as office
from members.models import Organisation
from tests.factories.meetings import DatePollFactory, in_days
from unmn.home.awaiting import what_awaits

assert PermissionDenied


@pytest.fixture
def poll(cast):
    return DatePollFactory(title="Eighth quarterly meeting")


def words(poll, *fits):
    slots = list(poll.slots.all())
    return {slot.pk: fit for slot, fit in zip(slots, fits or ["yes"] * len(slots), strict=True)}


def answer(poll, user, *fits, **voice):
    voice = voice or {"organisation": user.person.organisation}
    return office.answer_poll(poll, by=user, words=words(poll, *fits), **voice)


def all_answer_yes(cast, poll, *, but=()):
    for user in (cast.aiko, cast.temir, cast.leila, cast.chiara, cast.nurzat):
        if user not in but:
            answer(poll, user)
    answer(poll, cast.ingrid, office="co-chair-rc")
    answer(poll, cast.tomas, office="co-chair-iom")


def suits(poll):
    return office.how_dates_suit(poll, office.voices_of_poll(poll))


def token(poll, user, voice, until=None):
    return sign_link("dates", until or poll.closes_at, poll=poll.pk, user=user.pk, voice=voice)


def link(*args, **kwargs):
    return reverse("answers:answer_dates", args=[token(*args, **kwargs)])


def test_the_secretariat_offers_dates_and_sees_the_letter_before_it_goes(cast, as_user):
    client = as_user(cast.aizada)
    response = client.post(reverse("meetings:date_poll_new"), {
        "kind": "quarterly", "title": "Eighth", "minutes_long": "90", "closes_on": f"{in_days(5):%Y-%m-%d}", "note": "",
        "day_1": f"{in_days(20):%Y-%m-%d}", "starts_1": "10:00", "day_3": f"{in_days(22):%Y-%m-%d}", "starts_3": "14:30",
        "starts_2": "10:00",
    })  # fmt: skip
    poll = DatePoll.objects.get()
    assert response.url == reverse("meetings:date_poll_circulate", args=[poll.pk, "offered"])
    assert [slot.starts_at for slot in poll.slots.all()] == [
        in_days(20),
        in_days(22, 14) + timedelta(minutes=30),
    ]
    assert poll.slots.first().ends_at - poll.slots.first().starts_at == timedelta(minutes=90)
    page = client.get(response.url).content.decode()
    assert "Which of these dates suit you" in page
    client.post(response.url, {"step": "circulate", "note": ""})
    assert Circulation.objects.get().occasion == "dates_offered"


@pytest.mark.parametrize(
    ("slots", "closes", "sentence"),
    [((20,), 5, "at least two"), ((20, 20), 5, "at least two"), ((20, 21), -1, "deadline for answers has passed"),
     ((3, 21), 5, "lies before the deadline")],
)  # fmt: skip
def test_an_impossible_offer_is_refused_in_words(cast, slots, closes, sentence):
    with pytest.raises(Refused, match=sentence):
        office.offer_dates(
            by=cast.aizada,
            title="Eighth",
            slots=[in_days(day) for day in slots],
            closes_at=in_days(closes, 18),
        )


def test_only_the_secretariat_offers_chooses_and_withdraws(cast, poll):
    slot = poll.slots.first().pk
    for user in (cast.ingrid, cast.aiko, cast.kubanych):
        with pytest.raises(NotPermitted):
            office.offer_dates(by=user, title="x", slots=[in_days(20), in_days(21)], closes_at=in_days(5))
        with pytest.raises(NotPermitted):
            office.choose_date(poll, by=user, slot=slot)
        with pytest.raises(NotPermitted):
            office.withdraw_dates(poll, by=user, reason="x")


def test_one_answer_counts_for_an_organisation_and_the_earlier_one_stays(cast, poll):
    answer(poll, cast.aiko, "yes", "yes")
    answer(poll, cast.jyldyz, "no", "if-need-be")
    assert PollAnswer.objects.filter(poll=poll).count() == 2
    current = PollAnswer.objects.get(poll=poll, is_current=True)
    assert (current.given_by, sorted(current.words.values_list("word", flat=True))) == (
        cast.jyldyz, ["if-need-be", "no"],
    )  # fmt: skip


def test_nobody_answers_for_others(cast, poll):
    with pytest.raises(NotPermitted):
        answer(poll, cast.aiko, organisation=cast.orgs.fao)
    with pytest.raises(NotPermitted):
        answer(poll, cast.aiko, office="co-chair-rc")
    with pytest.raises(NotPermitted):
        answer(poll, cast.ingrid, office="co-chair-iom")
    with pytest.raises(NotPermitted):
        answer(poll, cast.kubanych)


def test_each_date_wants_a_word_and_the_deadline_holds(cast, poll, time_machine):
    slot = poll.slots.first()
    with pytest.raises(Refused, match="each of the dates"):
        office.answer_poll(poll, by=cast.aiko, organisation=cast.orgs.unicef, words={slot.pk: "yes"})
    time_machine.move_to(poll.closes_at + timedelta(seconds=1))
    with pytest.raises(Refused, match="deadline for answers has passed"):
        answer(poll, cast.aiko)


def test_the_overview_says_whom_a_date_suits_in_words(cast, poll):
    all_answer_yes(cast, poll, but=[cast.aiko, cast.temir])
    answer(poll, cast.temir, "yes", "no")
    first, second = suits(poll)
    assert first.sentences == ["Not answered yet: UNICEF."]
    assert second.sentences == ["Does not suit: FAO.", "Not answered yet: UNICEF."]
    answer(poll, cast.aiko, "yes", "if-need-be")
    first, second = suits(poll)
    assert (first.verdict, first.sentences) == ("suits", ["Suits all members and both co-chairs."])
    assert (second.verdict, second.sentences) == (
        "against",
        ["Does not suit: FAO.", "Only if need be: UNICEF."],
    )


def test_the_overview_names_organisations_in_the_language_of_the_reader(cast, poll):
    Organisation.objects.filter(acronym="UNICEF").update(acronym_ru="ЮНИСЕФ")
    all_answer_yes(cast, poll, but=[cast.aiko])
    with override("ru"):
        first, _second = suits(poll)
    assert first.silent == ["ЮНИСЕФ"]


def test_a_silent_co_chair_keeps_a_date_from_suiting_all(cast, poll):
    all_answer_yes(cast, poll)
    PollAnswer.objects.filter(office="co-chair-rc").update(is_current=False)
    assert suits(poll)[0].sentences == ["Not answered yet: Co-Chair, UN Resident Coordinator."]


def test_nothing_is_counted(cast, as_user, poll):
    all_answer_yes(cast, poll)
    page = as_user(cast.aizada).get(poll.get_absolute_url()).content.decode()
    assert "not counted" in page
    for tally in ("votes", "7 of 7", "100%", ">7<"):
        assert tally not in page


def test_the_choice_tells_the_members_and_opens_the_form_filled_in(cast, as_user, poll):
    all_answer_yes(cast, poll)
    slot = poll.slots.last()
    client = as_user(cast.aizada)
    client.post(reverse("meetings:date_poll_choose", args=[poll.pk]), {"slot": slot.pk})
    poll.refresh_from_db()
    assert (poll.state, poll.chosen) == (PollState.SETTLED, slot)
    page = client.get(reverse("meetings:date_poll_circulate", args=[poll.pk, "chosen"])).content.decode()
    assert "Please keep it free" in page
    address = f"{reverse('meetings:meeting_new')}?poll={poll.pk}"
    assert address in client.get(poll.get_absolute_url()).content.decode()
    form = client.get(address).context["form"]
    assert form.initial["day"] == timezone.localtime(slot.starts_at).date()
    client.post(address, {
        "kind": "quarterly", "title": "Eighth quarterly meeting", "day": f"{timezone.localtime(slot.starts_at):%Y-%m-%d}",
        "starts": "10:00", "length": "120", "mode": "hybrid", "language": "en", "day_off_is_meant": "on",
    })  # fmt: skip
    poll.refresh_from_db()
    assert poll.meeting == Meeting.objects.get()


def test_a_chosen_date_is_chosen_once(cast, poll):
    first, second = poll.slots.all()
    office.choose_date(poll, by=cast.aizada, slot=first.pk)
    with pytest.raises(Refused, match="not possible any more"):
        office.choose_date(poll, by=cast.pavel, slot=second.pk)
    with pytest.raises(Refused, match="not possible any more"):
        answer(poll, cast.aiko)


def test_a_link_asks_and_only_the_button_answers(cast, client, poll):
    address = link(poll, cast.aiko, f"organisation-{cast.orgs.unicef.pk}")
    page = client.get(address)
    assert page.status_code == 200
    assert not PollAnswer.objects.exists()
    data = {f"slot_{slot.pk}": Fit.YES for slot in poll.slots.all()}
    assert "The answer of UNICEF is recorded" in client.post(address, data).content.decode()
    given = PollAnswer.objects.get()
    assert (given.organisation, given.given_by, given.channel) == (cast.orgs.unicef, cast.aiko, "mail-link")


def test_a_link_of_a_co_chair_answers_for_the_office(cast, client, poll):
    data = {f"slot_{slot.pk}": Fit.NO for slot in poll.slots.all()}
    client.post(link(poll, cast.ingrid, "office-co-chair-rc"), data)
    assert PollAnswer.objects.get().office == "co-chair-rc"


def test_dead_links_say_why(cast, client, poll, time_machine):
    assert client.get(reverse("answers:answer_dates", args=["nonsense"])).status_code == 410
    late = link(
        poll, cast.aiko, f"organisation-{cast.orgs.unicef.pk}", until=timezone.now() - timedelta(hours=1)
    )
    assert "has expired" in client.get(late).content.decode()
    others = link(poll, cast.aiko, f"organisation-{cast.orgs.fao.pk}")
    assert "no longer answer" in client.get(others).content.decode()
    rsvp = sign_link("rsvp", poll.closes_at, poll=poll.pk, user=cast.aiko.pk, voice="x")
    assert client.get(reverse("answers:answer_dates", args=[rsvp])).status_code == 410
    office.withdraw_dates(poll, by=cast.aizada, reason="No need")
    mine = link(poll, cast.aiko, f"organisation-{cast.orgs.unicef.pk}", until=in_days(30))
    assert "no longer being sought" in client.get(mine).content.decode()


def test_the_reminder_goes_only_to_who_owes_an_answer(cast, poll):
    all_answer_yes(cast, poll, but=[cast.aiko])
    assert {one.user for one in DatesReminder(poll).recipients()} == {cast.aiko, cast.jyldyz}


def test_each_recipient_gets_a_link_for_their_own_voice(cast, poll):
    letter = DatesOffered(poll)
    by_user = {one.user: one for one in letter.recipients()}
    assert letter.voice_of(by_user[cast.aiko]) == f"organisation-{cast.orgs.unicef.pk}"
    assert letter.voice_of(by_user[cast.tomas]) == "office-co-chair-iom"
    assert "/answer/dates/" in letter.render(by_user[cast.aiko]).text
    assert "/answer/dates/" not in letter.render(by_user[cast.aizada]).text
    office.choose_date(poll, by=cast.aizada, slot=poll.slots.first().pk)
    assert "/answer/dates/" not in DateChosen(poll).render(by_user[cast.aiko]).text


def test_the_desk_asks_who_owes_and_then_who_chooses(cast, poll, time_machine):
    asked = "Say which dates suit: Eighth quarterly meeting"
    for user, owes in ((cast.aiko, True), (cast.ingrid, True), (cast.aizada, False), (cast.kubanych, False)):
        assert (asked in [one.title for one in what_awaits(user)]) is owes
    answer(poll, cast.aiko)
    assert asked not in [one.title for one in what_awaits(cast.jyldyz)]
    time_machine.move_to(poll.closes_at + timedelta(hours=1))
    assert "Choose a date: Eighth quarterly meeting" in [one.title for one in what_awaits(cast.aizada)]


def test_outsiders_see_no_poll(cast, as_user, poll):
    for user in (cast.kubanych, cast.anara, cast.kwame):
        assert as_user(user).get(poll.get_absolute_url()).status_code == 404
