"""Two working groups with something to leak: one in which the state is a partner, one in which it is not."""

from datetime import timedelta

from django.utils import timezone

from foundation.core.links import sign_link
from foundation.documents.models import Classification
from tests.factories import documents, review
from tests.factories import workinggroups as rows
from workinggroups.models import TermsOfReference
from workinggroups.states import GroupAudience, GroupRole, GroupState, Origin, TermsState
from workinggroups.workflow.feeds import make_group_feed


def make_groups(world, cast, secret, *, preparers, readers):
    """FAO leads a group with UNICEF and, as its partner, the state; UNHCR leads another one."""
    group = rows.GroupFactory(slug="wg", name="Group of the return")
    rows.seat(cast.temir, group, GroupRole.LEAD)
    rows.SeatFactory(group=group, organisation=cast.orgs.unicef, person=None)
    rows.seat(cast.kubanych, group, GroupRole.PARTNER)
    other = rows.GroupFactory(
        slug="wg-other",
        name=secret(world, "OTHERGROUP of the data", readers),
        purpose="Figures",
    )
    rows.seat(cast.leila, other, GroupRole.LEAD)
    of_members = preparers | {"temir", "aiko", "jyldyz"}
    in_space = of_members | {"kubanych"}
    slug = {"slug": group.slug}
    world.places |= {
        "group": slug,
        "group+other": {"slug": other.slug},
        "group+seat": slug | {"pk": group.seats.get(person=cast.kubanych.person).pk},
    }
    feed = make_group_feed(group, by=cast.kubanych)
    world.places |= {
        "group-feed": {"pk": feed.pk, "proof": feed.proof},
        "broken-group-feed": {"pk": feed.pk, "proof": "nothing"},
    }
    _other_lives(world, cast, secret, readers - {"kwame"}, preparers)
    _documents(world, cast, secret, group, other, preparers, readers, in_space, of_members)
    _work(world, cast, secret, group, other, preparers, readers, in_space)
    _terms(world, cast, secret, group, in_space)
    _joinings(world, cast, secret, group, preparers)


def _other_lives(world, cast, secret, insiders, preparers):
    never = {"established_on": None, "decided_by": "", "proposed_by": cast.orgs.fao}
    rows.GroupFactory(
        slug="wg-proposed",
        name=secret(world, "PROPOSEDGROUP of FAO", insiders),
        state=GroupState.PROPOSED,
        **never,
    )
    rows.GroupFactory(
        slug="wg-refused",
        name=secret(world, "REFUSEDGROUP of FAO", preparers | {"temir"}),
        state=GroupState.NOT_ESTABLISHED,
        reason="No time",
        **never,
    )
    rows.GroupFactory(
        slug="wg-closed",
        name="Closed group",
        state=GroupState.CLOSED,
        closed_on=timezone.localdate(),
        closed_by="DEC",
        final_report=documents.StoredFileFactory(name="final.pdf"),
    )
    world.places |= {f"group+{life}": {"slug": f"wg-{life}"} for life in ("proposed", "refused", "closed")}


def _documents(world, cast, secret, group, other, preparers, readers, in_space, of_members):
    kinds = {
        "group": (group, GroupAudience.GROUP, "unclassified", in_space),
        "members": (group, GroupAudience.GROUP_MEMBERS, "unclassified", of_members),
        "confidential": (group, GroupAudience.GROUP, Classification.CONFIDENTIAL, of_members),
        "network": (group, GroupAudience.NETWORK, "unclassified", readers | {"kubanych"}),
        "other": (other, GroupAudience.GROUP, "unclassified", preparers | {"leila"}),
    }
    for name, (owner, audience, classification, who) in kinds.items():
        made = rows.GroupDocumentFactory(
            group=owner,
            audience=audience,
            classification=classification,
            added_by=cast.aizada,
            title=secret(world, f"GROUPPAPER{name.upper()} of figures", who),
            note=secret(world, f"GROUPPAPERNOTE{name.upper()} on it", who),
            stored_file=documents.StoredFileFactory(name=secret(world, f"GROUPFILE{name}.pdf", who)),
        )
        world.places[f"doc-{name}"] = {"slug": owner.slug, "pk": made.pk}
    withdrawn = rows.GroupDocumentFactory(
        group=group,
        title=secret(world, "WITHDRAWNPAPER of the group", preparers | {"temir"}),
        withdrawn_at=timezone.now(),
        withdrawn_because="Wrong figures",
    )
    world.places["doc-withdrawn"] = {"slug": group.slug, "pk": withdrawn.pk}


