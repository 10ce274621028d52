"""The pages of a statement, end to end (RULES R7, R10.59)."""

import time

import pytest
from django.urls import reverse

from decisions.states import AnswerKind
from foundation.circulation.models import Delivery
from foundation.core.links import sign_link
from statements import tasks
from statements.letters import LINK
from statements.states import AuthenticatedBy, StatementState
from statements.workflow import texts
from statements.workflow.statements import round_of
from tests.statements import spoken

S = StatementState


def page(client, name, statement, *args, **query):
    return client.get(reverse(f"statements:{name}", args=[statement.slug, *args]), query)


def test_the_room_shows_all_languages_side_by_side_and_marks_translations_r7_40(cast, as_user):
    statement = spoken.drafted(cast)
    html = page(as_user(cast.aiko), "statement", statement).content.decode()
    assert html.count("Translation</span>") == 2
    assert "Master text" in html
    for title, _words in spoken.WORDS.values():
        assert title in html


def test_the_room_says_who_is_waited_for_in_one_sentence_r10_59(cast, as_user):
    statement = spoken.asked(cast, leads=[cast.orgs.unicef])
    html = page(as_user(cast.tomas), "statement", statement).content.decode()
    assert "UNICEF holds the lead mandate and has to answer expressly." in html
    assert "Lead mandate: answers expressly" in html


def test_a_member_answers_in_the_portal_and_by_the_link_r10_61(cast, as_user, client):
    statement = spoken.asked(cast)
    address = reverse("statements:clearance_answer", args=[statement.slug])
    answer = as_user(cast.temir).post(address, {"kind": "cleared", "organisation": "fao"})
    assert answer.status_code == 302
    round_ = round_of(statement)
    assert round_.seats.get(organisation=cast.orgs.fao).standing.kind == AnswerKind.CLEARED
    token = sign_link(
        LINK, round_.ends_at, clearance=statement.clearances.get().pk, user=cast.aiko.pk,
        organisation=cast.orgs.unicef.pk,
    )  # fmt: skip
    link = reverse("clearance_answers:answer_clearance", args=[token])
    assert "Nobody is left behind" in client.get(link).content.decode()
    assert round_.seats.get(organisation=cast.orgs.unicef).standing is None
    assert (
        "Thank you" in client.post(link, {"kind": "objection", "words": "Not ours to say."}).content.decode()
    )
    assert round_.seats.get(organisation=cast.orgs.unicef).has_objection
    with spoken.after_the_clock(statement):
        assert client.get(link).status_code == 410


def test_an_objection_without_a_reason_is_refused_and_nothing_is_lost(cast, as_user):
    statement = spoken.asked(cast)
    address = reverse("statements:clearance_answer", args=[statement.slug])
    answer = as_user(cast.aiko).post(address, {"kind": "objection", "organisation": "unicef"})
    assert answer.status_code == 422
    assert "Say why you object" in answer.content.decode()


def test_a_text_is_edited_and_a_conflict_shows_both_r7_39(cast, as_user):
    statement = spoken.drafted(cast)
    seen = texts.text_in(statement, "en").current_id
    address = reverse("statements:text_edit", args=[statement.slug, "en"])
    words = {"title": "First", "draft": "The first words.", "expected": seen}
    assert as_user(cast.aizada).post(address, words).status_code == 302
    answer = as_user(cast.pavel).post(address, {**words, "title": "Second", "draft": "The second words."})
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "<del>first</del> <ins>second</ins>" in html
    again = answer.context["form"].data["expected"]
    saved = as_user(cast.pavel).post(address, {**words, "title": "Second", "expected": again})
    assert saved.status_code == 302


def test_a_signed_text_asks_before_it_loses_its_signatures_r7_39(cast, as_user):
    statement = spoken.signed(cast)
    address = reverse("statements:text_edit", args=[statement.slug, "en"])
    words = {"title": "New", "draft": "New words.", "expected": texts.text_in(statement, "en").current_id}
    answer = as_user(cast.aizada).post(address, words)
    assert answer.status_code == 422
    assert statement.signatures.live().count() == 2
    assert as_user(cast.aizada).post(address, words | {"voids": "on"}).status_code == 302
    html = page(as_user(cast.ingrid), "statement", statement).content.decode()
    assert "What changed since the lost signature" in html
    assert "does not count any more" in html


def test_proposed_wording_is_a_tracked_change_and_is_taken_into_the_text(cast, as_user):
    statement = spoken.asked(cast, languages=("en",))
    text = texts.text_in(statement, "en")
    pk = text.current.paragraphs.get(number=1).pk
    member = as_user(cast.temir)
    said = member.post(
        reverse("statements:review_propose_wording", args=[statement.slug, "en", pk]),
        {"wording": "We ask everybody to keep children with their families.", "voice": "fao"},
    )
    assert said.status_code == 302
    html = page(as_user(cast.aizada), "text", statement, "en").content.decode()
    assert "<del>all</del> <ins>everybody</ins>" in html
    office = as_user(cast.aizada)
    proposal = text.current.paragraphs.get(number=1).proposals.get()
    office.post(reverse("statements:review_proposal_act", args=[statement.slug, "en", proposal.pk, "accept"]))
    with spoken.after_the_clock(statement):
        tasks.keep_statements()
        office = as_user(cast.aizada)
        taken = office.post(reverse("statements:wordings_take", args=[statement.slug, "en"]))
    assert taken.status_code == 302
    assert "We ask everybody" in page(office, "statement", statement).content.decode()
    html = page(as_user(cast.ingrid), "sign", statement).content.decode()
    assert "What changed since the members cleared it" in html


