"""The life of a document: draft, shelves, versions, successor, withdrawal (RULES R8.43, R8.45)."""

import pytest
from django.db import ProgrammingError, transaction

from foundation.audit.models import Act
from foundation.core.workflow import NotPermitted, Refused, Stale
from knowledge.models import Document, DocumentVersion
from knowledge.workflow import documents as office
from knowledge.workflow import readers, versions
from tests.factories.documents import StoredFileFactory
from tests.factories.knowledge import DocumentFactory, released

pytestmark = pytest.mark.django_db


def a_file(text=b"one"):
    return StoredFileFactory(content=b"%PDF-1.7 " + text)


@pytest.fixture
def draft(cast):
    return office.add_document(
        by=cast.aiko, owner=cast.orgs.unicef, title="A study", kind="study", stored_file=a_file(),
        issued_on="2026-03-02",
    )  # fmt: skip


@pytest.fixture
def kept(cast, draft):
    office.keep_document(draft, by=cast.aiko)
    draft.refresh_from_db()
    return draft


def test_a_document_begins_as_a_draft_and_gets_its_symbol_on_the_shelves_r8_45(cast, draft):
    assert (draft.state, draft.symbol, draft.versions.count()) == ("draft", "", 1)
    office.keep_document(draft, by=cast.aiko)
    assert draft.symbol.startswith("UNMN-KG/")
    assert draft.symbol.endswith("/LIB/1")
    assert [act.verb for act in Act.objects.about(draft)] == [
        "knowledge.keep_document",
        "knowledge.add_document",
    ]


def test_a_draft_without_a_file_or_a_date_says_what_is_missing_r10_59(cast):
    bare = office.add_document(by=cast.aiko, owner=cast.orgs.unicef, title="Bare", kind="study")
    assert len(office.keep_document.what_is_missing(bare)) == 2
    with pytest.raises(Refused, match="nothing to read"):
        office.keep_document(bare, by=cast.aiko)


def test_an_outside_link_needs_its_address(cast):
    with pytest.raises(Refused, match="address"):
        office.add_document(by=cast.aiko, owner=cast.orgs.unicef, title="Link", kind="link")


def test_members_add_for_their_own_organisation_only(cast):
    with pytest.raises(NotPermitted, match="own organisation"):
        office.add_document(by=cast.aiko, owner=cast.orgs.fao, title="Theirs", kind="study")
    assert office.add_document(by=cast.aizada, owner=cast.orgs.fao, title="For FAO", kind="study").pk


@pytest.mark.parametrize("who", ["kubanych", "anara", "kwame", "ingrid", "hans", "stranger"])
def test_nobody_else_adds_to_the_library(cast, who):
    with pytest.raises(NotPermitted):
        office.add_document(by=getattr(cast, who), owner=cast.orgs.unicef, title="No", kind="study")


def test_nobody_makes_a_document_public_by_choosing_an_audience_r8_42(cast, kept):
    with pytest.raises(Refused, match="act of its own"):
        office.add_document(
            by=cast.aiko, owner=cast.orgs.unicef, title="Open", kind="study", audience="public"
        )
    with pytest.raises(Refused, match="act of its own"):
        readers.change_audience(kept, by=cast.aiko, audience="public")


def test_who_adds_what_is_strictly_confidential_can_go_on_with_it(cast):
    made = office.add_document(
        by=cast.aiko, owner=cast.orgs.unicef, title="Strict", kind="study", audience="named",
        classification="strictly-confidential",
    )  # fmt: skip
    assert Document.objects.visible_to(cast.aiko).filter(pk=made.pk).exists()
    assert not Document.objects.visible_to(cast.aizada).filter(pk=made.pk).exists()


def test_two_who_describe_it_at_once_both_keep_their_words(cast, kept):
    office.edit_document(kept, by=cast.aiko, version=1, title="Ours")
    with pytest.raises(Stale):
        office.edit_document(kept, by=cast.aizada, version=1, title="Theirs")
    kept.refresh_from_db()
    assert kept.title == "Ours"


def test_for_whom_a_document_is_does_not_change_with_its_description(cast, kept):
    with pytest.raises(Refused, match="acts of their own"):
        office.edit_document(kept, by=cast.aiko, version=kept.version, audience="named")


