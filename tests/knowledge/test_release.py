"""Making a document public is an act of its own: asked, agreed, released, taken back (RULES R8.42)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from foundation.circulation.models import Delivery
from foundation.core.workflow import NotPermitted, Refused
from foundation.documents import sniffing
from foundation.documents.files import store_bytes
from knowledge.models import Document, Release
from knowledge.workflow import documents as office
from knowledge.workflow import releases
from tests.documents.test_stripping import AUTHOR, everything_in, word
from tests.factories.knowledge import DocumentFactory, VersionFactory, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast, make):
    return releases.ask_for_release(make(), by=cast.aizada, why="Others can learn from it.")


def test_asked_by_the_secretariat_agreed_by_the_owner_released_by_the_secretariat(cast, asked):
    assert not releases.release_document.is_open(cast.aizada, asked)
    releases.agree_to_release(asked, by=cast.aiko)
    releases.release_document(asked, by=cast.aizada)
    document = Document.objects.get(pk=asked.document_id)
    assert (document.audience, document.release_agreed_by) == ("public", "UNICEF")
    assert Document.objects.visible_to(cast.public).get() == document


def test_without_an_answer_it_waits_for_the_owners_working_days(cast, asked):
    with pytest.raises(Refused, match="has not answered yet"):
        releases.release_document(asked, by=cast.aizada)
    assert asked.answer_due > timezone.now() + timedelta(days=4)
    Release.objects.filter(pk=asked.pk).update(answer_due=timezone.now() - timedelta(hours=1))
    asked.refresh_from_db()
    releases.release_document(asked, by=cast.aizada)
    assert (asked.state, asked.owner_agreed) == ("released", None)


def test_an_owner_that_declines_keeps_its_document_internal(cast, asked):
    with pytest.raises(Refused, match="Say why"):
        releases.decline_release(asked, by=cast.aiko, answer=" ")
    releases.decline_release(asked, by=cast.aiko, answer="The figures are not final")
    with pytest.raises(Refused):
        releases.release_document(asked, by=cast.aizada)
    # It can be asked for once more.
    assert releases.ask_for_release(asked.document, by=cast.aizada, why="Final now").state == "asked"


def test_asked_by_the_owner_it_is_agreed(cast, make):
    assert releases.ask_for_release(make(), by=cast.aiko, why="It is good").state == "agreed"


def test_it_is_asked_for_once_at_a_time(cast, asked):
    with pytest.raises(Refused, match="already"):
        releases.ask_for_release(asked.document, by=cast.aizada, why="Again")
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(
            document=asked.document, why="Again", asked_by=cast.aizada, asked_at=timezone.now(),
            answer_due=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"classification": "confidential"}, "never public"),
        ({"state": "superseded"}, "current"),
        ({"state": "draft", "symbol": ""}, "current"),
        ({"kind": "meeting-paper"}, "decision"),
    ],
    ids=["confidential", "superseded", "draft", "meeting-paper"],
)
def test_what_cannot_be_public_is_not_asked_for(cast, make, fields, says):
    with pytest.raises(Refused, match=says):
        releases.ask_for_release(make(**fields), by=cast.aizada, why="Others can learn from it.")


def test_papers_of_a_meeting_are_released_by_a_decision(cast, make):
    document = make(kind="meeting-paper")
    asked = releases.ask_for_release(document, by=cast.aizada, why="Decided", decided_by="UNMN-KG/2026/DEC/4")
    releases.agree_to_release(asked, by=cast.aiko)
    releases.release_document(asked, by=cast.aizada)
    document.refresh_from_db()
    assert document.release_agreed_by == "UNICEF, UNMN-KG/2026/DEC/4"


@pytest.mark.parametrize("who", ["temir", "aizada", "ingrid", "kubanych"])
def test_nobody_answers_for_the_owner(cast, asked, who):
    with pytest.raises(NotPermitted):
        releases.agree_to_release(asked, by=getattr(cast, who))


def test_it_can_be_taken_back_and_the_record_stays(cast, asked):
    releases.agree_to_release(asked, by=cast.aiko)
    releases.release_document(asked, by=cast.aizada)
    with pytest.raises(Refused, match="Take its release back first"):
        office.withdraw_document(Document.objects.get(pk=asked.document_id), by=cast.aiko, reason="Old")
    releases.take_back_release(asked, by=cast.aizada, reason="An error in table 3")
    document = Document.objects.get(pk=asked.document_id)
    assert (document.audience, document.released_on, asked.state) == ("network", None, "taken-back")
    assert not Document.objects.visible_to(cast.public).exists()


def test_the_database_knows_no_release_without_its_owner(cast, asked):
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=asked.pk).update(state="released", released_at=now, released_by=cast.aizada)


def test_the_pages_ask_answer_and_release_with_letters(cast, as_user, make):
    document = make(title="A study of return")
    page = as_user(cast.aizada).post(
        reverse("knowledge:release_ask", args=[document.pk]), {"why": "Others can learn"}, follow=True
    )
    assert "The owner is asked" in page.content.decode()
    written = Delivery.objects.filter(subject__contains="May “A study of return” become public?")
    assert {one.reader for one in written} == {cast.aiko, cast.jyldyz}
    asked = document.releases.get()
    moves = {
        move: reverse("knowledge:release_move", args=[document.pk, asked.pk, move])
        for move in ("agree-to-release", "release-document", "take-back-release")
    }
    as_user(cast.aiko).post(moves["agree-to-release"], {"answer": "With pleasure"})
    assert Delivery.objects.filter(reader=cast.aizada, subject__contains="agrees that").exists()
    as_user(cast.aizada).post(moves["release-document"])
    page = as_user(cast.public).get(document.get_absolute_url()).content.decode()
    assert "A study of return" in page
    assert "agreed by UNICEF" in page
    assert "With pleasure" not in page
    as_user(cast.aiko).post(moves["take-back-release"], {"reason": "An error"})
    assert as_user(cast.public).get(document.get_absolute_url()).status_code == 302


def test_the_release_passport_stands_on_the_page_and_in_its_footer_r10_64(cast, as_user, make, asked):
    page = as_user(cast.temir).get(asked.document.get_absolute_url()).content.decode()
    assert page.count("Internal: The Network.") == 2
    releases.agree_to_release(asked, by=cast.aiko)
    releases.release_document(asked, by=cast.aizada)
    page = as_user(cast.temir).get(asked.document.get_absolute_url()).content.decode()
    assert page.count("agreed by UNICEF.") == 2


def test_what_waits_for_the_owner_stands_on_its_page_of_needs_r10_60(cast, as_user, asked):
    url = reverse("home:needs")
    sentence = f"May “{asked.document.title}” become public?"
    assert sentence in as_user(cast.aiko).get(url).content.decode()
    assert sentence not in as_user(cast.temir).get(url).content.decode()
    assert "can be released" not in as_user(cast.aizada).get(url).content.decode()
    releases.agree_to_release(asked, by=cast.aiko)
    assert "can be released to the public: its owner agrees" in as_user(cast.aizada).get(url).content.decode()


def a_word_file(cast, **about):
    stored = store_bytes("study.docx", sniffing.WORD, word(**about), by=cast.aiko)
    return VersionFactory(document=DocumentFactory(owner=cast.orgs.unicef), stored_file=stored)


def test_the_public_gets_a_copy_that_does_not_say_who_made_it_r10_56(cast, as_user):
    version = a_word_file(cast)
    released(version.document, cast.aizada)
    address = reverse("knowledge:file", args=[version.document_id, version.pk])
    for name, knows in (("public", False), ("kubanych", False), ("temir", True)):
        taken = as_user(getattr(cast, name)).get(address).getvalue()
        assert (AUTHOR in everything_in(taken)) is knows, name
    assert as_user(cast.public).get(address).getvalue() == as_user(cast.public).get(address).getvalue()


def test_who_releases_is_told_of_comments_that_everybody_could_read_r10_56(cast, as_user):
    version = a_word_file(cast, comment="Is this true?")
    page = (
        as_user(cast.aizada)
        .get(reverse("knowledge:release_ask", args=[version.document_id]))
        .content.decode()
    )
    assert "holds 1 comment that everybody could read" in page
