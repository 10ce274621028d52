"""Who sees working groups and what is in their space, and who runs them (RULES R8.41, R8.44; USERS.md 6, 7).

Insiders of the Network see every group: who is in it, what it owes, what it shares with the Network. Its space
(documents, letters, its text while it is drafted) is for its own people, the secretariat and the co-chairs.
Readers for the Programme Management Team see groups that were established, without their space. Partners, and
staff of members who are nobody's focal point, see the groups in which they sit and nothing else; what is meant
for "the group without its partners", and what is confidential, partners do not see.
"""

import rules
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.core.access import explains
from foundation.core.templatetags.ui import in_language
from foundation.documents.models import Classification
from members.access import is_co_chair, is_insider, is_secretariat, represents_a_member, seen_as
from members.standing import BY_OFFICE, Standing
from workinggroups.states import (
    ESTABLISHED,
    LEADING,
    GroupAudience,
    GroupState,
    JoinState,
    Origin,
    TermsState,
)

office = is_secretariat | is_co_chair


def group_of(thing):
    """The key of the group that a thing is, or belongs to."""
    return getattr(thing, "group_id", None) or thing.pk


@rules.predicate
def sits(user, thing):
    """Sits in the group today, or represents an organisation that does."""
    return thing is not None and group_of(thing) in Standing.of(user).groups


@rules.predicate
def leads(user, thing):
    """Is the group's lead or co-lead today."""
    return thing is not None and bool(Standing.of(user).groups.get(group_of(thing), set()) & set(LEADING))


@rules.predicate
def sits_for_a_member(user, thing):
    """Sits in the group for a member of the Network: not one of the group's partners."""
    return sits.test(user, thing) and Standing.of(user).is_of_a_member


@rules.predicate
def is_asked(user, joining):
    """Is the person who is invited, or who asks to join."""
    return (
        joining is not None
        and Standing.of(user).person is not None
        and (joining.person_id == Standing.of(user).person.pk)
    )


@rules.predicate
def owns_it(user, deliverable):
    """Represents the organisation that owes the deliverable, or is the person named."""
    standing = Standing.of(user)
    if deliverable is None or standing.person is None:
        return False
    return deliverable.owner_id in standing.represents or deliverable.person_id == standing.person.pk


@rules.predicate
def owns_group_feed(user, feed):
    """Is the person whose calendar program reads this secret address."""
    return feed is not None and Standing.of(user).person == feed.person


@rules.predicate
def proposed_it(user, group):
    """Belongs to the office, or represents the member that proposes the group."""
    return group is not None and (
        office.test(user) or group.proposed_by_id in Standing.of(user).member_organisations
    )


@rules.predicate
def may_ask_to_join(user, group):
    """Belongs to a member of the Network, sees the group and does not sit in it yet."""
    standing = Standing.of(user)
    if group is None or not standing.is_of_a_member or standing.person is None:
        return False
    roles = standing.groups.get(group.pk)
    return roles is None or BY_OFFICE in roles


@rules.predicate
def remarks_on_terms(user, saying):
    """Speaks for an organisation of the group: `saying` is a `foundation.review.access.Saying`."""
    terms = saying.text.owner
    if terms.state == TermsState.DRAFT:
        return False
    spoken_for = {organisation.slug for organisation in voices_in(user, terms.group)}
    return bool(spoken_for) if saying.paragraph is None else saying.voice in spoken_for


def voices_in(user, group):
    """The organisations in whose name this person speaks in the group."""
    standing = Standing.of(user)
    if standing.person is None:
        return []
    own = Q(person=standing.person) | Q(organisation__in=list(standing.represents), person__isnull=True)
    own |= Q(organisation__in=list(standing.member_organisations))
    rows = group.seats.on().filter(own).select_related("organisation")
    return list({row.organisation_id: row.organisation for row in rows}.values())


runs = is_secretariat | leads
in_its_space = office | sits

rules.add_perm("workinggroups.see_space", in_its_space)
rules.add_perm("workinggroups.run", runs)
rules.add_perm("workinggroups.remark_on_termsofreference", remarks_on_terms)


@rules.predicate
def answers_for_terms(user, saying):
    """Who runs the group answers the remarks on its text."""
    return saying is not None and runs.test(user, saying.text.owner)


rules.add_perm("workinggroups.answer_for_termsofreference", answers_for_terms)


@explains("workinggroups.workinggroup")
def why_group(user, group):
    """Why somebody sees a group."""
    standing = Standing.of(user)
    if standing.is_secretariat or standing.is_co_chair:
        return seen_as(user, _("secretariat and co-chairs see every working group and its space."))
    if group.pk in standing.groups:
        name = in_language(group)
        return seen_as(user, _("you take part in the working group “%(group)s”.") % {"group": name})
    if standing.is_insider:
        return seen_as(
            user, _("the Network's working groups are known to all its members, their space is not.")
        )
    return seen_as(user, _("readers of the reports see the working groups that were established."))