def test_versions_count_on_and_all_languages_carry_the_same_symbol_r8_45(cast, kept):
    russian = versions.add_language_version(kept, by=cast.aiko, stored_file=a_file(b"ru"), language="ru")
    second = versions.revise_document(
        kept, by=cast.aiko, stored_file=a_file(b"two"), language="en", note="New figures"
    )
    corrected = versions.correct_document(
        kept, by=cast.aiko, stored_file=a_file(b"three"), language="en", note="A slip on page 2"
    )
    late = versions.add_language_version(kept, by=cast.aiko, stored_file=a_file(b"ru2"), language="ru")
    follows = versions.correct_document(
        kept, by=cast.aiko, stored_file=a_file(b"ru3"), language="ru", note="The same slip"
    )
    rows = [russian, second, corrected, late, follows]
    assert [row.suffix for row in rows] == ["", "Rev.1", "Rev.1/Corr.1", "Rev.1", "Rev.1/Corr.1"]
    assert [row.number for row in rows] == [1, 2, 3, 2, 3]
    assert second.symbol == f"{kept.symbol}/Rev.1"
    assert (russian.is_translation, late.is_translation, second.is_translation) == (True, True, False)
    assert {row.pk for row in DocumentVersion.objects.latest()} == {corrected.pk, follows.pk}


@pytest.mark.parametrize(
    ("act", "details", "says"),
    [
        (versions.revise_document, {"language": "en", "note": " "}, "what changed"),
        (versions.revise_document, {"language": "en", "note": "Same", "again": True}, "same file"),
        (versions.add_language_version, {"language": "en"}, "already"),
        (versions.correct_document, {"language": "ky", "note": "A slip"}, "no version of the present text"),
    ],
)
def test_a_version_that_would_say_nothing_is_refused(cast, kept, act, details, says):
    stored = kept.versions.get().stored_file if details.pop("again", False) else a_file(b"new")
    with pytest.raises(Refused, match=says):
        act(kept, by=cast.aiko, stored_file=stored, **details)


@pytest.mark.parametrize(
    "change", [{"revision": 4}, {"correction": 2}, {"language": "ky"}, {"number": 9}], ids=str
)
def test_a_version_is_never_overwritten(kept, change):
    with pytest.raises(ProgrammingError), transaction.atomic():
        kept.versions.update(**change)
    with pytest.raises(ProgrammingError), transaction.atomic():
        kept.versions.update(stored_file=a_file(b"other"))
    with pytest.raises(ProgrammingError), transaction.atomic():
        kept.versions.all().delete()


def test_what_is_public_is_changed_by_its_owner_only_r8_42(cast, kept):
    released(kept, cast.aizada)
    with pytest.raises(NotPermitted, match="only its owner"):
        versions.revise_document(kept, by=cast.aizada, stored_file=a_file(b"2"), language="en", note="More")
    versions.revise_document(kept, by=cast.aiko, stored_file=a_file(b"2"), language="en", note="More")


def test_a_superseded_document_leads_to_its_successor(cast, kept):
    successor = DocumentFactory(owner=cast.orgs.unicef)
    office.supersede_document(kept, by=cast.aiko, successor=successor)
    successor.refresh_from_db()
    assert (kept.state, successor.supersedes) == ("superseded", kept)
    with pytest.raises(Refused, match="itself superseded"):
        office.supersede_document(successor, by=cast.aiko, successor=kept)


@pytest.mark.parametrize(
    ("fields", "error"),
    [({"state": "draft", "symbol": ""}, Refused), ({}, NotPermitted)],
    ids=["draft", "FAO"],
)
def test_only_an_own_document_of_the_library_can_be_a_successor(cast, kept, fields, error):
    owner = cast.orgs.unicef if fields else cast.orgs.fao
    with pytest.raises(error):
        office.supersede_document(kept, by=cast.aiko, successor=DocumentFactory(owner=owner, **fields))


