"""One small Network with something to leak in every corner, and who may read each secret.

`places` gives the arguments of an address by the name that the table uses; `secrets` are words that stand in
exactly one row, with the short names of those who may read them.
"""

from datetime import timedelta
from types import SimpleNamespace

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from decisions.states import ActionState
from decisions.workflow import decisions as life
from decisions.workflow import proposing, state_track
from decisions.workflow import register as decision_register
from finding.workflow import save_search
from foundation.accounts.workflow import invitation_token
from foundation.circulation.states import CirculationState, DeliveryState
from foundation.core.links import sign_link
from foundation.documents.models import Audience, Classification
from foundation.review.models import Text
from foundation.search.keeping import index_everything_stale
from meetings.exports import keep_agenda
from meetings.models import Meeting, MinutesShare
from meetings.states import ItemKind, MeetingState, MinutesState, Presence
from meetings.views.board_pack import _contents as pack_contents
from meetings.views.reading import agenda_for
from meetings.workflow import (
    agenda,
    backlog,
    board_pack,
    briefing,
    check_in,
    circulated,
    late_papers,
    live,
    papers,
    polls,
    registration,
    requests,
    stakeholders,
    templates,
)
from meetings.workflow import meeting as meetings
from meetings.workflow.rsvp import reply
from members import workflow as members
from members.models import Appointment, Participation, Representation
from tests.cast import make_the_cast
from tests.factories import accounts, circulation, decisions, documents, review
from tests.factories import meetings as meeting_rows
from tests.factories import members as member_rows
from tests.factories.meetings import in_days
from tests.matrix.world_groups import make_groups
from tests.matrix.world_library import make_library
from tests.matrix.world_published import make_published
from tests.matrix.world_rounds import make_rounds
from tests.matrix.world_statements import make_statements
from tests.matrix.world_updates import make_updates

PREPARERS = {"aizada", "pavel", "ingrid", "tomas"}
SECRETARIAT = {"aizada", "pavel"}
INSIDERS = PREPARERS | {"temir", "leila", "chiara", "nurzat", "aiko", "jyldyz"}
READERS = INSIDERS | {"kwame"}
GUEST = {"kubanych"}


def make_the_world():
    """The cast, their meetings, minutes, decisions, letters."""
    # A running portal has these in mind; asked one by one in a request they look like an N+1.
    ContentType.objects.get_for_models(*apps.get_models())
    cast = make_the_cast()
    world = SimpleNamespace(cast=cast, places={"-": {}}, secrets={})
    _meetings(world, cast)
    _dates(world, cast)
    _room(world, cast)
    _minutes(world, cast)
    _decisions(world, cast)
    _proposals(world, cast)
    make_rounds(world, cast, secret, preparers=PREPARERS, insiders=INSIDERS)
    make_statements(world, cast, secret, insiders=INSIDERS)
    _letters(world, cast)
    _directory(world, cast)
    make_published(world, cast, secret, insiders=INSIDERS)
    make_groups(world, cast, secret, preparers=PREPARERS, readers=READERS)
    make_library(world, cast, secret, preparers=PREPARERS, insiders=INSIDERS)
    make_updates(world, cast, secret, preparers=PREPARERS, insiders=INSIDERS)
    feed = members.make_feed(cast.kubanych.person, by=cast.kubanych)
    world.places |= {
        "feed": {"pk": feed.pk, "proof": feed.proof}, "broken-feed": {"pk": feed.pk, "proof": "nothing"},
    }  # fmt: skip
    saved = save_search(
        cast.kubanych, name=secret(world, "SAVEDSEARCH of a guest", GUEST), words="Bishkek", facets=(),
        alerts="daily",
    )  # fmt: skip
    world.places |= {
        "saved": {"pk": saved.pk},
        "search-letters": {"token": sign_link("search-alerts", world.coming.ends_at, user=cast.aizada.pk)},
    }
    index_everything_stale()
    return world


def secret(world, word, readers):
    """Remember who may read `word`; answers it."""
    world.secrets[word] = readers
    return word


