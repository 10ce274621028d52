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
def wrote_update(user, update):
    """Is the author of the update, and still writes for its organisation or in its group."""
    standing = Standing.of(user)
    if update is None or standing.person is None or standing.person.pk != update.author_id:
        return False
    return speaks_for_members.test(user) or update.group_id in standing.groups


@rules.predicate
def speaks_for_members(user):
    """The secretariat, or who represents a member: they write to the whole Network."""
    standing = Standing.of(user)
    return standing.is_secretariat or standing.represents_a_member


@rules.predicate
def sits_in_a_group(user):
    """Takes part in a working group: there everybody may write, partners too."""
    return bool(Standing.of(user).groups)


@rules.predicate
def takes_part_from_outside(user):
    """A partner, the state counterpart or an observer: what they take away is stamped (RULES R8.46)."""
    return Standing.of(user).is_outsider


may_add = is_secretariat | represents_a_member
may_keep = is_secretariat | owns_it
may_write_updates = speaks_for_members | sits_in_a_group
# A draft is seen by its author alone, so that of others the rest is about what was posted.
may_change_update = is_secretariat | owns_it | wrote_update

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


@explains("knowledge.update")
def why_update(user, update):
    """Why somebody sees an update (RULES R10.64)."""
    standing = Standing.of(user)
    if standing.person is not None and standing.person.pk == update.author_id:
        return _("You see this because you wrote it.")
    if not update.is_posted:
        return seen_as(user, _("it was withdrawn; its organisation, secretariat and co-chairs see it."))
    return seen_as(user, _why_on_the_shelves(standing, update, set(update.readers)))


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