def _work(world, cast, secret, group, other, preparers, readers, in_space):
    # Beyond what a personal feed shows: whoever has its address reads it.
    owed = rows.DeliverableFactory(
        due_on=timezone.localdate() + timedelta(days=900),
        group=group,
        owner=cast.orgs.unicef,
        title=secret(world, "DELIVERABLEOFGROUP list", readers | {"kubanych"}),
    )
    rows.DeliverableFactory(
        group=other, owner=cast.orgs.unhcr, title=secret(world, "DELIVERABLEOFOTHER list", readers)
    )
    sent = rows.GroupNoteFactory(
        group=group,
        written_by=cast.temir,
        title=secret(world, "LETTERTOGROUP title", in_space),
        body=secret(world, "LETTERBODY of it", in_space),
    )
    rows.GroupNoteFactory(group=other, title=secret(world, "LETTERTOOTHER title", preparers | {"leila"}))
    rows.GroupNoteFactory(
        group=group,
        audience=GroupAudience.GROUP_MEMBERS,
        title=secret(world, "LETTERTOMEMBERS title", in_space - {"kubanych"}),
    )
    draft = rows.GroupNoteFactory(
        group=group,
        written_by=cast.temir,
        sent_at=None,
        title=secret(world, "DRAFTLETTER title", {"aizada", "pavel", "temir"}),
    )
    slug = {"slug": group.slug}
    world.places |= {
        "deliverable": slug | {"pk": owed.pk},
        "deliverable+deliver": slug | {"pk": owed.pk, "move": "deliver"},
        "note": slug | {"pk": sent.pk},
        "note+draft": slug | {"pk": draft.pk},
    }


def _terms(world, cast, secret, group, in_space):
    text = review.TextFactory(title="Terms of reference")
    first = review.VersionFactory(text=text)
    review.ParagraphFactory(version=first, position=1, anchor="p1", html="<p>The group.</p>")
    version = review.VersionFactory(text=text, number=1, text_hash="1" * 64)
    paragraph = review.ParagraphFactory(
        version=version,
        position=1,
        anchor="p1",
        html=f"<p>{secret(world, 'TERMSTEXT of the group', in_space)}.</p>",
    )
    TermsOfReference.objects.create(
        group=group, state=TermsState.IN_REVIEW, text=text, review_ends=timezone.now() + timedelta(days=3)
    )
    comment = review.CommentFactory(
        paragraph=paragraph, by=cast.aiko, body=secret(world, "TERMSCOMMENT of UNICEF", in_space)
    )
    proposal = review.ProposalFactory(
        paragraph=paragraph,
        by=cast.aiko,
        voice="somebody",
        wording=secret(world, "TERMSWORDING of UNICEF", in_space),
    )
    slug = {"slug": group.slug}
    world.places |= {
        "terms+changes": slug | {"number": 1},
        "terms+paragraph": slug | {"pk": paragraph.pk},
        "terms+comment": slug | {"pk": comment.pk, "act": "answer"},
        "terms+proposal": slug | {"pk": proposal.pk, "act": "accept"},
    }


def _joinings(world, cast, secret, group, preparers):
    asked = rows.JoinRequestFactory(
        group=group,
        organisation=cast.orgs.unhcr,
        person=cast.leila.person,
        made_by=cast.leila,
        reason=secret(world, "JOINREASON of UNHCR", preparers | {"temir", "leila"}),
    )
    until = timezone.now() + timedelta(days=9)
    invited = rows.JoinRequestFactory(
        group=group,
        organisation=cast.orgs.who,
        person=cast.anara.person,
        made_by=cast.aizada,
        origin=Origin.INVITATION,
        role=GroupRole.OBSERVER,
        answer_by=until,
        reason="Please come.",
    )
    world.places |= {
        "joining": {"pk": asked.pk},
        "group-link": {"token": sign_link("group-invitation", until, joining=invited.pk)},
    }
