"""Who reads what in the library, and who keeps it (RULES R8.41 to R8.46).

A document carries the keys of its readers; somebody sees it who holds one of them. Insiders hold `network`,
secretariat and co-chairs `office` as well, the state counterpart's people `state`; who sits in a group holds
its key. Readers for the Programme Management Team hold what is public and what they are named for.
"""

import rules
from django.utils.translation import gettext as _

from foundation.core.access import explains
from knowledge.models.readers import NETWORK, OFFICE, PUBLIC, STATE
from knowledge.states import DocumentState
from members.access import is_co_chair, is_insider, is_secretariat, seen_as
from members.standing import Standing
from members.states import Part


def keys_of(user):
    """The reader's keys that somebody holds today."""
    standing = Standing.of(user)
    held = [PUBLIC]
    if standing.person is None:
        return held
    held.append(f"person:{standing.person.pk}")
    held += [f"owner:{pk}" for pk in standing.member_organisations]
    held += [f"group:{pk}" for pk in standing.groups]
    if standing.is_of_a_member:
        held += [f"members:{pk}" for pk in standing.groups]
    if standing.is_insider:
        held.append(NETWORK)
    if standing.is_secretariat or standing.is_co_chair:
        held.append(OFFICE)
    if Part.STATE_COUNTERPART in standing.parts:
        held.append(STATE)
    return held


def documents_visible_to(rows, user):
    """Narrow documents to those of whose readers `user` is one."""
    return rows.filter(readers__overlap=keys_of(user))


@rules.predicate
def owns_it(user, document):
    """Represents the member that owns the document."""
    return document is not None and document.owner_id in Standing.of(user).member_organisations


@rules.predicate
def sits_in_its_group(user, document):
    """Sits in the group for which the document is meant."""
    return document is not None and document.group_id in Standing.of(user).groups


may_add = is_insider
may_keep = is_secretariat | owns_it

rules.add_perm("knowledge.see_library", rules.is_authenticated)
rules.add_perm("knowledge.see_access_records", may_keep)


@explains("knowledge.document")
def why_document(user, document):
    """Why somebody sees a document of the library."""
    standing = Standing.of(user)
    if PUBLIC in document.readers:
        return _("You see this because it was released to the public.")
    if standing.person is not None and f"person:{standing.person.pk}" in document.readers:
        return _("You see this because it is meant for you by name.")
    if document.state in (DocumentState.DRAFT, DocumentState.WITHDRAWN):
        return seen_as(user, _("it is not in the library; its owner, secretariat and co-chairs see it."))
    if document.group_id in standing.groups and NETWORK not in document.readers:
        return seen_as(user, _("it is meant for the working group in which you take part."))
    if standing.is_insider:
        return seen_as(user, _("the library is shared inside the Network."))
    return seen_as(user, _("it is shared with the state counterpart."))


__all__ = ("is_co_chair", "keys_of", "may_add", "may_keep", "sits_in_its_group")