@explains("workinggroups.deliverable")
def why_deliverable(user, deliverable):
    """Why somebody sees a deliverable."""
    return why_group(user, deliverable.group)


@explains("workinggroups.termsofreference")
def why_terms(user, terms):
    """Why somebody sees terms of reference."""
    return why_group(user, terms.group)


@explains("workinggroups.groupnote")
def why_note(user, note):
    """Why somebody sees a letter to a group."""
    return why_group(user, note.group)


@explains("workinggroups.groupdocument")
def why_document(user, document):
    """Why somebody sees a document of a group."""
    if document.audience == GroupAudience.NETWORK and not in_its_space.test(user, document):
        return seen_as(user, _("the group shared this document with the Network."))
    return why_group(user, document.group)


@explains("workinggroups.joinrequest")
def why_joining(user, joining):
    """Why somebody sees a request to join, or an invitation."""
    if is_asked.test(user, joining):
        return _("You see this because it is about you.")
    return seen_as(user, _("who runs the group answers who joins it."))


def groups_visible_to(rows, user):
    """Narrow groups to those that `user` may see."""
    standing = Standing.of(user)
    if standing.is_secretariat or standing.is_co_chair:
        return rows
    own = Q(pk__in=list(standing.groups))
    if standing.is_insider:
        mine = Q(proposed_by__in=list(standing.represents))
        return rows.filter(~Q(state=GroupState.NOT_ESTABLISHED) | own | mine)
    if standing.is_pmt_reader:
        return rows.filter(Q(state__in=ESTABLISHED) | own)
    return rows.filter(own)


def documents_visible_to(rows, user):
    """Narrow documents of groups to those that `user` may see."""
    standing = Standing.of(user)
    if standing.is_secretariat or standing.is_co_chair:
        return rows
    leading = [pk for pk, roles in standing.groups.items() if roles & set(LEADING)]
    kept = Q(withdrawn_at__isnull=True) | Q(group__in=leading)
    seen = Q(group__in=list(standing.groups))
    if not standing.is_of_a_member:
        seen &= Q(classification=Classification.UNCLASSIFIED) & ~Q(audience=GroupAudience.GROUP_MEMBERS)
    if standing.is_insider:
        seen |= Q(audience=GroupAudience.NETWORK)
    elif standing.is_pmt_reader:
        seen |= Q(audience=GroupAudience.NETWORK, classification=Classification.UNCLASSIFIED)
    return rows.filter(kept, seen)


def notes_visible_to(rows, user):
    """Narrow letters to groups to those that `user` may see; a draft is its writer's and the secretariat's."""
    standing = Standing.of(user)
    if standing.is_secretariat:
        return rows
    sent = Q(sent_at__isnull=False)
    if not standing.is_co_chair:
        sent &= Q(group__in=list(standing.groups))
        if not standing.is_of_a_member:
            sent &= ~Q(audience=GroupAudience.GROUP_MEMBERS)
    return (
        rows.filter(sent | Q(written_by=user) & Q(group__in=list(standing.groups)))
        if standing.person
        else rows.none()
    )


def terms_visible_to(rows, user):
    """The text while it is drafted: the group's people and the office; once agreed, who sees the group."""
    from workinggroups.models import WorkingGroup  # noqa: PLC0415 -- models import this module lazily too

    standing = Standing.of(user)
    if standing.is_secretariat or standing.is_co_chair:
        return rows
    agreed = Q(agreed_on__isnull=False, group__in=WorkingGroup.objects.visible_to(user))
    return rows.filter(agreed | Q(group__in=list(standing.groups)))


def joinings_visible_to(rows, user):
    """Requests and invitations: the office, who leads the group, and whom it is about."""
    standing = Standing.of(user)
    if standing.is_secretariat or standing.is_co_chair:
        return rows
    if standing.person is None:
        return rows.none()
    leading = [pk for pk, roles in standing.groups.items() if roles & set(LEADING)]
    return rows.filter(Q(group__in=leading) | Q(person=standing.person))


__all__ = (
    "JoinState",
    "Origin",
    "in_its_space",
    "is_asked",
    "is_co_chair",
    "is_insider",
    "is_secretariat",
    "leads",
    "may_ask_to_join",
    "office",
    "owns_group_feed",
    "owns_it",
    "proposed_it",
    "represents_a_member",
    "runs",
    "sits",
    "sits_for_a_member",
    "voices_in",
)
