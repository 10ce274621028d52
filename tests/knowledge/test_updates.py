"""Updates: who writes and reads them, how long their words can be changed, and that nothing is lost (R8.41, R8.44)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from foundation.audit.models import Act
from foundation.core.access import why_visible
from foundation.core.workflow import NotPermitted, Refused
from foundation.search.finding import Asked, Found
from foundation.search.keeping import index_everything_stale
from knowledge.models import AccessRecord, SeenUpdate, Update
from knowledge.workflow import updates as office
from tests.cast import EVERYBODY
from tests.factories.knowledge import UpdateFactory, named

WORDS = {"kind": "issue", "language": "en", "title": "Kites over Osh", "text": "More of them than last year."}
INSIDERS = {"aizada", "pavel", "ingrid", "tomas", "temir", "leila", "chiara", "nurzat", "aiko", "jyldyz"}
OFFICE = {"aizada", "pavel", "ingrid", "tomas"}


def fields(cast, **more):
    return {
        **WORDS, "owner": cast.orgs.unicef.pk, "classification": "unclassified", "audience": "network", "symbols": "", **more,
    }  # fmt: skip


def readers_of(cast, update):
    return {who for who in EVERYBODY if Update.objects.visible_to(getattr(cast, who)).filter(pk=update.pk)}


@pytest.mark.parametrize(
    ("details", "readers"),
    [
        ({}, INSIDERS),
        ({"audience": "network-and-state"}, INSIDERS | {"kubanych"}),
        ({"audience": "group"}, OFFICE | {"aiko", "jyldyz", "temir", "kubanych"}),
        ({"audience": "group", "classification": "confidential"}, OFFICE | {"aiko", "jyldyz", "temir"}),
        ({"classification": "confidential"}, INSIDERS),
        ({"state": "draft"}, {"aiko"}),
        ({"state": "discarded"}, {"aiko"}),
        ({"state": "withdrawn", "withdrawn_because": "Wrong"}, OFFICE | {"aiko", "jyldyz"}),
    ],
)
def test_who_reads_an_update_follows_its_audience_and_its_state(cast, group, details, readers):
    """R8.41, R8.44."""
    if details.get("audience") == "group":
        details = {**details, "group": group}
    assert readers_of(cast, UpdateFactory(author=cast.aiko.person, **details)) == readers


@pytest.mark.parametrize(
    "details",
    [
        {"audience": "public"}, {"audience": "named"}, {"audience": "group"}, {"state": "withdrawn"},
        {"classification": "confidential", "audience": "network-and-state"},
        {"classification": "strictly-confidential"}, {"posted_at": None},
    ],
)  # fmt: skip
def test_the_database_refuses_what_goes_against_the_rules(cast, details):
    """R8.41."""
    with pytest.raises(IntegrityError), transaction.atomic():
        UpdateFactory(author=cast.aiko.person, **details)


def test_written_looked_at_and_posted(cast, as_user):
    client = as_user(cast.aiko)
    page = client.post(reverse("knowledge:update_new"), fields(cast), follow=True).content.decode()
    made = Update.objects.get()
    assert "Nobody else sees it until you post it." in page
    assert 'data-said="update-new"' in page
    assert as_user(cast.jyldyz).get(made.get_absolute_url()).status_code == 404
    client.post(reverse("knowledge:update_move", args=[made.pk, "post-update"]))
    page = as_user(cast.temir).get(made.get_absolute_url()).content.decode()
    assert "More of them than last year." in page
    assert "You see this as" in page
    verbs = [act.verb for act in Act.objects.about(made).order_by("pk")]
    assert verbs == ["knowledge.write_update", "knowledge.post_update"]


def test_a_mistake_in_the_form_loses_no_words(cast, as_user):
    page = as_user(cast.aiko).post(
        reverse("knowledge:update_new"), fields(cast, audience="group", title="", symbols="UNMN-KG/9")
    )
    words = page.content.decode()
    assert "Choose the working group for which the update is meant." in words
    assert "Give the update a title" in words
    assert "There is no document UNMN-KG/9 in the library." in words
    assert "More of them than last year." in words
    assert not Update.objects.exists()


def test_partners_write_in_their_own_group_alone(cast, as_user, group):
    """R8.44."""
    client, sms = as_user(cast.kubanych), {"owner": cast.orgs.sms.pk}
    page = client.get(reverse("knowledge:update_new") + f"?group={group.slug}").content.decode()
    assert 'value="network"' not in page
    assert 'value="confidential"' not in page
    client.post(reverse("knowledge:update_new"), fields(cast, audience="group", group=group.pk, **sms))
    made = Update.objects.get()
    office.post_update(made, by=cast.kubanych)
    assert readers_of(cast, made) == OFFICE | {"kubanych", "temir"}
    for forged in ({"audience": "network"}, {"classification": "confidential"}, {"owner": cast.orgs.fao}):
        words = {**WORDS, "owner": cast.orgs.sms, "audience": "group", "group": group, **forged}
        with pytest.raises(NotPermitted):
            office.write_update(by=cast.kubanych, **words)


def test_nobody_writes_in_anothers_name_or_in_anothers_group(cast, group):
    with pytest.raises(NotPermitted, match="own organisation"):
        office.write_update(by=cast.aiko, **WORDS, owner=cast.orgs.fao)
    with pytest.raises(NotPermitted, match="groups in which you take part"):
        office.write_update(by=cast.leila, **WORDS, owner=cast.orgs.unhcr, audience="group", group=group)
    for who in (cast.anara, cast.kwame, cast.ingrid, cast.stranger):
        assert not who.has_perm("knowledge.write_update")
    assert office.write_update(by=cast.aizada, **WORDS, owner=cast.orgs.fao).owner == cast.orgs.fao


def test_who_left_the_group_changes_nothing_in_it_any_more(cast, group):
    made = UpdateFactory(author=cast.kubanych.person, audience="group", group=group)
    assert cast.kubanych.has_perm("knowledge.withdraw_update", made)
    group.seats.filter(person=cast.kubanych.person).update(ends_on=timezone.localdate() - timedelta(days=1))
    again = type(cast.kubanych).objects.get(pk=cast.kubanych.pk)
    assert not again.has_perm("knowledge.withdraw_update", made)


def test_words_can_be_changed_for_some_days_and_it_shows(cast, as_user):
    made = UpdateFactory(author=cast.aiko.person)
    client, url = as_user(cast.jyldyz), reverse("knowledge:update_edit", args=[made.pk])
    client.post(url, {**WORDS, "symbols": "", "version": made.version})
    made.refresh_from_db()
    assert (made.title, made.changed_at is not None) == ("Kites over Osh", True)
    Update.objects.update(posted_at=timezone.now() - timedelta(days=7))
    page = client.get(url, follow=True).content.decode()
    assert "Withdraw it, and write a new one." in page
    with pytest.raises(Refused, match="7 days"):
        office.edit_update(made, by=cast.aiko, version=made.version, title="Else")


def test_two_writers_at_once_see_both_texts(cast, as_user):
    made = UpdateFactory(author=cast.aiko.person)
    office.edit_update(made, by=cast.jyldyz, version=1, title="Hers")
    page = as_user(cast.aiko).post(
        reverse("knowledge:update_edit", args=[made.pk]), {**WORDS, "symbols": "", "version": 1}
    )
    assert page.status_code == 409
    assert "Hers" in page.content.decode()
    assert "Kites over Osh" in page.content.decode()


def test_withdrawn_for_a_reason_that_is_kept_and_put_back(cast, as_user):
    made = UpdateFactory(author=cast.aiko.person, title="Kites")
    client, url = as_user(cast.aizada), reverse("knowledge:update_withdraw", args=[made.pk])
    client.post(url, {"reason": ""})
    made.refresh_from_db()
    assert made.is_posted
    client.post(url, {"reason": "Wrong figures"})
    assert as_user(cast.temir).get(made.get_absolute_url()).status_code == 404
    assert "Wrong figures" in as_user(cast.jyldyz).get(made.get_absolute_url()).content.decode()
    assert "Kites" in client.get(reverse("knowledge:update_list") + "?state=withdrawn").content.decode()
    client.post(reverse("knowledge:update_move", args=[made.pk, "put-back-update"]))
    assert as_user(cast.temir).get(made.get_absolute_url()).status_code == 200
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        made.delete()


def test_a_discarded_draft_can_be_taken_up_again(cast, as_user):
    made = UpdateFactory(author=cast.aiko.person, state="draft", posted_at=None)
    client = as_user(cast.aiko)
    client.post(reverse("knowledge:update_move", args=[made.pk, "discard-update"]))
    page = client.get(made.get_absolute_url()).content.decode()
    assert "You discarded this draft." in page
    client.post(reverse("knowledge:update_move", args=[made.pk, "take-up-update"]))
    assert "Your drafts" in client.get(reverse("knowledge:update_list")).content.decode()


def test_narrowing_the_readers_is_in_force_at_once(cast, as_user, group):
    made = UpdateFactory(author=cast.aiko.person, title="Kites", audience="network-and-state")
    index_everything_stale()
    assert Found(Asked(cast.kubanych, "kites")).count == 1
    as_user(cast.aiko).post(
        reverse("knowledge:update_readers", args=[made.pk]),
        {"classification": "confidential", "audience": "network"},
    )
    assert Found(Asked(cast.kubanych, "kites")).count == 0
    assert Found(Asked(cast.temir, "kites")).count == 1
    assert as_user(cast.kubanych).get(made.get_absolute_url()).status_code == 404


def test_a_draft_is_found_by_nobody(cast):
    UpdateFactory(author=cast.aiko.person, title="Kites", state="draft", posted_at=None)
    index_everything_stale()
    assert Found(Asked(cast.aiko, "kites")).count == 0


def test_each_reader_sees_only_the_linked_documents_that_they_may_open(cast, as_user, make):
    """R8.44: and who edits without seeing one does not take it off."""
    opened, closed = make(title="Open to all"), make(title="Closed to most", audience="named")
    named(closed, cast.temir)
    made = office.write_update(by=cast.aiko, **WORDS, owner=cast.orgs.unicef, documents=[opened, closed])
    office.post_update(made, by=cast.aiko)
    assert "Closed to most" in as_user(cast.temir).get(made.get_absolute_url()).content.decode()
    page = as_user(cast.leila).get(made.get_absolute_url()).content.decode()
    assert "Open to all" in page
    assert "Closed to most" not in page
    foreign = make(title="Of FAO", owner=cast.orgs.fao, audience="named")
    made.documents.add(foreign)
    client = as_user(cast.aiko)
    assert foreign.symbol not in client.get(reverse("knowledge:update_edit", args=[made.pk])).content.decode()
    client.post(
        reverse("knowledge:update_edit", args=[made.pk]),
        {**WORDS, "symbols": opened.symbol, "version": made.version},
    )
    assert set(made.documents.all()) == {opened, foreign}


def test_a_symbol_that_one_may_not_see_is_refused_as_one_that_is_not_there(cast, as_user, make):
    """R8.44."""
    hidden = make(owner=cast.orgs.fao, audience="named")
    page = as_user(cast.aiko).post(reverse("knowledge:update_new"), fields(cast, symbols=hidden.symbol))
    assert f"There is no document {hidden.symbol} in the library." in page.content.decode()


def test_openings_of_confidential_ones_are_on_record_for_its_keepers(cast, as_user):
    """R8.46."""
    secret, plain = (
        UpdateFactory(author=cast.aiko.person, classification=how) for how in ("confidential", "unclassified")
    )
    for update in (secret, secret, plain):
        as_user(cast.temir).get(update.get_absolute_url())
    assert AccessRecord.objects.filter(update=secret, reader=cast.temir).count() == 2
    assert AccessRecord.objects.count() == 2
    assert SeenUpdate.objects.filter(reader=cast.temir).count() == 2
    assert "Who opened it" in as_user(cast.jyldyz).get(secret.get_absolute_url()).content.decode()
    assert "Who opened it" not in as_user(cast.temir).get(secret.get_absolute_url()).content.decode()


def test_the_list_is_narrowed_by_kind_and_organisation_and_has_pages(cast, as_user):
    for number in range(21):
        UpdateFactory(author=cast.temir.person, title=f"Of FAO {number}")
    UpdateFactory(author=cast.aiko.person, title="Of UNICEF", kind="research")
    client, url = as_user(cast.leila), reverse("knowledge:update_list")
    assert "Page\n" in client.get(url).content.decode() or "of 2" in client.get(url).content.decode()
    page = client.get(f"{url}?owner={cast.orgs.unicef.pk}").content.decode()
    assert "Of UNICEF" in page
    assert "Of FAO" not in page
    assert "Of FAO" not in client.get(f"{url}?kind=research").content.decode()
    assert "No update fits" in client.get(f"{url}?kind=activity").content.decode()
    assert "There are no updates for you yet" in as_user(cast.anara).get(url).content.decode()


def test_the_groups_page_shows_its_own(cast, as_user, group):
    UpdateFactory(author=cast.temir.person, title="For the group", audience="group", group=group)
    UpdateFactory(author=cast.temir.person, title="For everybody")
    page = as_user(cast.kubanych).get(reverse("knowledge:group_updates", args=[group.slug])).content.decode()
    assert "For the group" in page
    assert "For everybody" not in page


def test_everybody_is_told_why_they_see_it(cast, group):
    """R10.64."""
    made = UpdateFactory(author=cast.aiko.person, audience="group", group=group)
    made.refresh_from_db()
    assert why_visible(cast.aiko, made) == "You see this because you wrote it."
    assert "your organisation owns it" in why_visible(cast.jyldyz, made)
    assert "in which you take part" in why_visible(cast.kubanych, made)
    assert "secretariat and co-chairs" in why_visible(cast.ingrid, made)
