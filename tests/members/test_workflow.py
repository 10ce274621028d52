"""The directory through its workflow: handovers keep history, conflicts give a sentence, nothing is lost."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from foundation.audit.models import Act
from foundation.core.workflow import THE_PORTAL, NotPermitted, Refused, Stale
from members import workflow
from members.models import Appointment, EntryConfirmation, Parameter, Participation, Person, Representation
from members.states import CorrectionState, Office, Part, Role
from tests.factories import members as make

DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


def test_a_handover_ends_the_old_the_day_before_and_begins_the_new(cast, today):
    old = Representation.objects.get(person=cast.aiko.person)
    successor = make.PersonFactory(organisation=cast.orgs.unicef)
    workflow.hand_over_representation(old, by=cast.aizada, to=successor, on=today + 10 * DAY)
    old.refresh_from_db()
    new = Representation.objects.get(person=successor)
    assert (old.ends_on, new.starts_on, new.ends_on, new.role) == (
        today + 9 * DAY,
        today + 10 * DAY,
        None,
        Role.FOCAL_POINT,
    )
    assert Representation.objects.on(today).get(organisation=cast.orgs.unicef, role=Role.FOCAL_POINT) == old
    assert (
        Representation.objects.on(today + 10 * DAY).get(organisation=cast.orgs.unicef, role=Role.FOCAL_POINT)
        == new
    )
    act = Act.objects.about(old).get()
    assert act.verb == "members.hand_over_representation"
    assert act.details["successor"] == str(successor)


def test_an_alternate_who_becomes_the_focal_point_stops_being_the_alternate(cast, today):
    old = Representation.objects.get(person=cast.aiko.person)
    workflow.hand_over_representation(old, by=cast.aizada, to=cast.jyldyz.person, on=today)
    roles = Representation.objects.filter(person=cast.jyldyz.person).order_by("starts_on")
    assert [(row.role, row.starts_on, row.ends_on) for row in roles] == [
        (Role.ALTERNATE, date(2024, 1, 1), today - DAY), (Role.FOCAL_POINT, today, None),
    ]  # fmt: skip


def test_a_handover_outside_the_days_of_the_role_is_refused(cast):
    old = Representation.objects.get(person=cast.aiko.person)
    with pytest.raises(Refused, match="within the days"):
        workflow.hand_over_representation(old, by=cast.aizada, to=cast.jyldyz.person, on=date(2020, 1, 1))
    old.refresh_from_db()
    assert old.ends_on is None


def test_a_second_focal_point_gets_a_sentence_and_no_error(cast, today):
    with pytest.raises(Refused, match="There is a focal point on these days already"):
        workflow.begin_representation(
            cast.orgs.unicef, by=cast.aizada, person=make.PersonFactory(organisation=cast.orgs.unicef),
            role=Role.FOCAL_POINT, starts_on=today,
        )  # fmt: skip


def test_members_may_not_touch_the_directory(cast, today):
    with pytest.raises(NotPermitted):
        workflow.begin_participation(cast.orgs.who, by=cast.aiko, part=Part.MEMBER, starts_on=today)
    assert not Participation.objects.filter(organisation=cast.orgs.who, part=Part.MEMBER).exists()


def test_a_co_chair_office_is_handed_over(cast, today):
    old = Appointment.objects.get(office=Office.CO_CHAIR_RC)
    successor = make.PersonFactory(organisation=cast.orgs.rco)
    workflow.hand_over_office(old, by=cast.aizada, to=successor, on=today)
    assert [row.person for row in Appointment.objects.on(today).filter(office=Office.CO_CHAIR_RC)] == [
        successor
    ]
    assert [row.person for row in Appointment.objects.on(today - DAY).filter(office=Office.CO_CHAIR_RC)] == [
        cast.ingrid.person
    ]


def test_an_officer_in_charge_needs_a_last_day(cast, today):
    with pytest.raises(Refused, match="Give the last day"):
        workflow.appoint(
            cast.chiara.person, by=cast.aizada, office=Office.CO_CHAIR_IOM, starts_on=today, is_in_charge=True
        )
    workflow.appoint(
        cast.chiara.person, by=cast.aizada, office=Office.CO_CHAIR_IOM, starts_on=today, ends_on=today + 5 * DAY,
        is_in_charge=True,
    )  # fmt: skip
    assert Appointment.objects.on().filter(office=Office.CO_CHAIR_IOM).count() == 2


def test_the_secretariat_is_never_left_empty(cast, today):
    pavel = Appointment.objects.get(person=cast.pavel.person)
    workflow.end_appointment(pavel, by=cast.aizada, ends_on=today)
    aizada = Appointment.objects.get(person=cast.aizada.person)
    with pytest.raises(Refused, match="Nobody would be left"):
        workflow.end_appointment(aizada, by=cast.aizada, ends_on=today)
    with pytest.raises(Refused, match="Nobody would be left"):
        workflow.leave(cast.aizada.person, by=cast.aizada, on=today)


def test_who_leaves_loses_roles_and_access_on_the_day(cast, today):
    person = cast.jyldyz.person
    workflow.leave(person, by=cast.aizada, on=today)
    assert Representation.objects.get(person=person).ends_on == today
    cast.jyldyz.refresh_from_db()
    assert cast.jyldyz.is_active
    Person.objects.filter(pk=person.pk).update(left_on=today - DAY)
    assert workflow.accounts.close_accounts_of_those_who_left() >= 1
    cast.jyldyz.refresh_from_db()
    assert not cast.jyldyz.is_active


def test_what_would_begin_after_leaving_is_dropped(cast, today):
    person = make.PersonFactory(organisation=cast.orgs.fao)
    workflow.begin_representation(
        cast.orgs.fao, by=cast.aizada, person=person, role=Role.ALTERNATE, starts_on=today + 9 * DAY
    )
    workflow.leave(person, by=cast.aizada, on=today + DAY)
    assert not Representation.objects.filter(person=person).exists()
    with pytest.raises(Refused, match="leaves the Network"):
        workflow.begin_representation(
            cast.orgs.fao, by=cast.aizada, person=person, role=Role.ALTERNATE, starts_on=today
        )


def test_a_stale_edit_overwrites_nothing(cast):
    organisation = cast.orgs.fao
    workflow.edit_organisation(organisation, by=cast.aizada, version=1, phone="+996 312 1")
    with pytest.raises(Stale):
        workflow.edit_organisation(organisation, by=cast.pavel, version=1, phone="+996 312 2")
    organisation.refresh_from_db()
    assert (organisation.phone, organisation.version) == ("+996 312 1", 2)


def test_a_new_address_is_the_new_address_of_the_account(cast):
    person = cast.temir.person
    workflow.edit_person(person, by=cast.aizada, version=1, email="Temir.New@test.example")
    cast.temir.refresh_from_db()
    assert cast.temir.email == "temir.new@test.example"
    with pytest.raises(Refused, match="already has the address"):
        workflow.edit_person(person, by=cast.aizada, version=2, email=cast.aiko.email)


def test_one_edits_ones_own_contact_but_nobody_elses(cast):
    workflow.edit_own_contact(cast.aiko.person, by=cast.aiko, version=1, phone="+996 555 1")
    assert Person.objects.get(pk=cast.aiko.person.pk).phone == "+996 555 1"
    with pytest.raises(NotPermitted):
        workflow.edit_own_contact(cast.temir.person, by=cast.aiko, version=1, phone="+996 555 1")
    with pytest.raises(Refused, match="secretariat"):
        workflow.edit_own_contact(cast.aiko.person, by=cast.aiko, version=2, email="x@test.example")


def test_a_focal_point_confirms_its_own_entry_only(cast):
    confirmation = workflow.confirm_entry(cast.orgs.unicef, by=cast.jyldyz)
    assert (confirmation.state, confirmation.by) == (CorrectionState.CONFIRMED, cast.jyldyz.person)
    for user in (cast.temir, cast.aizada, cast.hans):
        with pytest.raises(NotPermitted):
            workflow.confirm_entry(cast.orgs.unicef, by=user)


def test_a_correction_is_applied_to_organisation_and_person(cast):
    proposed = workflow.propose_correction(
        cast.orgs.unicef, by=cast.aiko,
        corrections={"phone": "+996 312 99", f"{cast.jyldyz.person.slug}.title": "Child Protection Specialist"},
    )  # fmt: skip
    with pytest.raises(NotPermitted):
        workflow.apply_correction(proposed, by=cast.aiko)
    workflow.apply_correction(proposed, by=cast.aizada)
    cast.orgs.unicef.refresh_from_db()
    assert cast.orgs.unicef.phone == "+996 312 99"
    assert Person.objects.get(pk=cast.jyldyz.person.pk).title == "Child Protection Specialist"
    assert EntryConfirmation.objects.get().state == CorrectionState.APPLIED


def test_declining_a_correction_needs_a_reason(cast):
    proposed = workflow.propose_correction(
        cast.orgs.unicef, by=cast.aiko, corrections={}, note="Another name"
    )
    with pytest.raises(Refused, match="Say why"):
        workflow.decline_correction(proposed, by=cast.aizada, reason=" ")
    workflow.decline_correction(proposed, by=cast.aizada, reason="The name is that of the ToR.")
    assert EntryConfirmation.objects.get().answer == "The name is that of the ToR."
    with pytest.raises(Refused, match="Nothing was changed"):
        workflow.propose_correction(cast.orgs.unicef, by=cast.aiko, corrections={}, note=" ")


def test_nobody_sets_a_parameter_by_hand(cast, today):
    """RULES part 2: a decision does it, through `decisions.workflow.parameters`."""
    values = {"name": "papers_wd", "value": 7, "since": today + 3 * DAY, "decided_by": "DEC/4"}
    for user in (cast.aizada, cast.ingrid, cast.aiko):
        with pytest.raises(NotPermitted):
            workflow.set_parameter(by=user, **values)
    workflow.set_parameter(by=THE_PORTAL, **values)
    assert Parameter.value_of("papers_wd") == 5
    assert Parameter.value_of("papers_wd", today + 3 * DAY) == 7
    with pytest.raises(Refused, match="from that day already"):
        workflow.set_parameter(by=THE_PORTAL, **values)
    workflow.set_parameter(by=THE_PORTAL, **values | {"value": 8, "decided_by": "DEC/5"})
    assert Parameter.value_of("papers_wd", today + 3 * DAY) == 8
    assert Parameter.objects.filter(name="papers_wd", since=today + 3 * DAY).count() == 2
    with pytest.raises(Refused, match="Name the decision"):
        workflow.set_parameter(by=THE_PORTAL, **values | {"since": today, "decided_by": " "})


@pytest.mark.parametrize(
    ("name", "value"),
    [("close_of_business_hour", 24), ("representation_co_chairs", 3), ("silence_default_wd", 0)],
)
def test_a_value_that_makes_no_sense_is_refused(cast, today, name, value):
    with pytest.raises(Refused, match="lies between"):
        workflow.set_parameter(by=THE_PORTAL, name=name, value=value, since=today, decided_by="DEC/4")


def test_the_history_of_parameters_is_kept_by_the_database(cast, today):
    row = workflow.set_parameter(by=THE_PORTAL, name="papers_wd", value=7, since=today, decided_by="DEC/4")
    for change in (row.delete, lambda: Parameter.objects.update(value=1)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_slugs_are_made_of_cyrillic_names_too(cast):
    person = workflow.add_person(by=cast.aizada, name="Жылдыз Өмүрова", organisation=cast.orgs.fao)
    again = workflow.add_person(by=cast.aizada, name="Жылдыз Өмүрова", organisation=cast.orgs.fao)
    assert (person.slug, again.slug) == ("jyldyz-omurova", "jyldyz-omurova-2")
