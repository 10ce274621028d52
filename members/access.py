"""Who is who, and who may see or change the directory.

Secretariat officers and co-chairs hold a dated office; a member is represented by its focal point and
alternates; insiders are all of these; outsiders (state bodies, partners, observers) see the secretariat,
the co-chairs, the names of the members, and their own organisation; PMT readers read the list.
"""

import rules
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.core.access import explains
from foundation.core.templatetags.ui import in_language
from members.standing import Standing
from members.states import CO_CHAIR_OFFICES, Office, Part, Role


@rules.predicate
def is_secretariat(user):
    """Holds an office in the secretariat today."""
    return Standing.of(user).is_secretariat


@rules.predicate
def is_co_chair(user):
    """Holds a co-chair's office today, or stands in for its holder."""
    return Standing.of(user).is_co_chair


@rules.predicate
def represents_a_member(user):
    """Is the focal point or an alternate of a member today."""
    return Standing.of(user).represents_a_member


@rules.predicate
def is_insider(user):
    """Belongs to the Network itself."""
    return Standing.of(user).is_insider


@rules.predicate
def reads_reports(user):
    """Insiders, and readers for the Programme Management Team."""
    standing = Standing.of(user)
    return standing.is_insider or standing.is_pmt_reader


@rules.predicate
def represents_it(user, organisation):
    """Is the focal point or an alternate of this organisation today."""
    return organisation is not None and organisation.pk in Standing.of(user).represents


@rules.predicate
def is_own_entry(user, person):
    """Is this person themselves."""
    return person is not None and Standing.of(user).person == person


@rules.predicate
def owns_feed(user, feed):
    """Is the person whose calendar this secret address shows."""
    return feed is not None and Standing.of(user).person == feed.person


rules.add_perm("circulation.see_circulations", is_secretariat)
rules.add_perm("members.see_member_list", reads_reports)
rules.add_perm("members.keep_directory", is_secretariat)
rules.add_perm("members.see_accounts", is_secretariat)
rules.add_perm("members.represent", represents_it)


def hat_of(user):
    """The hat under which `user` sees internal things, in the active language; the widest view first."""
    from members.models import Organisation  # noqa: PLC0415 -- models import this module lazily too

    standing = Standing.of(user)
    for office in (Office.SECRETARIAT, *CO_CHAIR_OFFICES):
        if office in standing.offices:
            return office.label
    spoken_for = standing.member_organisations or (set(standing.represents) if standing.is_outsider else ())
    organisation = standing.person.organisation if standing.organisation_id in spoken_for else None
    if spoken_for and organisation is None:
        organisation = Organisation.objects.filter(pk__in=spoken_for).order_by("pk").first()
    if organisation:
        words = {
            "role": Role(standing.represents[organisation.pk]).label,
            "organisation": in_language(organisation, "acronym"),
        }
        return _("%(role)s of %(organisation)s") % words
    if standing.is_pmt_reader:
        return Office.PMT_READER.label
    return in_language(standing.person.organisation, "acronym") if standing.person else ""


def seen_as(user, reason):
    """The sentence "You see this as …: …"; every app's reasons end in it."""
    return _("You see this as %(hat)s: %(reason)s") % {"hat": hat_of(user), "reason": reason}


@explains("members.organisation")
def why_organisation(user, organisation):
    """Why somebody sees an organisation."""
    standing = Standing.of(user)
    if standing.is_insider or standing.is_pmt_reader:
        return seen_as(user, _("the directory is shared inside the Network."))
    if organisation.pk == standing.organisation_id:
        return seen_as(user, _("it is your own organisation."))
    return seen_as(user, _("the names of the members are known to all who take part in the Network."))


@explains("members.person")
def why_person(user, person):
    """Why somebody sees a person."""
    standing = Standing.of(user)
    if person == standing.person:
        return _("You see this because it is your own entry.")
    if standing.is_insider or standing.is_pmt_reader:
        return seen_as(user, _("the directory is shared inside the Network."))
    if person.organisation_id == standing.organisation_id:
        return seen_as(user, _("this is a colleague of your organisation."))
    return seen_as(user, _("co-chairs and secretariat can be reached by all who take part in the Network."))


@explains("members.handover")
def why_handover(user, handover):
    """Why somebody sees a handover pack."""
    if Standing.of(user).is_secretariat:
        return seen_as(user, _("the secretariat moves what is still open."))
    return _("You see this because you take over.")


@explains("circulation.circulation")
@explains("circulation.delivery")
def why_circulation(user, circulation):
    """Why somebody sees who wrote to whom."""
    return seen_as(user, _("only the secretariat sees to whom letters went."))


def organisations_visible_to(rows, user):
    """Narrow organisations to those that `user` may see (RULES R8.44)."""
    standing = Standing.of(user)
    if standing.is_insider or standing.is_pmt_reader:
        return rows
    if standing.person is None:
        return rows.none()
    members = type(rows)(rows.model, using=rows.db).with_part(Part.MEMBER, Part.COORDINATOR)
    return rows.filter(Q(pk=standing.organisation_id) | Q(pk__in=members.values("pk")))


def people_visible_to(rows, user):
    """Narrow people to those that `user` may see (RULES R8.44)."""
    from members.models import Appointment  # noqa: PLC0415 -- models import this module lazily too

    standing = Standing.of(user)
    if standing.is_insider or standing.is_pmt_reader:
        return rows
    if standing.person is None:
        return rows.none()
    offices = (*CO_CHAIR_OFFICES, Office.SECRETARIAT)
    holders = Appointment.objects.on().filter(office__in=offices).values("person")
    own = Q(pk=standing.person.pk) | Q(organisation=standing.organisation_id, left_on__isnull=True)
    return rows.filter(Q(pk__in=holders) | own)


def dated_rows_visible_to(rows, user):
    """Narrow roles and offices to those of people, parts to those of organisations, that `user` may see."""
    from members.models import Organisation, Person  # noqa: PLC0415 -- models import this module lazily too

    if any(field.name == "person" for field in rows.model._meta.fields):
        return rows.filter(person__in=Person.objects.visible_to(user))
    return rows.filter(organisation__in=Organisation.objects.visible_to(user))


def handovers_visible_to(rows, user):
    """The secretariat moves what is open; the successor has the pack for 60 days (RULES R10.62)."""
    standing = Standing.of(user)
    return rows if standing.is_secretariat else rows.open().filter(successor=standing.person)


def confirmations_visible_to(rows, user):
    """Narrow confirmations of entries to one's own organisations; the secretariat sees all."""
    standing = Standing.of(user)
    return rows if standing.is_secretariat else rows.filter(organisation__in=list(standing.represents))


def network_rows_visible_to(rows, user):
    """The calendar and the parameters: for everybody who takes part in the Network."""
    return rows if Standing.of(user).person else rows.none()