def _meetings(world, cast):
    officer = cast.aizada
    draft = meeting_rows.MeetingFactory(
        number=90, slug="draft", title=secret(world, "SECRETPLAN meeting", PREPARERS), state=MeetingState.DRAFT,
        starts_at=in_days(40), ends_at=in_days(40, 12),
    )  # fmt: skip
    coming = meeting_rows.MeetingFactory(
        number=91, slug="coming", title="Coming meeting", chair=cast.ingrid.person
    )
    closed = agenda.add_item(coming, by=officer, title=secret(world, "MEMBERSONLY item", READERS), minutes=30)
    agenda.edit_item(
        closed, by=officer, expected=closed.version, kind=ItemKind.DECISION,
        secretariat_notes=secret(world, "PRIVATENOTE of the office", PREPARERS),
    )  # fmt: skip
    opened = agenda.add_item(coming, by=officer, title="Item for guests", minutes=20, is_open_to_guests=True)
    kept = _papers(world, officer, closed, opened)
    meetings.invite_guest(coming, by=officer, organisation=cast.orgs.sms)
    meetings.convene(coming, by=officer)
    revision = circulated.issue_agenda(coming, by=officer, edition="draft")
    keep_agenda(revision, "en")
    late = agenda.add_item(
        coming, by=officer, title=secret(world, "NOTCIRCULATED item", PREPARERS), minutes=5
    )
    removed = agenda.add_item(coming, by=officer, title="Removed item", minutes=5)
    agenda.remove_item(removed, by=officer)
    proposal = agenda.propose_item(
        coming, by=cast.temir, organisation=cast.orgs.fao,
        title=secret(world, "PROPOSALOFFAO item", PREPARERS | {"temir"}),
    )  # fmt: skip
    reply(
        coming, by=cast.aiko, organisation=cast.orgs.unicef, answer="in-person", note="Coming with pleasure"
    )
    postponed = meeting_rows.MeetingFactory(
        number=92, slug="postponed", title="Postponed meeting", state=MeetingState.POSTPONED, reason="Snow",
        starts_at=in_days(20), ends_at=in_days(20, 12),
    )  # fmt: skip
    begun = meeting_rows.MeetingFactory(
        number=93, slug="begun", title="Begun meeting", state=MeetingState.CONVENED,
        starts_at=timezone.now() - timedelta(hours=1), ends_at=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    world.coming, world.item = coming, closed
    _planned(world, cast, slug=coming.slug)
    for meeting in (draft, coming, postponed, begun):
        world.places[meeting.slug] = {"slug": meeting.slug}
    slug = {"slug": coming.slug}
    world.places |= {
        "item": slug | {"pk": closed.pk}, "late": slug | {"pk": late.pk}, "removed": slug | {"pk": removed.pk},
        "proposal": slug | {"pk": proposal.pk}, "guest": slug | {"pk": coming.guests.get().pk},
        "coming+draft": slug | {"edition": "draft"}, "coming+final": slug | {"edition": "final"},
        "coming+invitation": slug | {"occasion": "invitation"},
        "coming+reminder": slug | {"occasion": "reminder"},
        **{name: slug | {"pk": paper.pk} for name, paper in kept.items()},
        "answer": {"token": sign_link(
            "rsvp", coming.ends_at, meeting=coming.pk, organisation=cast.orgs.unicef.pk, user=cast.aiko.pk
        )},
        "broken": {"token": "nothing"},
        "weekly": {"token": sign_link("weekly-letter", coming.ends_at, user=cast.aiko.pk)},
    }  # fmt: skip


def _dates(world, cast):
    """A UNCT meeting that moved away from beside ours, and dates that are being sought."""
    unct = meeting_rows.UnctMeetingFactory(
        title=secret(world, "UNCTSECRET retreat", INSIDERS), starts_at=in_days(17)
    )
    meeting_rows.BesideFactory(meeting=world.coming, unct=unct, unct_starts_at=in_days(16))
    poll = meeting_rows.DatePollFactory(title="Dates for a meeting")
    polls.answer_poll(
        poll, by=cast.temir, organisation=cast.orgs.fao, words={slot.pk: "yes" for slot in poll.slots.all()},
        note=secret(world, "DATENOTE of FAO", INSIDERS),
    )  # fmt: skip
    note = meeting_rows.CourtesyNoteFactory(
        organisation=cast.orgs.fao,
        after=world.coming,
        text=secret(world, "COURTESYTEXT to a head", SECRETARIAT),
    )
    world.places["courtesy"] = {"pk": note.pk}
    voice = f"organisation-{cast.orgs.unicef.pk}"
    token = sign_link("dates", poll.closes_at, poll=poll.pk, user=cast.aiko.pk, voice=voice)
    world.places |= {
        "unct": {"pk": unct.pk}, "poll": {"pk": poll.pk}, "poll+unicef": {"pk": poll.pk, "voice": voice},
        "poll+offered": {"pk": poll.pk, "occasion": "offered"}, "poll+link": {"token": token},
    }  # fmt: skip


def _room(world, cast):
    """A meeting that is on, with something that only some may see of it; a board pack for the members."""
    officer, begun = cast.aizada, Meeting.objects.get(slug="begun")
    taken = agenda.add_item(begun, by=officer, title="Item that is taken")
    agenda.edit_item(
        taken,
        by=officer,
        expected=taken.version,
        secretariat_notes=secret(world, "ROOMNOTE of the office", PREPARERS),
    )
    agenda.add_item(begun, by=officer, title=secret(world, "LATERITEM not circulated", PREPARERS))
    live.open_sitting(begun, by=officer)
    live.start_item(begun, by=officer, item=taken.pk)
    row = taken.in_the_room
    live.project_wording(
        row, by=officer, wording=secret(world, "WORDINGSHOWN of a decision", INSIDERS), is_projected=True,
        version=row.version,
    )  # fmt: skip
    written = briefing.briefing_of(taken)
    briefing.write_briefing(
        written, by=officer, version=written.version, purpose="To see",
        positions=secret(world, "KNOWNPOSITION of FAO", PREPARERS),
    )  # fmt: skip
    arrival = check_in.arrive(
        begun, name=secret(world, "ARRIVALNAME of a guest", SECRETARIAT), organisation_name="An agency"
    )
    contents = pack_contents(cast.aiko, agenda_for(cast.aiko, world.coming), "en")
    pack = board_pack.order_pack(world.coming, contents, guest=None)
    files = documents.StoredFileFactory(
        name="pack.pdf", content=secret(world, "PACKOFMEMBERS with papers", INSIDERS).encode()
    )
    board_pack.claim(pack.pk)
    board_pack.finish(pack, pdf=files, archive=files)
    slug = {"slug": "begun"}
    world.places |= {
        "begun+item": slug | {"pk": taken.pk}, "begun+arrival": slug | {"pk": arrival.pk},
        "coming+en": {"slug": "coming", "language": "en"}, "door": {"token": check_in.door_link(begun)},
    }  # fmt: skip


def _planned(world, cast, slug):
    """What waits for a meeting, and a template."""
    waiting = backlog.propose_to_backlog(
        by=cast.temir,
        organisation=cast.orgs.fao,
        title=secret(world, "BACKLOGOFFAO item", PREPARERS | {"temir"}),
    )
    declined = backlog.propose_to_backlog(by=cast.temir, organisation=cast.orgs.fao, title="Declined item")
    backlog.decline_backlog_item(declined, by=cast.aizada, reason="No time")
    kept = templates.make_template(by=cast.aizada, name="Our quarterly", kind="quarterly")
    away = templates.make_template(by=cast.aizada, name="Put away", kind="quarterly")
    templates.put_template_away(away, by=cast.aizada)
    asked = requests.ask_for_meeting(
        by=cast.temir, organisation=cast.orgs.fao, reason=secret(world, "REASONOFFAO to meet", PREPARERS | {"temir"}),
        items="Border",
    )  # fmt: skip
    requests.accept_request(asked, by=cast.ingrid)
    world.places["request-accepted"] = {"pk": asked.pk}
    asked = requests.ask_for_meeting(
        by=cast.temir, organisation=cast.orgs.fao, reason="Once more", items="Border"
    )
    _special(world, cast)
    _stakeholders(world, cast)
    world.places |= {
        "request": {"pk": asked.pk},
        "backlog": {"pk": waiting.pk}, "backlog-declined": {"pk": declined.pk}, "template": {"pk": kept.pk},
        "template-away": {"pk": away.pk}, "offer": {"slug": slug, "key": f"backlog-{waiting.pk}"},
    }  # fmt: skip


def _special(world, cast):
    """An extraordinary meeting on short notice, an annual one that was held, and a paper that came late."""
    short = meeting_rows.MeetingFactory(
        kind="extraordinary", number=95, slug="short", title=secret(world, "SHORTNOTICE meeting", PREPARERS),
        starts_at=in_days(2, 15), ends_at=in_days(2, 16),
    )  # fmt: skip
    annual = meeting_rows.MeetingFactory(
        kind="annual", number=96, slug="annual", title="Annual meeting", state=MeetingState.HELD,
        starts_at=in_days(-300), ends_at=in_days(-300, 12),
    )  # fmt: skip
    soon = meeting_rows.MeetingFactory(
        number=97, slug="soon", title="Meeting soon", state=MeetingState.CONVENED, starts_at=in_days(3, 15),
        ends_at=in_days(3, 16),
    )  # fmt: skip
    item = agenda.add_item(soon, by=cast.aizada, title="Item with a late paper", minutes=5)
    paper = meeting_rows.PaperFactory(
        item=item, title=secret(world, "LATEPAPER figures", PREPARERS), added_by=cast.aizada
    )
    late_papers.ask_leave(paper, by=cast.aizada, reason="The census came today")
    world.places |= {
        "short": {"slug": short.slug}, "annual": {"slug": annual.slug},
        "late-paper": {"slug": soon.slug, "pk": paper.pk},
    }  # fmt: skip


def _stakeholders(world, cast):
    """An annual meeting ahead with a stakeholder that is registered and one whose invitation was withdrawn."""
    officer = cast.aizada
    meeting = meeting_rows.MeetingFactory(
        kind="annual", number=98, slug="stake", title="Annual meeting ahead", starts_at=in_days(60),
        ends_at=in_days(60, 14),
    )  # fmt: skip
    opened = agenda.add_item(meeting, by=officer, title="Item for all", minutes=20, is_open_to_guests=True)
    closed = agenda.add_item(
        meeting, by=officer, title=secret(world, "AMONGMEMBERS item", READERS), minutes=20
    )
    papers_of = {
        item: meeting_rows.PaperFactory(
            item=item, title=f"Paper of {item.title}", added_by=officer, audience=Audience.NETWORK_AND_STATE
        )
        for item in (opened, closed)
    }
    meetings.convene(meeting, by=officer)
    circulated.issue_agenda(meeting, by=officer, edition="draft")
    row = stakeholders.invite_stakeholder(
        meeting, by=officer, name="A foundation", language="en", email="fund@test.example",
        contact=secret(world, "CONTACTOF a foundation", PREPARERS),
    )  # fmt: skip
    away = stakeholders.invite_stakeholder(meeting, by=officer, name="Away", email="away@test.example")
    stakeholders.withdraw_stakeholder(away, by=officer)
    stakeholders.invite_stakeholder(meeting, by=officer, name="Silent", email="silent@test.example")
    registration.answer(row, by=officer, people=[{"name": "A Registrant"}])
    slug, token = {"slug": "stake"}, registration.link_token(row)
    world.places |= {
        "stake": slug, "stake+row": slug | {"pk": row.pk}, "stake+away": slug | {"pk": away.pk},
        "stake+invitation": slug | {"occasion": "invitation"}, "stake+link": {"token": token},
        "stake+paper": {"token": token, "pk": papers_of[opened].pk},
        "stake+closed": {"token": token, "pk": papers_of[closed].pk},
    }  # fmt: skip


def _papers(world, officer, closed, opened):
    kinds = {
        "paper": (closed, Audience.NETWORK, Classification.UNCLASSIFIED),
        "guest-paper": (opened, Audience.NETWORK_AND_STATE, Classification.UNCLASSIFIED),
        "confidential": (opened, Audience.NETWORK_AND_STATE, Classification.CONFIDENTIAL),
        "named": (opened, Audience.NAMED, Classification.STRICTLY_CONFIDENTIAL),
    }
    readers = {
        "paper": READERS, "guest-paper": READERS | GUEST, "confidential": READERS, "named": PREPARERS,
    }  # fmt: skip
    return {
        name: papers.attach_paper(
            item, by=officer, stored_file=documents.StoredFileFactory(name=f"{name}.pdf"),
            title=secret(world, f"PAPER{name.upper()}", readers[name]), audience=audience,
            classification=classification,
        )
        for name, (item, audience, classification) in kinds.items()
    }  # fmt: skip


def _held(number, slug, title):
    return meeting_rows.MeetingFactory(
        number=number, slug=slug, title=title, state=MeetingState.HELD,
        starts_at=in_days(-number), ends_at=in_days(-number, 12),
    )  # fmt: skip


def _minutes(world, cast):
    writing = _held(21, "writing", "Meeting being written up")
    item = meeting_rows.AgendaItemFactory(meeting=writing, title="Item of the writing")
    world.places["unfinished"] = {"slug": writing.slug, "pk": item.pk}
    record = meeting_rows.MinutesFactory(meeting=writing)
    entry = meeting_rows.MinutesEntryFactory(
        minutes=record, item=item, html=f"<p>{secret(world, 'DRAFTNOTES of a meeting', PREPARERS)}</p>"
    )
    present = meeting_rows.AttendanceFactory(
        meeting=writing, organisation=cast.orgs.unicef, person=cast.aiko.person, presence=Presence.PRESENT
    )
    decision = decisions.DecisionFactory(
        title=secret(world, "DRAFTDECISION of a meeting", PREPARERS), working_reference="UNMN-KG/X/1"
    )
    action = decisions.ActionPointFactory(
        text=secret(world, "DRAFTACTION of a meeting", PREPARERS),
        owner=cast.orgs.fao,
        state=ActionState.DRAFT,
    )
    entry.decisions.add(decision)
    entry.action_points.add(action)
    slug = {"slug": "writing"}
    world.places |= {
        "writing": slug, "writing+item": slug | {"item": item.pk}, "present": slug | {"pk": present.pk},
        "writing+form": slug | {"item": item.pk, "kind": "decision"},
        "writing+decision": slug | {"item": item.pk, "kind": "decision", "pk": decision.pk},
        "writing+declare": slug | {"pk": decision.pk},
    }  # fmt: skip
    _under_review(world, cast)
    _text_of(world, cast, 23, "reviewed", MinutesState.REVIEWED, "REVIEWCLOSED text", INSIDERS)
    approved = {"symbol": "UNMN-KG/2026/QM.24/MIN", "approved_at": timezone.now(), "text_hash": "0" * 64}
    _shared_minutes(world, cast)
    _text_of(world, cast, 24, "approved", MinutesState.APPROVED, "APPROVED text of all", READERS, **approved)


def _shared_minutes(world, cast):
    """Approved minutes that the state reads without their internal passage, which has been reworded once."""
    told = _text_of(
        world, cast, 25, "shared", MinutesState.APPROVED, "SHARED text of all", READERS | GUEST,
        symbol="UNMN-KG/2026/QM.25/MIN", approved_at=timezone.now(), text_hash="1" * 64,
    )  # fmt: skip
    text = told.version.text
    Text.objects.filter(pk=text.pk).update(internal=["p2"])
    inside = secret(world, "INTERNALPASSAGE of the shared", INSIDERS)
    was = review.ParagraphFactory(
        version=told.version, position=2, number=2, anchor="p2", html=f"<p>{inside}, first.</p>"
    )
    version = review.VersionFactory(text=text, number=1)
    review.ParagraphFactory(version=version, position=1, number=1, anchor="p1", html=told.html)
    now = review.ParagraphFactory(
        version=version, position=2, number=2, anchor="p2", html=f"<p>{inside}, then.</p>"
    )
    review.CommentFactory(paragraph=was, by=cast.aiko, body=secret(world, "COMMENTINSIDE on it", INSIDERS))
    review.ProposalFactory(
        paragraph=was, by=cast.aiko, wording=secret(world, "WORDINGINSIDE for it", INSIDERS),
        reason=secret(world, "REASONINSIDE for it", INSIDERS),
    )  # fmt: skip
    share = MinutesShare.objects.create(
        minutes=text.minutes, organisation=cast.orgs.sms, shared_by=cast.aizada
    )
    slug = {"slug": "shared"}
    world.places |= {
        "shared+inside": slug | {"pk": now.pk}, "shared+changes": slug | {"number": 1},
        "shared+share": slug | {"pk": share.pk},
    }  # fmt: skip


def _text_of(world, cast, number, slug, state, words, readers, **fields):
    meeting = _held(number, slug, f"Meeting of the {slug} minutes")
    for user in (cast.aiko, cast.leila):
        meeting_rows.AttendanceFactory(
            meeting=meeting,
            organisation=user.person.organisation,
            person=user.person,
            presence=Presence.PRESENT,
        )
    version = review.VersionFactory(text=review.TextFactory(title=f"Minutes {slug}"))
    ends = in_days(3) if state == MinutesState.IN_REVIEW else in_days(-1)
    meeting_rows.MinutesFactory(meeting=meeting, state=state, text=version.text, review_ends=ends, **fields)
    paragraph = review.ParagraphFactory(
        version=version, position=1, anchor="p1", html=f"<p>UNICEF spoke of the {secret(world, words, readers)}.</p>",
        voices=["unicef"],
    )  # fmt: skip
    world.places[slug] = {"slug": slug}
    return paragraph


def _under_review(world, cast):
    paragraph = _text_of(world, cast, 22, "review", MinutesState.IN_REVIEW, "UNDERREVIEW text", INSIDERS)
    comment = review.CommentFactory(
        paragraph=paragraph, by=cast.aiko, body=secret(world, "COMMENTOFUNICEF on it", INSIDERS)
    )
    proposal = review.ProposalFactory(
        paragraph=paragraph, by=cast.aiko, wording=secret(world, "WORDINGOFUNICEF for it", INSIDERS)
    )
    slug = {"slug": "review"}
    world.places |= {
        "paragraph": slug | {"pk": paragraph.pk}, "comment": slug | {"pk": comment.pk, "act": "answer"},
        "passage": slug | {"pk": paragraph.pk, "act": "withhold"},
        "passage-open": slug | {"pk": paragraph.pk, "act": "open"},
        "wording": slug | {"pk": proposal.pk, "act": "accept"}, "changes": slug | {"number": 1},
    }  # fmt: skip


def _decisions(world, cast):
    adopted = decisions.AdoptedDecisionFactory(
        title=secret(world, "ADOPTED decision", READERS), text="Text adopted", lead=cast.orgs.iom
    )
    draft = decisions.DecisionFactory(title=secret(world, "SECONDDRAFT decision", PREPARERS))
    of_fao = decisions.ActionPointFactory(
        text=secret(world, "ACTIONOFFAO point", READERS), owner=cast.orgs.fao
    )
    of_sms = decisions.ActionPointFactory(
        text=secret(world, "ACTIONOFSMS point", READERS | GUEST), owner=cast.orgs.sms
    )
    asked = decisions.ActionPointFactory(
        owner=cast.orgs.fao, wanted_by=cast.temir, wanted_due_on=timezone.localdate() + timedelta(days=9),
        wanted_because=secret(world, "ASKEDBECAUSE the ministry is late", READERS),
    )  # fmt: skip
    shown = decisions.EvidenceFactory(action_point=of_fao)
    of_state = decisions.EvidenceFactory(action_point=of_sms)
    world.places |= {
        "evidence": {"pk": of_fao.pk, "evidence_pk": shown.pk},
        "state-evidence": {"pk": of_sms.pk, "evidence_pk": of_state.pk},
        "action+ask": {"pk": of_fao.pk, "move": "ask-for-due-date"},
        "asked+grant": {"pk": asked.pk, "move": "grant-due-date"},
        "adopted": {"pk": adopted.pk}, "draft-decision": {"pk": draft.pk},
        "draft+withdraw": {"pk": draft.pk, "move": "withdraw"}, "action": {"pk": of_fao.pk},
        "state-action": {"pk": of_sms.pk}, "action+done": {"pk": of_fao.pk, "move": "mark-done"},
    }  # fmt: skip


def _proposals(world, cast):
    """A proposal of FAO that concerns the state, with papers, a letter that left and one that is a draft."""
    text = secret(world, "TEXTPROPOSED by FAO", INSIDERS)
    one = proposing.write_down(
        by=cast.temir, proposer=cast.orgs.fao, title="Proposal", text=text, concern="to_rule"
    )
    life.propose(one, by=cast.temir)
    upload = SimpleUploadedFile("note.pdf", b"%PDF-1.4 note %%EOF", "application/pdf")
    paper = decision_register.add_paper(one, by=cast.temir, title=secret(world, "NAMEDPAPER", PREPARERS | {"temir"}),
                                        upload=upload, audience="named")  # fmt: skip
    reply = documents.StoredFileFactory()
    left = state_track.draft_letter(one, by=cast.aizada, counterpart=cast.orgs.sms)
    state_track.mark_sent(left, by=cast.aizada, letter_number="1", sent_by="post")
    state_track.register_reply(
        left, by=cast.aizada, outcome="asks_for_changes", received_on=timezone.localdate(), reply=reply,
        comment=secret(world, "STATEASKSFOR changes", INSIDERS),
    )  # fmt: skip
    draft = state_track.draft_letter(
        one, by=cast.aizada, counterpart=cast.orgs.sms, addressee=secret(world, "LETTERDRAFTED to", PREPARERS)
    )
    meeting = _held(29, "deciding", "Meeting that decides")
    item = meeting_rows.AgendaItemFactory(
        meeting=meeting, title="Item decided", decision=one, kind=ItemKind.DECISION
    )
    ahead = meeting_rows.MeetingFactory(number=95, slug="linking", state=MeetingState.DRAFT, title="LINKINGMEETING",
                                        starts_at=in_days(50), ends_at=in_days(50, 12))  # fmt: skip
    linked = meeting_rows.AgendaItemFactory(meeting=ahead, title="Item to link", kind=ItemKind.DECISION)
    free = decisions.DecisionFactory(title="FREEDRAFT decision", working_reference="UNMN-KG/X/9")
    secret(world, "FREEDRAFT", PREPARERS)
    secret(world, "LINKINGMEETING", PREPARERS)
    world.places |= {
        "proposed-decision": {"pk": one.pk}, "proposal+contest": {"pk": one.pk, "word": "contest"},
        "proposal+rule": {"pk": one.pk, "word": "rule"}, "proposal+paper": {"pk": one.pk, "paper_pk": paper.pk},
        "state+left": {"pk": one.pk, "spk": left.pk}, "state+draft": {"pk": one.pk, "spk": draft.pk},
        "state+rule": {"pk": one.pk, "spk": left.pk, "move": "rule-on-state"},
        "state+sent": {"pk": one.pk, "spk": draft.pk, "move": "mark-sent"},
        "deciding": {"slug": "deciding", "pk": one.pk},
        "deciding+defer": {"slug": "deciding", "pk": one.pk, "move": "defer"},
        "linking": {"slug": "linking", "pk": linked.pk}, "item-decided": {"slug": "deciding", "pk": item.pk},
    }  # fmt: skip
    world.free = free


def _letters(world, cast):
    title = secret(world, "CIRCULATIONTITLE letter", SECRETARIAT)
    held = circulation.CirculationFactory(
        made_by=cast.aizada, about=world.coming, title=title, leaves_at=timezone.now() + timedelta(minutes=5)
    )
    circulation.DeliveryFactory(circulation=held)
    sent = circulation.CirculationFactory(
        made_by=cast.aizada, about=world.coming, title="Sent letter", state=CirculationState.RELEASED
    )
    failed = circulation.DeliveryFactory(
        circulation=sent,
        state=DeliveryState.FAILED,
        server_said=secret(world, "550 SERVERSAID no", SECRETARIAT),
    )
    file = documents.StoredFileFactory(name="agenda.pdf")
    failed.attachments.add(file)
    world.places |= {
        "held": {"pk": held.pk}, "sent": {"pk": sent.pk},
        "coming+letter": {"slug": world.coming.slug, "pk": sent.pk}, "failed": {"pk": failed.pk},
        "failed+file": {"pk": failed.pk, "file_pk": file.pk},
    }  # fmt: skip


def _handover(world, cast):
    made = member_rows.HandoverFactory(
        predecessor=cast.hans.person, successor=cast.leila.person, organisation=cast.orgs.unhcr
    )
    point = decisions.ActionPointFactory(
        text="Point of the predecessor", owner=cast.orgs.unhcr, person=cast.hans.person
    )
    world.places |= {
        "handover": {"pk": made.pk},
        "handover+move": {"pk": made.pk, "kind": "action-point", "row": point.pk},
    }


def _directory(world, cast):
    note = secret(world, "CORRECTIONNOTE of UNHCR", SECRETARIAT | {"leila"})
    correction = members.propose_correction(cast.orgs.unhcr, by=cast.leila, corrections={}, note=note)
    cast.temir.person.phone = secret(world, "PHONEOFTEMIR", READERS)
    cast.temir.person.save()
    newcomer = member_rows.PersonFactory(slug="newcomer", name="A Newcomer", organisation=cast.orgs.fao)
    invited = accounts.InvitationFactory(
        user=accounts.UserFactory(name="Invited", email="invited@test.example", is_active=False),
        invited_by=cast.aizada,
    )
    guest = member_rows.PersonFactory(
        slug="invited", name="Invited", organisation=cast.orgs.fao, user=invited.user
    )
    _handover(world, cast)
    holiday = member_rows.HolidayFactory()
    fao = Representation.objects.get(organisation=cast.orgs.fao)
    world.places |= {
        "unicef": {"slug": "unicef"}, "fao": {"slug": "fao"}, "sms": {"slug": "sms"}, "who": {"slug": "who"},
        "temir": {"slug": cast.temir.person.slug}, "aizada": {"slug": cast.aizada.person.slug},
        "kubanych": {"slug": cast.kubanych.person.slug}, "newcomer": {"slug": newcomer.slug},
        "hans": {"slug": cast.hans.person.slug}, "invited": {"slug": guest.slug},
        "holiday": {"pk": holiday.pk}, "correction": {"pk": correction.pk}, "representation": {"pk": fao.pk},
        "participation": {"pk": Participation.objects.get(organisation=cast.orgs.fao).pk},
        "appointment": {"pk": Appointment.objects.get(person=cast.pavel.person).pk},
        "invitation": {"token": invitation_token(invited)},
    }  # fmt: skip


def in_alternatives(words):
    """The first words of secrets, some at a time: `SECRETPLAN or MEMBERSONLY or …`."""
    firsts = [word.split()[0] for word in words]
    return [" or ".join(firsts[place : place + 8]) for place in range(0, len(firsts), 8)]