def test_a_withdrawn_document_goes_back_to_where_it_was(cast, kept):
    with pytest.raises(Refused, match="Say why"):
        office.withdraw_document(kept, by=cast.aiko, reason=" ")
    office.withdraw_document(kept, by=cast.aiko, reason="Wrong figures")
    assert [move.name for move in office.DOCUMENT.open_to(cast.aiko, kept) if "put_back" in move.name] == [
        "put_back_document"
    ]
    office.put_back_document(kept, by=cast.aiko)
    office.supersede_document(kept, by=cast.aiko, successor=DocumentFactory(owner=cast.orgs.unicef))
    office.withdraw_document(kept, by=cast.aiko, reason="Wrong figures")
    with pytest.raises(Refused, match="has a successor"):
        office.put_back_document(kept, by=cast.aiko)
    office.put_back_behind(kept, by=cast.aiko)
    assert kept.state == "superseded"


def test_a_discarded_draft_can_be_taken_up_again(cast, draft):
    office.withdraw_document(draft, by=cast.aiko, reason="By mistake")
    office.put_back_to_draft(draft, by=cast.aiko)
    assert (draft.state, draft.withdrawn_because) == ("draft", "")


def test_what_was_in_the_library_is_never_deleted(cast):
    bare = DocumentFactory(owner=cast.orgs.unicef)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Document.objects.filter(pk=bare.pk).delete()


def test_upgrading_takes_effect_at_once_by_owner_or_secretariat_r8_43(cast, kept):
    released(kept, cast.aizada)
    readers.change_classification(kept, by=cast.aizada, classification="confidential", reason="Names in it")
    kept.refresh_from_db()
    assert (kept.audience, kept.released_on) == ("network", None)
    assert kept.releases.get().state == "taken-back"
    assert not Document.objects.visible_to(cast.public).exists()


def test_downgrading_is_the_owners_with_a_reason_r8_43(cast, kept):
    readers.change_classification(kept, by=cast.aiko, classification="confidential")
    with pytest.raises(NotPermitted, match="Only the owner"):
        readers.change_classification(kept, by=cast.aizada, classification="unclassified", reason="Old")
    with pytest.raises(Refused, match="Say why"):
        readers.change_classification(kept, by=cast.aiko, classification="unclassified")
    readers.change_classification(kept, by=cast.aiko, classification="unclassified", reason="It is old")
    assert Act.objects.about(kept).first().reason == "It is old"


def test_strictly_confidential_is_for_named_persons_and_its_owner_is_named_r8_41(cast, kept):
    readers.change_classification(kept, by=cast.aizada, classification="strictly-confidential")
    kept.refresh_from_db()
    assert kept.audience == "named"
    assert set(kept.named.values_list("slug", flat=True)) == {
        cast.aiko.person.slug, cast.jyldyz.person.slug, cast.aizada.person.slug,
    }  # fmt: skip
    assert not Document.objects.visible_to(cast.pavel).exists()
    readers.unname_reader(kept, by=cast.aiko, person=cast.jyldyz.person)
    with pytest.raises(Refused, match="Nobody of the owner"):
        readers.unname_reader(kept, by=cast.aiko, person=cast.aiko.person)


def test_more_readers_are_the_owners_word_fewer_the_secretariats_as_well(cast, kept):
    with pytest.raises(NotPermitted, match="more readers"):
        readers.change_audience(kept, by=cast.aizada, audience="network-and-state")
    readers.change_audience(kept, by=cast.aiko, audience="network-and-state")
    readers.change_audience(kept, by=cast.aizada, audience="named")
    kept.refresh_from_db()
    assert kept.audience == "named"


def test_what_is_confidential_is_not_for_the_state_as_such(cast, kept):
    readers.change_classification(kept, by=cast.aiko, classification="confidential")
    with pytest.raises(Refused, match="state counterpart"):
        readers.change_audience(kept, by=cast.aiko, audience="network-and-state")


def test_a_group_of_others_cannot_be_chosen(cast, kept, group):
    with pytest.raises(NotPermitted, match="take part"):
        readers.change_audience(kept, by=cast.aiko, audience="group", group=group)


@pytest.mark.parametrize("who", ["temir", "ingrid", "kubanych", "kwame"])
def test_readers_do_not_keep_what_is_not_theirs(cast, kept, who):
    user = getattr(cast, who)
    assert office.DOCUMENT.open_to(user, kept) == []
