"""Open the door of an empty portal: the first secretariat officer, who then invites everybody else."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.workflow import invitation_token, prepare_account
from foundation.audit.record import record
from members.models import Appointment, Organisation, Participation, Person
from members.states import Office, OrganisationKind, Part
from members.workflow.directory import free_slug


class Command(BaseCommand):
    help = "Make the first secretariat officer of an empty portal and print the invitation's link."

    def add_arguments(self, parser):
        """Who it is."""
        parser.add_argument("--name", required=True)
        parser.add_argument("--email", required=True)
        parser.add_argument("--language", default="en", choices=[code for code, _name in settings.LANGUAGES])

    @transaction.atomic
    def handle(self, *args, **options):
        """Make organisation, person, office and account; refuse when the secretariat has somebody."""
        if Appointment.objects.on().filter(office=Office.SECRETARIAT, person__user__is_active=True).exists():
            raise CommandError(
                "The secretariat has an officer with an account already, who can invite others."
            )
        person = self._officer(options["name"], options["email"])
        sleeping = person.user or User.objects.create_user(
            options["email"], options["name"], language=options["language"], is_active=False
        )
        person.user = sleeping
        person.save()
        invitation = prepare_account(
            sleeping, email=options["email"], name=options["name"], language=options["language"], by=sleeping
        )
        record(person, "members.invite")
        path = reverse("accounts:invitation", args=[invitation_token(invitation)])
        self.stdout.write(f"Open this link within 14 days:\n{settings.SITE_URL}{path}")

    def _officer(self, name, email):
        today = timezone.localdate()
        iom, made = Organisation.objects.get_or_create(
            slug="iom",
            defaults={
                "acronym": "IOM", "name": "International Organization for Migration",
                "kind": OrganisationKind.UN_ENTITY,
            },
        )  # fmt: skip
        if made:
            for part in (Part.COORDINATOR, Part.MEMBER):
                Participation.objects.create(organisation=iom, part=part, starts_on=today)
        person = Person.objects.filter(email__iexact=email).first() or Person.objects.create(
            slug=free_slug(Person, name), name=name, email=email, organisation=iom
        )
        if not person.appointments.on().filter(office=Office.SECRETARIAT).exists():
            Appointment.objects.create(person=person, office=Office.SECRETARIAT, starts_on=today)
        return person
