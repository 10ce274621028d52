"""The life of an update.

    draft ──post──▶ posted ──withdraw──▶ withdrawn
     │ ▲               ▲                    │
  discard │            └──── put back ──────┘
     ▼ │ take up again
   discarded

Members and the secretariat write to the Network; who sits in a group from outside writes in that group alone
(RULES R8.44).
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.states import Hat
from foundation.core.workflow import NotPermitted, Refused, Workflow
from foundation.documents.models import Classification
from knowledge.access import (
    is_secretariat,
    may_change_update,
    may_write_updates,
    owns_it,
    speaks_for_members,
    wrote_update,
)
from knowledge.models import Document, Update
from knowledge.states import UPDATE_AUDIENCES, UPDATE_MAP, LibraryAudience, UpdateState
from knowledge.workflow.documents import in_all_languages
from members.models import Parameter
from members.standing import Standing

S = UpdateState
UPDATE = Workflow("knowledge", UpdateState, UPDATE_MAP)
# Once an update is posted, this has an act of its own.
FOR_WHOM = ("classification", "audience", "group", "owner")


def hat_of_writer(user, update):
    """The hat under which somebody acts: of two, that of the organisation (RULES R2.6)."""
    if owns_it.test(user, update):
        return Hat.MEMBER
    return Hat.SECRETARIAT if is_secretariat.test(user) else Hat.PARTICIPANT


def refuse_readers(by, *, owner, classification, audience, group):
    """Raise `Refused` where these do not go together, `NotPermitted` where `by` may not write so."""
    if audience not in UPDATE_AUDIENCES or classification == Classification.STRICTLY_CONFIDENTIAL:
        raise Refused(
            _("An update is for the Network or for a group. Put what is for named persons into the library.")
        )
    if audience == LibraryAudience.GROUP and group is None:
        raise Refused(_("Choose the working group for which the update is meant."))
    if classification != Classification.UNCLASSIFIED and audience == LibraryAudience.NETWORK_AND_STATE:
        raise Refused(_("What is confidential is not for the state counterpart. Choose another audience."))
    standing = Standing.of(by)
    if audience == LibraryAudience.GROUP and not standing.is_secretariat and group.pk not in standing.groups:
        raise NotPermitted(_("You may choose working groups in which you take part only."))
    if standing.is_secretariat or owner.pk in standing.member_organisations:
        return
    if speaks_for_members.test(by) or owner.pk != standing.organisation_id:
        raise NotPermitted(_("You may write in the name of your own organisation only."))
    if audience != LibraryAudience.GROUP or classification != Classification.UNCLASSIFIED:
        raise NotPermitted(_("You may write in your working groups only, and nothing confidential."))


def _readers_of(update, **changed):
    return {name: changed.get(name, getattr(update, name)) for name in FOR_WHOM}


@UPDATE.creation(
    may=may_write_updates, hat=hat_of_writer, label=_("Write an update"), done=_("Update drafted")
)
def write_update(*, by, documents=(), **fields):
    """Keep a draft, which its author alone sees. Returns the `Update`."""
    update = Update(author=by.person, **fields)
    if update.audience != LibraryAudience.GROUP:
        update.group = None
    refuse_readers(by, **_readers_of(update))
    update.save()
    update.documents.set(documents)
    return update


def too_late_to_edit(update):
    """Why the words of an update cannot be changed any more, in sentences (RULES R10.59)."""
    days = Parameter.value_of("update_edit_days")
    if update.posted_at is not None and timezone.now() >= update.posted_at + timedelta(days=days):
        yield _(
            "Its words could be changed for %(days)s days after it was posted. Withdraw it, and write a new one."
        ) % {"days": days}


@UPDATE.act(
    S.DRAFT, S.POSTED, may=may_change_update, hat=hat_of_writer, missing=too_late_to_edit,
    label=_("Edit"), done=_("Update edited"),
)  # fmt: skip
def edit_update(update, *, by, version, documents=None, **fields):
    """Change the words; for whom it is, of a draft only. Raises `Stale` when somebody else saved first.

    Documents that `by` may not see stay linked: whoever does not know of them cannot mean to take them off.
    """
    update.take(version)
    changed = [name for name, value in fields.items() if getattr(update, name) != value]
    if update.is_posted and set(changed) & set(FOR_WHOM):
        raise Refused(_("For whom an update is, is changed by an act of its own, on its page."))
    for name in changed:
        setattr(update, name, fields[name])
    if not update.is_posted:
        if update.audience != LibraryAudience.GROUP:
            update.group = None
        refuse_readers(by, **_readers_of(update))
    if documents is not None and _link(update, by, documents):
        changed.append("documents")
    if update.is_posted and changed:
        update.changed_at = timezone.now()
    update.act_details = {"changed": changed}


def _link(update, by, documents):
    linked = set(update.documents.values_list("pk", flat=True))
    known = set(Document.objects.visible_to(by).filter(pk__in=linked).values_list("pk", flat=True))
    wanted = {document.pk for document in documents} | (linked - known)
    update.documents.set(wanted)
    return wanted != linked


@UPDATE.move(
    S.DRAFT, to=S.POSTED, may=wrote_update, hat=hat_of_writer, label=_("Post it"), done=_("Update posted")
)
def post_update(update, *, by):
    """From now on its readers see it, and their next letters tell of it."""
    refuse_readers(by, **_readers_of(update))
    update.posted_at = timezone.now()
    update.act_details = {"audience": in_all_languages(LibraryAudience(update.audience))}


@UPDATE.move(
    S.DRAFT, to=S.DISCARDED, may=wrote_update, hat=hat_of_writer,
    label=_("Discard the draft"), done=_("Draft discarded"),
)  # fmt: skip
def discard_update(update, *, by):
    """The draft is not needed; it can be taken up again."""


@UPDATE.move(
    S.DISCARDED, to=S.DRAFT, may=wrote_update, hat=hat_of_writer,
    label=_("Take it up again"), done=_("Draft taken up again"),
)  # fmt: skip
def take_up_update(update, *, by):
    """Go on with a draft that was discarded."""


@UPDATE.move(
    S.POSTED, to=S.WITHDRAWN, may=may_change_update, hat=hat_of_writer,
    label=_("Withdraw"), done=_("Update withdrawn"),
)  # fmt: skip
def withdraw_update(update, *, by, reason):
    """Its readers see it no more, for a reason; it is kept and can be put back."""
    if not reason.strip():
        raise Refused(_("Say why the update is withdrawn."))
    update.withdrawn_because = reason.strip()


@UPDATE.move(
    S.WITHDRAWN, to=S.POSTED, may=may_change_update, hat=hat_of_writer,
    label=_("Put back"), done=_("Update put back"),
)  # fmt: skip
def put_back_update(update, *, by):
    """Its readers see it again, at the place where it stood."""
    update.withdrawn_because = ""


@UPDATE.act(
    S.POSTED, may=may_change_update, hat=hat_of_writer,
    label=_("Change for whom it is"), done=_("For whom an update is was changed"),
)  # fmt: skip
def change_update_readers(update, *, by, classification, audience, group=None):
    """Widen or narrow who reads it; who may not any more finds it nowhere from this moment on."""
    update.classification, update.audience = classification, audience
    update.group = group if audience == LibraryAudience.GROUP else None
    refuse_readers(by, **_readers_of(update))
    update.act_details = {"audience": in_all_languages(LibraryAudience(audience))}
