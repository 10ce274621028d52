"""Who reads what in the library, and who keeps it (RULES R8.41 to R8.46).

A document carries the keys of its readers; somebody sees it who holds one of them. Insiders hold `network`,
secretariat and co-chairs `office` as well, the state counterpart's people `state`; who sits in a group holds
its key. Readers for the Programme Management Team hold what is public and what they are named for.
"""

import rules
from django.utils.translation import gettext as _

from foundation.core.access import explains
from foundation.core.templatetags.ui import in_language
from knowledge.models.readers import NETWORK, OFFICE, PUBLIC, STATE
from members.access import is_secretariat, represents_a_member, seen_as
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
def owns_released(user, release):
    """Represents the member that owns the document which is to be released."""
    return release is not None and owns_it.test(user, release.document)


@rules.predicate
def takes_part_from_outside(user):
    """A partner, the state counterpart or an observer: what they take away is stamped (RULES R8.46)."""
    return Standing.of(user).is_outsider


may_add = is_secretariat | represents_a_member
may_keep = is_secretariat | owns_it

rules.add_perm("knowledge.see_access_records", may_keep)
rules.add_perm("knowledge.see_releases", may_keep)
rules.add_perm("knowledge.keep_library", may_add)


@explains("knowledge.document")
def why_document(user, document):
    """Why somebody sees a document of the library (RULES R10.64)."""
    standing, readers = Standing.of(user), set(document.readers)
    if PUBLIC in readers:
        return _("You see this because it was released to the public.")
    if standing.person is not None and f"person:{standing.person.pk}" in readers:
        return _("You see this because it is meant for you by name.")
    if not document.is_on_the_shelves:
        return seen_as(user, _("it is not in the library; its owner, secretariat and co-chairs see it."))
    return seen_as(user, _why_on_the_shelves(standing, document, readers))


def _why_on_the_shelves(standing, document, readers):
    if NETWORK in readers and standing.is_insider:
        return _("the library is shared inside the Network.")
    if document.group_id in standing.groups and readers & {
        f"group:{document.group_id}",
        f"members:{document.group_id}",
    }:
        group = in_language(document.group)
        return _("it is meant for the working group “%(group)s”, in which you take part.") % {"group": group}
    if document.owner_id in standing.member_organisations:
        return _("your organisation owns it.")
    if OFFICE in readers and (standing.is_secretariat or standing.is_co_chair):
        return _("secretariat and co-chairs see what is in the library.")
    return _("it is shared with the state counterpart.")