def test_the_signing_page_shows_exactly_the_text_in_all_languages_and_its_hash_r7_39(cast, as_user, settings):
    settings.DEMO = False
    statement = spoken.cleared(cast)
    client = with_second_factor(as_user(cast.ingrid), cast.ingrid, seconds_ago=10)
    html = page(client, "sign", statement).content.decode()
    assert statement.text_hash in html
    for title, _words in spoken.WORDS.values():
        assert title in html
    address = reverse("statements:sign", args=[statement.slug])
    assert client.post(address, {"text_hash": statement.text_hash}).status_code == 302
    key = statement.signatures.get()
    assert key.authenticated_by == AuthenticatedBy.SECOND_FACTOR
    assert b"".join(page(client, "canonical", statement).streaming_content).decode() == key.canonical.body


def with_second_factor(client, user, *, seconds_ago, kind="totp"):
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=user, type=kind, data={"secret": "x"})
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": kind, "at": time.time() - seconds_ago}
    ]
    session.save()
    return client


def test_an_old_sign_in_signs_nothing_and_leads_to_a_fresh_one_r7_39(cast, as_user, settings):
    settings.DEMO = False
    statement = spoken.cleared(cast)
    client = with_second_factor(as_user(cast.ingrid), cast.ingrid, seconds_ago=6 * 60)
    html = page(client, "sign", statement).content.decode()
    assert "mfa" in html or "2fa" in html
    assert "Use my authenticator app" in html
    client.post(reverse("statements:sign", args=[statement.slug]), {"text_hash": statement.text_hash})
    assert not statement.signatures.exists()


@pytest.mark.parametrize("kind", ["password", "recovery_codes"])
def test_a_password_or_a_recovery_code_alone_signs_nothing_r7_39(cast, as_user, settings, kind):
    settings.DEMO = False
    statement = spoken.cleared(cast)
    client = with_second_factor(as_user(cast.ingrid), cast.ingrid, seconds_ago=600)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": kind, "at": time.time()}]
    session.save()
    client.post(reverse("statements:sign", args=[statement.slug]), {"text_hash": statement.text_hash})
    assert not statement.signatures.exists()


def test_who_is_not_of_the_network_finds_no_statement_r8_44(cast, as_user):
    statement = spoken.signed(cast)
    for who in (cast.kubanych, cast.anara, cast.kwame):
        assert page(as_user(who), "statement", statement).status_code == 404
        assert as_user(who).get(reverse("statements:statement_list")).status_code == 403


def subjects(letters=Delivery.objects):
    return sorted(set(letters.values_list("circulation__occasion", "subject")))


def test_each_letter_leaves_once_in_the_language_of_its_reader_r10_54(cast):
    cast.temir.language = "ru"
    cast.temir.save()
    statement = spoken.asked(cast, leads=[cast.orgs.fao])
    for _again in range(2):
        tasks.tell_of(statement.pk)
    asked = Delivery.objects.filter(circulation__occasion="clearance_asked")
    assert asked.count() == len({one.address for one in asked})
    assert "Никого не оставить" in asked.get(address=cast.temir.person.email).text
    with spoken.after_the_clock(statement, seconds=-60):
        tasks.tell_of(statement.pk)
        tasks.tell_of(statement.pk)
    reminded = Delivery.objects.filter(circulation__occasion="clearance_reminder")
    assert reminded.count() == asked.count()


def test_co_chairs_are_asked_to_sign_and_told_when_a_signature_is_lost_r7_39(cast):
    statement = spoken.cleared(cast)
    tasks.tell_of(statement.pk)
    asked = Delivery.objects.filter(circulation__occasion="signature_asked")
    assert {one.address for one in asked} == {cast.ingrid.person.email, cast.tomas.person.email}
    for chair in (cast.ingrid, cast.tomas):
        spoken.sign(statement, chair)
    tasks.tell_of(statement.pk)
    assert Delivery.objects.filter(circulation__occasion="statement_signed").exists()
    spoken.write(cast, statement, "en", title="Changed", voids=True)
    tasks.tell_of(statement.pk)
    lost = Delivery.objects.filter(circulation__occasion="signature_lost", address=cast.ingrid.person.email)
    assert lost.count() == 2
    assert "Changed" in lost[0].text
    assert (
        Delivery.objects.filter(
            circulation__occasion="signature_asked", address=cast.ingrid.person.email
        ).count()
        == 2
    )
