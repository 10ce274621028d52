"""Pages of the directory through HTTP: who sees what, what the secretariat does, what a refusal looks like."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.circulation.models import Delivery
from members.models import (
    Appointment,
    EntryConfirmation,
    Holiday,
    Organisation,
    Person,
    Representation,
)
from members.states import CorrectionState, Office, Role
from members.workflow import invite, propose_correction
from tests.factories import members as make

DAY = timedelta(days=1)


def words(response):
    return response.content.decode()


def test_an_insider_reads_a_whole_organisation_and_an_outsider_its_names(cast, as_user):
    inside = as_user(cast.aiko).get("/members/organisations/fao/")
    assert "Temir Talasov" in words(inside)
    assert "fao@test.example" in words(inside)
    outside = as_user(cast.kubanych).get("/members/organisations/fao/")
    assert outside.status_code == 200
    assert "Temir" not in words(outside)
    assert "fao@test.example" not in words(outside)
    assert as_user(cast.kubanych).get("/members/organisations/who/").status_code == 404
    assert as_user(cast.kubanych).get("/members/organisations/sms/").status_code == 200


def test_an_outsider_reaches_the_secretariat_but_no_focal_point(cast, as_user):
    client = as_user(cast.kubanych)
    assert client.get(f"/members/people/{cast.aizada.person.slug}/").status_code == 200
    assert client.get(f"/members/people/{cast.temir.person.slug}/").status_code == 404
    assert as_user(cast.stranger).get(f"/members/people/{cast.aizada.person.slug}/").status_code == 404


def test_the_account_is_shown_to_the_secretariat_and_to_oneself(cast, as_user):
    address = f"/members/people/{cast.temir.person.slug}/"
    assert "Active account" in words(as_user(cast.aizada).get(address))
    assert "Active account" in words(as_user(cast.temir).get(address))
    assert "Active account" not in words(as_user(cast.aiko).get(address))


def test_the_secretariat_adds_an_organisation_with_a_person_who_represents_it(cast, as_user):
    client = as_user(cast.aizada)
    client.post(
        "/members/organisations/new/",
        {"acronym": "ITC", "name": "International Trade Centre", "kind": "un-entity"},
    )
    row = Organisation.objects.get(slug="itc")
    client.post("/members/organisations/itc/take-part/", {"part": "member", "starts_on": "2026-01-01"})
    client.post(
        "/members/people/new/",
        {"name": "Nur Example", "organisation": row.pk, "email": "nur@test.example", "language": "en"},
    )
    person = Person.objects.get(slug="nur-example")
    response = client.post(
        "/members/organisations/itc/represent/",
        {"person": person.pk, "role": "focal-point", "starts_on": "2026-01-01"}, follow=True,
    )  # fmt: skip
    assert "Nur Example" in words(response)
    assert "Nur Example appointed as representative from 1 January 2026" in words(response)
    assert "ITC" in words(client.get("/members/"))


def test_a_conflict_is_a_sentence_on_the_form_with_what_was_typed(cast, as_user):
    person = make.PersonFactory(organisation=cast.orgs.fao)
    response = as_user(cast.aizada).post(
        "/members/organisations/fao/represent/",
        {"person": person.pk, "role": "focal-point", "starts_on": "2026-02-03"},
    )
    assert response.status_code == 200
    assert "There is a focal point on these days already" in words(response)
    assert "2026-02-03" in words(response)
    wrong = as_user(cast.aizada).post(
        "/members/organisations/fao/represent/",
        {"person": person.pk, "role": "alternate", "starts_on": "2026-02-03", "ends_on": "2026-02-02"},
    )
    assert "The last day is before the first day" in words(wrong)


def test_the_focal_point_is_handed_over_on_the_page(cast, as_user):
    old = Representation.objects.get(person=cast.aiko.person)
    client = as_user(cast.aizada)
    address = f"/members/representations/{old.pk}/hand-over/"
    assert client.get(address).status_code == 200
    response = client.post(address, {"to": cast.jyldyz.person.pk, "on": timezone.localdate()}, follow=True)
    assert "The handover is recorded. See here what is to be moved." in words(response)
    assert "hands over to Jyldyz Barskoonova" in words(client.get("/members/organisations/unicef/"))
    assert Representation.objects.on().get(organisation=cast.orgs.unicef).person == cast.jyldyz.person


def test_offices_show_history_and_are_handed_over(cast, as_user):
    client = as_user(cast.aizada)
    row = Appointment.objects.get(office=Office.CO_CHAIR_IOM)
    client.post(
        f"/members/offices/{row.pk}/hand-over/", {"to": cast.chiara.person.pk, "on": timezone.localdate()}
    )
    page = words(client.get("/members/offices/"))
    assert "Tomás Altamira" in page
    assert "Chiara Montefiore" in page
    client.post(
        "/members/offices/appoint/",
        {"office": "pmt-reader", "person": cast.temir.person.pk, "starts_on": "2026-01-01"},
    )
    assert Appointment.objects.filter(person=cast.temir.person, office=Office.PMT_READER).exists()


def test_an_edit_made_meanwhile_shows_both_texts_and_loses_nothing(cast, as_user):
    client = as_user(cast.aizada)
    fields = {
        "acronym": "FAO",
        "name": "Food and Agriculture Organization",
        "kind": "un-entity",
        "version": 1,
    }
    client.post("/members/organisations/fao/edit/", {**fields, "phone": "first"})
    response = as_user(cast.pavel).post("/members/organisations/fao/edit/", {**fields, "phone": "second"})
    assert response.status_code == 409
    assert "first" in words(response)
    assert "second" in words(response)
    assert Organisation.objects.get(slug="fao").phone == "first"
    as_user(cast.pavel).post("/members/organisations/fao/edit/", {**fields, "phone": "second", "version": 2})
    assert Organisation.objects.get(slug="fao").phone == "second"


@pytest.mark.parametrize("who", ["aiko", "ingrid", "kwame"])
def test_who_may_see_but_not_do_gets_403(cast, as_user, who):
    client = as_user(getattr(cast, who))
    role = Representation.objects.get(person=cast.temir.person)
    addresses = [
        "/members/organisations/fao/edit/", "/members/organisations/new/", "/members/people/new/",
        "/members/organisations/fao/represent/", f"/members/representations/{role.pk}/hand-over/",
        f"/members/people/{cast.temir.person.slug}/edit/", f"/members/people/{cast.temir.person.slug}/contact/",
        f"/members/people/{cast.temir.person.slug}/leave/", "/members/offices/appoint/", "/members/corrections/",
        "/members/calendar/new/", "/members/organisations/fao/entry/",
    ]  # fmt: skip
    assert [client.get(address).status_code for address in addresses] == [403] * len(addresses)
    posts = [f"/members/people/{cast.temir.person.slug}/invite/", "/members/organisations/fao/entry/confirm/"]
    assert [client.post(address).status_code for address in posts] == [403, 403]


def test_a_focal_point_confirms_with_one_click(cast, as_user):
    client = as_user(cast.aiko)
    assert "Is everything below correct?" in words(client.get("/members/organisations/unicef/entry/"))
    client.post("/members/organisations/unicef/entry/confirm/")
    assert EntryConfirmation.objects.get().state == CorrectionState.CONFIRMED


def entry_fields(page):
    """What a browser would send back of a page as it is."""
    fields = {}
    for form in [page.context["form"], *page.context["person_forms"]]:
        for bound in form:
            fields[bound.html_name] = bound.value() or ""
    return fields


def test_a_correction_travels_to_the_secretariat_and_its_answer_back(cast, as_user):
    client = as_user(cast.aiko)
    fields = entry_fields(client.get("/members/organisations/unicef/entry/"))
    fields["phone"] = "+996 312 77"
    fields[f"{cast.jyldyz.person.slug}-title"] = "Officer in Osh"
    client.post("/members/organisations/unicef/entry/", fields)
    proposed = EntryConfirmation.objects.get()
    assert proposed.corrections == {
        "phone": "+996 312 77",
        f"{cast.jyldyz.person.slug}.title": "Officer in Osh",
    }
    assert set(Delivery.objects.values_list("address", flat=True)) == {cast.aizada.email, cast.pavel.email}
    desk = as_user(cast.aizada)
    page = words(desk.get("/members/corrections/"))
    assert "+996 312 77" in page
    assert "Officer in Osh" in page
    desk.post(f"/members/corrections/{proposed.pk}/decline/", {"reason": "Osh has no office yet."})
    answer = Delivery.objects.get(address=cast.aiko.email)
    assert "Osh has no office yet." in answer.text
    assert "Osh has no office yet." in words(client.get("/members/organisations/unicef/"))


def test_a_correction_of_another_organisation_is_not_seen(cast, as_user):
    proposed = propose_correction(cast.orgs.unicef, by=cast.aiko, corrections={"phone": "1"})
    assert as_user(cast.temir).post(f"/members/corrections/{proposed.pk}/apply/").status_code == 404
    assert as_user(cast.aiko).post(f"/members/corrections/{proposed.pk}/apply/").status_code == 403


def test_the_list_nudges_the_secretariat_about_old_confirmations(cast, as_user):
    assert "Not confirmed for 90 days" in words(as_user(cast.aizada).get("/members/"))
    for organisation in Organisation.objects.members():
        make.EntryConfirmationFactory(organisation=organisation, by=cast.aiko.person)
    assert "Not confirmed for 90 days" not in words(as_user(cast.aizada).get("/members/"))
    EntryConfirmation.objects.filter(organisation=cast.orgs.fao).update(at=timezone.now() - 91 * DAY)
    assert words(as_user(cast.aizada).get("/members/")).count("Not confirmed for 90 days") == 1


def test_somebody_leaves_and_comes_back(cast, as_user):
    client = as_user(cast.aizada)
    address = f"/members/people/{cast.jyldyz.person.slug}/"
    client.post(f"{address}leave/", {"on": timezone.localdate()})
    assert "the last day is" in words(client.get(address))
    client.post(f"{address}bring-back/")
    assert Person.objects.get(pk=cast.jyldyz.person.pk).left_on is None
    assert (
        not Representation.objects.on(timezone.localdate() + DAY)
        .filter(role=Role.ALTERNATE, organisation=cast.orgs.unicef)
        .exists()
    )


def test_the_state_of_an_invitation_is_shown(cast, as_user):
    person = make.PersonFactory(organisation=cast.orgs.fao)
    client = as_user(cast.aizada)
    assert "Invite to the portal" in words(client.get(person.get_absolute_url()))
    invite(person, by=cast.aizada)
    page = words(client.get(person.get_absolute_url()))
    assert "Invite again" in page
    assert "Withdraw the invitation" in page


def test_the_calendar_is_read_by_all_and_kept_by_the_secretariat(cast, as_user):
    make.HolidayFactory(day=f"{timezone.localdate().year}-08-31", name="Independence Day")
    assert "Independence Day" in words(as_user(cast.kubanych).get("/members/calendar/"))
    assert as_user(cast.stranger).get("/members/calendar/").status_code == 404
    row = Holiday.objects.get()
    fields = {"day": row.day, "name": "Independence Day", "no_deadline_may_end": "on"}
    as_user(cast.aizada).post(f"/members/calendar/{row.pk}/", fields)
    row.refresh_from_db()
    assert (row.is_observed, row.no_deadline_may_end) == (False, True)
    twice = as_user(cast.aizada).post("/members/calendar/new/", fields)
    assert "in the calendar already" in words(twice)


def test_parameters_are_read_by_all_and_changed_on_their_page_by_nobody(cast, as_user):
    assert "Papers, working days before" in words(as_user(cast.anara).get("/members/parameters/"))
    assert as_user(cast.aizada).post("/members/parameters/", {"name": "papers_wd"}).status_code == 405
    assert "Change by a decision" in words(as_user(cast.aizada).get("/members/parameters/"))
    assert "Change by a decision" not in words(as_user(cast.aiko).get("/members/parameters/"))


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_every_page_opens_in_every_language(cast, as_user, language):
    cast.aizada.language = language
    cast.aizada.save()
    client = as_user(cast.aizada)
    role = Representation.objects.get(person=cast.temir.person)
    office = Appointment.objects.get(office=Office.CO_CHAIR_RC)
    part = cast.orgs.fao.participations.get()
    propose_correction(cast.orgs.unicef, by=cast.aiko, corrections={"phone": "1"}, note="Please.")
    for address in (
        "", "offices/", "calendar/", "parameters/", "corrections/", "organisations/new/", "people/new/",
        "organisations/fao/", "organisations/fao/edit/", "organisations/fao/take-part/", "organisations/fao/succeed/",
        "organisations/fao/represent/", f"participations/{part.pk}/end/", f"representations/{role.pk}/end/",
        f"representations/{role.pk}/hand-over/", "offices/appoint/", f"offices/{office.pk}/end/",
        f"offices/{office.pk}/hand-over/", f"people/{cast.temir.person.slug}/", f"people/{cast.temir.person.slug}/edit/",
        f"people/{cast.aizada.person.slug}/contact/", f"people/{cast.temir.person.slug}/leave/", "calendar/new/",
    ):  # fmt: skip
        assert client.get(f"/members/{address}").status_code == 200, address
