"""Why somebody sees the library's list and its forms (RULES R10.64)."""

from django.utils.translation import gettext as _

from foundation.core.access import explains_pages, pages_about
from members.access import seen_as
from members.standing import Standing

pages_about("document", "knowledge:compare", "knowledge:access_record", "knowledge:read")
pages_about("group", "knowledge:group_library", "knowledge:group_updates")
pages_about("update", "knowledge:update")


@explains_pages("knowledge:document_list")
def why_library(user):
    """Which documents stand in the list."""
    standing = Standing.of(user)
    if standing.person is None:
        return _("You see this because these documents were released to the public.")
    if standing.is_insider:
        return seen_as(user, _("the library is shared inside the Network."))
    if standing.groups:
        return seen_as(user, _("you see documents of your working groups, and what is meant for you."))
    return seen_as(user, _("you see what is meant for you, and what was released to the public."))


@explains_pages("knowledge:document_new", "knowledge:intake")
def why_adding(user):
    """Members and the secretariat fill the library."""
    return seen_as(user, _("members and the secretariat add to the library."))


@explains_pages(
    "knowledge:document_edit", "knowledge:document_withdraw", "knowledge:document_supersede",
    "knowledge:version_new", "knowledge:classification", "knowledge:audience", "knowledge:reader_name",
    "knowledge:release_ask", "knowledge:release_move",
)  # fmt: skip
def why_keeping(user):
    """Forms of who keeps a document."""
    return seen_as(user, _("its owner organisation keeps a document, and the secretariat helps."))


@explains_pages("knowledge:update_list")
def why_updates(user):
    """Which updates stand in the list."""
    standing = Standing.of(user)
    if standing.is_insider:
        return seen_as(user, _("updates are shared inside the Network."))
    if standing.groups:
        return seen_as(user, _("you see updates of your working groups, and what is meant for you."))
    return _("You see only updates that are meant for you.")


@explains_pages(
    "knowledge:update_new", "knowledge:update_edit", "knowledge:update_withdraw", "knowledge:update_readers"
)
def why_writing_updates(user):
    """Who writes."""
    return seen_as(user, _("members and the secretariat write updates, and partners in their own group."))


@explains_pages("update_answers:updates_stop")
def why_stopping(_user):
    """The link is the reader's own."""
    return _("You see this because the link in your own letter led you here.")
