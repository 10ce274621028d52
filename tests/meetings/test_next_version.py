"""The letter of the next version, names in its wordings, and the minutes for calling back (R6.34, R10.55)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from foundation.circulation.models import Circulation, Delivery
from foundation.circulation.workflow import call_back, circulate, release_due
from foundation.core.workflow import THE_PORTAL, Refused
from foundation.review import workflow as review
from foundation.review.models import Comment
from meetings.letters.minutes_revised import MinutesRevised
from meetings.letters_minutes import MinutesForReview
from meetings.models import Meeting
from meetings.states import FOR_REVIEW, REVISED
from meetings.workflow import minutes as life
from meetings.workflow import notes
from tests.meetings.held import paragraph
from tests.searching import searched


def address(minutes, name, *more):
    return reverse(f"meetings:{name}", args=[minutes.meeting.slug, *more])


def corrected(cast, minutes, words="The chair thanked", wording="The chair thanked everybody."):
    return review.correct(
        minutes.text, by=cast.aizada, paragraph=paragraph(minutes, words), wording=wording, why="A slip",
        voice="secretariat", voice_name="Secretariat",
    )  # fmt: skip


def test_members_are_told_of_the_next_version_through_the_preview(cast, as_user, in_review):
    client = as_user(cast.aizada)
    assert client.get(address(in_review, "minutes_issue_revision")).status_code == 302
    own = corrected(cast, in_review)
    page = client.get(address(in_review, "minutes_issue_revision")).content.decode()
    assert "Rev.1" in page
    assert in_review.text.latest.number == 0
    client.post(address(in_review, "minutes_issue_revision"), {"step": "circulate", "note": "Please look."})
    assert in_review.text.latest.number == 1
    letter = Delivery.objects.get(circulation__occasion=REVISED, reader=cast.aiko)
    assert f"new wording: {own.paragraph.number}." in letter.text
    assert address(in_review, "minutes_changes", 1) in letter.text
    assert "everybody" not in letter.text
    assert letter.attachments.count() == 1


def test_a_member_reads_the_version_before_until_the_letter_has_left(cast, as_user, in_review):
    corrected(cast, in_review)
    as_user(cast.aizada).post(address(in_review, "minutes_issue_revision"), {"step": "circulate"})
    member = as_user(cast.aiko)
    assert "thanked everybody" not in member.get(address(in_review, "minutes")).content.decode()
    assert not searched(member, "everybody").context["hits"]
    assert member.get(address(in_review, "minutes_changes", 1)).status_code == 404
    assert "thanked everybody" in as_user(cast.ingrid).get(address(in_review, "minutes")).content.decode()
    with time_machine.travel(Circulation.objects.get(occasion=REVISED).leaves_at, tick=False):
        assert "thanked everybody" in member.get(address(in_review, "minutes")).content.decode()
        assert searched(member, "everybody").context["hits"]
        assert member.get(address(in_review, "minutes_changes", 1)).status_code == 200


def test_approved_minutes_have_one_text_for_everybody_whatever_letter_is_on_its_way(cast, as_user, in_review):
    corrected(cast, in_review)
    as_user(cast.aizada).post(address(in_review, "minutes_issue_revision"), {"step": "circulate"})
    with time_machine.travel(in_review.review_ends + timedelta(minutes=1), tick=False):
        life.close_review(in_review, by=THE_PORTAL)
        Circulation.objects.filter(occasion=REVISED).update(leaves_at=timezone.now() + timedelta(minutes=3))
        member = as_user(cast.aiko)
        assert "thanked everybody" not in member.get(address(in_review, "minutes")).text
        life.approve(in_review, by=cast.ingrid)
        life.approve(in_review, by=cast.tomas)
        assert "thanked everybody" in member.get(address(in_review, "minutes")).text


def test_a_version_whose_letter_was_called_back_is_announced_again_without_another_version(
    cast, as_user, in_review
):
    corrected(cast, in_review)
    client = as_user(cast.aizada)
    client.post(address(in_review, "minutes_issue_revision"), {"step": "circulate"})
    call_back(Circulation.objects.get(occasion=REVISED), by=cast.aizada)
    assert "The members were not told of Rev.1" in " ".join(
        client.get(address(in_review, "minutes")).content.decode().split()
    )
    client.post(address(in_review, "minutes_issue_revision"), {"step": "circulate"})
    assert in_review.text.latest.number == 1
    assert Circulation.objects.filter(occasion=REVISED).count() == 2


def test_minutes_are_not_seen_in_the_minutes_in_which_their_letter_can_be_called_back(
    cast, as_user, in_review
):
    circulation = circulate(MinutesForReview(in_review), by=cast.aizada)
    member = as_user(cast.aiko)
    for at, code in (
        (circulation.leaves_at - timedelta(seconds=1), 404), (circulation.leaves_at, 200),
        (circulation.leaves_at + timedelta(minutes=1), 200),
    ):  # fmt: skip
        with time_machine.travel(at, tick=False):
            assert member.get(address(in_review, "minutes")).status_code == code
            assert bool(searched(member, "thanked").context["hits"]) == (code == 200)
            assert as_user(cast.ingrid).get(address(in_review, "minutes")).status_code == 200
    with time_machine.travel(circulation.leaves_at + timedelta(minutes=1), tick=False):
        release_due()
        assert member.get(address(in_review, "minutes")).status_code == 200


def test_a_review_of_which_nobody_heard_does_not_close_and_is_sent_again(cast, as_user, draft):
    client = as_user(cast.aizada)
    client.post(address(draft, "minutes_circulate"), {"step": "circulate"})
    call_back(Circulation.objects.get(occasion=FOR_REVIEW), by=cast.aizada)
    draft.refresh_from_db()
    ends = draft.review_ends
    assert as_user(cast.aiko).get(address(draft, "minutes")).status_code == 404
    with time_machine.travel(ends + timedelta(hours=1)):
        with pytest.raises(Refused, match="called back"):
            life.close_review(draft, by=THE_PORTAL)
        page = client.get(address(draft, "minutes")).content.decode()
        assert "Send for review again" in page
        client.post(address(draft, "minutes_circulate"), {"step": "circulate"})
        draft.refresh_from_db()
        assert draft.review_ends > ends
        with pytest.raises(Refused, match="The letter has left"):
            life.send_again_for_review(draft, by=cast.aizada)


@pytest.fixture
def bound(cast, draft):
    """Minutes under review whose one written item is under the rule."""
    entry = draft.entries.get()
    notes.write_notes(entry, by=cast.aizada, html="<p>A participant agreed.</p>", version=entry.version)
    notes.rule_of_item(entry, by=cast.aizada, is_chatham_house=True)
    draft.refresh_from_db()
    life.send_for_review(draft, by=cast.aizada)
    return draft


def test_a_wording_that_names_somebody_stops_the_next_version_until_ticked(cast, as_user, bound):
    corrected(cast, bound, "A participant", "UNICEF and Temir Talasov agreed.")
    with pytest.raises(Refused, match="UNICEF, Temir Talasov"):
        life.issue_revision(bound, by=cast.aizada)
    assert "stop" in {remark.level for remark in MinutesRevised(bound).remarks()}
    client = as_user(cast.aizada)
    assert "UNICEF, Temir Talasov" in client.get(address(bound, "minutes")).content.decode()
    assert "UNICEF, Temir Talasov" not in as_user(cast.leila).get(address(bound, "minutes")).content.decode()
    client.post(address(bound, "minutes_names_stay"), {"looked_at": "yes"})
    bound.refresh_from_db()
    assert life.issue_revision(bound, by=cast.aizada).number == 1


def test_wording_of_a_decision_keeps_its_owner(cast, bound):
    corrected(cast, bound, "adopts the data sheet", "The Network and UNICEF adopt the data sheet.")
    assert life.issue_revision(bound, by=cast.aizada).number == 1


def test_comments_that_name_somebody_are_listed_to_the_secretariat(cast, bound):
    Comment.objects.create(
        paragraph=paragraph(bound, "A participant"), by=cast.leila, voice="unhcr", voice_name="UNHCR",
        body="That was FAO.",
    )  # fmt: skip
    corrected(cast, bound, "A participant", "Participants agreed.")
    warned = [one.sentence for one in MinutesRevised(bound).remarks() if one.level == "warn"]
    assert warned == ["The comment of UNHCR on paragraph 1, under the Chatham House Rule, names: FAO."]


def test_a_meeting_under_the_rule_binds_the_wordings_of_all_its_items(cast, in_review):
    Meeting.objects.filter(pk=in_review.meeting_id).update(is_chatham_house=True)
    in_review.refresh_from_db()
    corrected(cast, in_review, "The chair thanked", "FAO thanked all.")
    assert "FAO" in " ".join(str(one) for one in life.names_are_left(in_review))


def test_who_has_no_account_is_told_to_answer_by_mail(cast, in_review):
    person = cast.leila.person
    type(person).objects.filter(pk=person.pk).update(user=None)
    circulation = circulate(MinutesForReview(in_review), by=cast.aizada)
    with_account = circulation.deliveries.get(reader=cast.aiko)
    without = circulation.deliveries.get(address=person.email)
    assert "Send your comments by e-mail to the secretariat" in without.text
    assert "Send your comments by e-mail to the secretariat" not in with_account.text
    assert address(in_review, "minutes") in with_account.text
    assert address(in_review, "minutes") not in without.text + without.html
