"""The room kit: who signs in at the door, what is printed, and the board pack within what one may read."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader, PdfWriter

from foundation.accounts.models import User
from foundation.core.workflow import Refused, Stale
from foundation.documents.models import Audience, Classification
from meetings import exports_room
from meetings.models import Attendance, BoardPack, Meeting, Paper
from meetings.states import MeetingState, PackState, Presence
from meetings.tasks_room import make_board_pack
from meetings.views.attendance import cards_of
from meetings.workflow import agenda, board_pack, briefing, check_in, circulated, papers
from meetings.workflow.attendance import record_attendance
from tests.factories.documents import StoredFileFactory
from tests.factories.meetings import GuestFactory, MeetingFactory, ReplyFactory


@pytest.fixture
def begun(cast):
    now = timezone.now()
    return MeetingFactory(
        state=MeetingState.CONVENED,
        starts_at=now - timedelta(minutes=10),
        ends_at=now + timedelta(minutes=80),
    )


def door(meeting):
    return reverse("door:here", args=[check_in.door_link(meeting)])


def text_of(data):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def fetched(response):
    return b"".join(response.streaming_content)


# --- at the door


def test_a_member_is_on_the_attendance_with_one_tap(cast, as_user, begun):
    client = as_user(cast.aiko)
    assert "I am here" in client.get(door(begun)).content.decode()
    assert Attendance.objects.count() == 0
    for _time in range(2):
        assert "You are on the attendance" in client.post(door(begun), {"how": "room"}).content.decode()
    row = Attendance.objects.get()
    assert (row.organisation, row.person, row.presence) == (
        cast.orgs.unicef,
        cast.aiko.person,
        Presence.PRESENT,
    )
    assert row.came_at is not None


def test_the_alternate_signs_in_as_alternate_and_somebody_far_away_as_online(cast, begun):
    assert check_in.check_in(begun, by=cast.jyldyz).presence == Presence.ALTERNATE
    assert check_in.check_in(begun, by=cast.temir, is_online=True).presence == Presence.REMOTE


def test_who_comes_after_all_is_no_longer_absent(cast, begun):
    record_attendance(begun, by=cast.aizada, organisation=cast.orgs.fao, presence=Presence.ABSENT)
    check_in.check_in(begun, by=cast.temir)
    assert Attendance.objects.get().presence == Presence.PRESENT


def test_a_guest_writes_a_name_which_the_secretariat_confirms_and_which_is_then_forgotten(
    cast, as_user, begun
):
    for _time in range(2):
        page = as_user(cast.public).post(door(begun), {"name": "A. Guest", "organisation_name": "WHO"})
        assert "Thank you" in page.content.decode()
    arrival = begun.arrivals.get()
    assert check_in.organisation_meant(arrival) == cast.orgs.who
    assert Attendance.objects.count() == 0
    client = as_user(cast.aizada)
    assert "A. Guest" in client.get(reverse("meetings:live", args=[begun.slug])).content.decode()
    address = reverse("meetings:arrival_confirm", args=[begun.slug, arrival.pk])
    assert client.post(address, {"organisation": cast.orgs.who.pk}).status_code == 302
    row = Attendance.objects.get()
    assert (row.name, row.organisation, row.presence) == ("A. Guest", cast.orgs.who, Presence.GUEST)
    assert begun.arrivals.count() == 0


def test_names_at_the_door_are_deleted_when_the_meeting_was_held(cast, begun):
    from meetings.workflow.meeting import hold

    check_in.arrive(begun, name="A. Guest", organisation_name="Somewhere")
    hold(begun, by=cast.aizada)
    assert begun.arrivals.count() == 0


def test_the_code_shows_a_stranger_no_more_than_title_and_time(cast, as_user, begun):
    agenda.add_item(begun, by=cast.aizada, title="Secret item")
    text = as_user(cast.public).get(door(begun)).content.decode()
    assert (begun.title in text, "Secret item" in text, cast.aiko.person.name in text) == (True, False, False)


def test_the_door_is_open_from_two_hours_before_until_two_hours_after(cast, as_user, begun):
    soon = MeetingFactory(
        state=MeetingState.CONVENED,
        starts_at=timezone.now() + timedelta(hours=3), ends_at=timezone.now() + timedelta(hours=5),
    )  # fmt: skip
    with pytest.raises(Refused, match="two hours before"):
        check_in.check_in(soon, by=cast.aiko)
    assert "You can sign in from" in as_user(cast.aiko).get(door(soon)).content.decode()
    gone = MeetingFactory(
        state=MeetingState.CONVENED,
        starts_at=timezone.now() - timedelta(hours=5), ends_at=timezone.now() - timedelta(hours=3),
    )  # fmt: skip
    assert as_user(cast.public).get(door(gone)).status_code == 410
    draft = MeetingFactory()
    assert as_user(cast.public).get(door(draft)).status_code == 410


# --- printed


def test_the_sheet_names_who_is_expected_and_who_excused(cast, as_user, begun):
    ReplyFactory(meeting=begun, organisation=cast.orgs.fao, answer="apology", given_by=cast.temir)
    response = as_user(cast.aizada).get(reverse("meetings:attendance_sheet_pdf", args=[begun.slug]))
    text = text_of(fetched(response))
    assert ("Aiko Minatogawa" in text, "Temir Talasov" in text, "Apologies" in text) == (True, False, True)


def test_the_sheet_begins_on_its_first_page_below_the_code(cast, as_user, begun):
    response = as_user(cast.aizada).get(reverse("meetings:attendance_sheet_pdf", args=[begun.slug]))
    assert "FAO" in PdfReader(io.BytesIO(fetched(response))).pages[0].extract_text()


def test_the_way_back_names_the_meeting_in_the_language_of_the_reader(cast, as_user, begun):
    Meeting.objects.filter(pk=begun.pk).update(title_ru="Седьмое заседание")
    User.objects.filter(pk=cast.aizada.pk).update(language="ru")
    for name in ("room", "board_pack", "live", "live_follow"):
        page = as_user(cast.aizada).get(reverse(f"meetings:{name}", args=[begun.slug])).content.decode()
        assert f">{begun.title}<" not in page, name


def test_name_plates_are_in_two_scripts_on_one_folded_sheet_each(cast, begun):
    person = cast.aiko.person
    person.name_ru = "Айко Минатогава"
    person.save()
    ReplyFactory(meeting=begun, organisation=cast.orgs.fao, answer="apology", given_by=cast.temir)
    plates = exports_room.plates_of(cards_of(begun))
    assert [plate["latin"] for plate in plates] == [
        "Chiara Montefiore", "Nurzat Alatoova", "Leila Sandervik", "Aiko Minatogawa",
    ]  # fmt: skip
    assert "Aiko Minatogawa" not in exports_room.in_one_script(cards_of(begun))
    assert "Leila Sandervik" in exports_room.in_one_script(cards_of(begun))
    pages = PdfReader(io.BytesIO(exports_room.name_plates(begun, cards_of(begun), "en"))).pages
    assert len(pages) == len(plates)
    assert pages[3].extract_text().count("Айко Минатогава") == 2
    assert (round(float(pages[3].mediabox.width)), round(float(pages[3].mediabox.height))) == (842, 595)


def test_the_annotated_agenda_is_for_co_chairs_and_secretariat(cast, as_user, begun):
    item = agenda.add_item(begun, by=cast.aizada, title="Data", minutes=20, expected_outcome="Agreement")
    row = briefing.briefing_of(item)
    briefing.write_briefing(
        row, by=cast.aizada, version=1, purpose="To agree", positions="FAO: wants more time"
    )
    address = reverse("meetings:annotated_agenda_pdf", args=[begun.slug])
    text = text_of(fetched(as_user(cast.ingrid).get(address)))
    for words in (
        "To agree",
        "Agreement",
        "FAO: wants more time",
        "minutes left when it begins: 90",
        "Confidential",
    ):
        assert words in text
    assert as_user(cast.aiko).get(address).status_code == 403


def test_two_who_write_a_briefing_see_both_texts(cast, as_user, begun):
    item = agenda.add_item(begun, by=cast.aizada, title="Data")
    row = briefing.briefing_of(item)
    briefing.write_briefing(row, by=cast.pavel, version=1, purpose="Theirs", positions="")
    with pytest.raises(Stale):
        briefing.write_briefing(row, by=cast.aizada, version=1, purpose="Mine", positions="")
    page = as_user(cast.aizada).post(
        reverse("meetings:briefing_write", args=[begun.slug, item.pk]),
        {"purpose": "Mine", "positions": "", "version": 1},
    )
    assert page.status_code == 409
    assert ("Theirs" in page.content.decode(), "Mine" in page.content.decode()) == (True, True)


# --- the board pack


def pdf_of(pages, *, turned=0):
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(595, 842).rotate(turned)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.fixture
def packed(cast, begun, settings, tmp_path):
    """A circulated agenda with a PDF of 7 pages, a Word file, a broken PDF for guests, a confidential paper."""
    settings.MEDIA_ROOT = tmp_path
    officer = cast.aizada
    first = agenda.add_item(begun, by=officer, title="For members", minutes=20)
    second = agenda.add_item(begun, by=officer, title="For guests", minutes=20, is_open_to_guests=True)
    kinds = (
        (first, "Data sheet", "data.pdf", "application/pdf", pdf_of(7, turned=90), Audience.NETWORK, Classification.UNCLASSIFIED),
        (first, "Secret sheet", "secret.pdf", "application/pdf", pdf_of(1), Audience.NETWORK, Classification.CONFIDENTIAL),
        (second, "Open note", "note.docx", "application/msword", b"words", Audience.NETWORK_AND_STATE, Classification.UNCLASSIFIED),
        (second, "Torn", "torn.pdf", "application/pdf", b"%PDF-1.7 torn", Audience.NETWORK_AND_STATE, Classification.UNCLASSIFIED),
    )  # fmt: skip
    for item, title, name, media_type, content, audience, classification in kinds:
        papers.attach_paper(
            item, by=officer, title=title, audience=audience, classification=classification,
            stored_file=StoredFileFactory(name=name, media_type=media_type, content=content),
        )  # fmt: skip
    Paper.objects.update(added_at=begun.starts_at - timedelta(days=60))
    GuestFactory(meeting=begun, organisation=cast.orgs.sms)
    circulated.issue_agenda(begun, by=officer, edition="final")
    return begun


def pack_for(client, meeting, language="en"):
    """Ask for the pack, let the worker make it, take both files away."""
    client.post(reverse("meetings:board_pack_make", args=[meeting.slug, language]))
    for pk in BoardPack.objects.filter(state=PackState.QUEUED).values_list("pk", flat=True):
        make_board_pack(pk)
    files = [
        client.get(reverse(f"meetings:board_pack_{kind}", args=[meeting.slug, language]))
        for kind in ("pdf", "zip")
    ]
    return PdfReader(io.BytesIO(fetched(files[0]))), zipfile.ZipFile(io.BytesIO(fetched(files[1])))


def test_the_pack_has_the_papers_in_order_with_stamps_bookmarks_and_links(cast, as_user, packed):
    pdf, archive = pack_for(as_user(cast.aiko), packed)
    texts = [" ".join(page.extract_text().split()) for page in pdf.pages]
    # Cover, agenda, then a sheet for each paper with its pages behind it.
    assert len(texts) == 2 + 4 + 7 + 1
    assert [text for text in texts if "page 2 of 7" in text] == ["Paper 1, page 2 of 7"]
    assert "This paper cannot be shown inside a PDF" in texts[12]
    titles = [one.title for one in pdf.outline if not isinstance(one, list)]
    assert [title for title in titles if title.startswith("Paper")] == [
        "Paper 1: Data sheet", "Paper 2: Secret sheet", "Paper 3: Open note", "Paper 4: Torn",
    ]  # fmt: skip
    places = {name: pdf.get_destination_page_number(place) for name, place in pdf.named_destinations.items()}
    assert [places[f"paper-{number}"] for number in (1, 2, 3, 4)] == [2, 10, 12, 13]
    assert archive.read("Papers/03 note.docx") == b"words"
    assert len(archive.namelist()) == 6


def test_a_guest_gets_only_its_own_items_and_papers(cast, as_user, packed):
    pdf, archive = pack_for(as_user(cast.kubanych), packed)
    text = "".join(page.extract_text() for page in pdf.pages)
    assert ("For guests" in text, "For members" in text, "Secret sheet" in text) == (True, False, False)
    assert not [name for name in archive.namelist() if "data" in name or "secret" in name]


def test_a_reader_of_reports_gets_no_confidential_paper(cast, as_user, packed):
    pdf, _archive = pack_for(as_user(cast.kwame), packed)
    assert "Secret sheet" not in "".join(page.extract_text() for page in pdf.pages)


def test_who_reads_the_same_gets_the_same_pack_and_nobody_makes_it_twice(cast, as_user, packed):
    pack_for(as_user(cast.aiko), packed)
    as_user(cast.temir).post(reverse("meetings:board_pack_make", args=[packed.slug, "en"]))
    assert BoardPack.objects.count() == 1
    assert (
        as_user(cast.temir).get(reverse("meetings:board_pack_pdf", args=[packed.slug, "en"])).status_code
        == 200
    )
    # The guest reads something else: no file for it.
    assert (
        as_user(cast.kubanych).get(reverse("meetings:board_pack_pdf", args=[packed.slug, "en"])).status_code
        == 302
    )


def test_a_paper_taken_off_leaves_the_pack(cast, as_user, packed):
    pack_for(as_user(cast.aiko), packed)
    paper = packed.items.first().papers.first()
    papers.remove_paper(paper, by=cast.aizada)
    assert (
        as_user(cast.aiko).get(reverse("meetings:board_pack_pdf", args=[packed.slug, "en"])).status_code
        == 302
    )


def test_a_download_with_a_confidential_paper_is_logged(cast, as_user, packed):
    from foundation.audit.models import Act

    pack_for(as_user(cast.aiko), packed)
    assert Act.objects.filter(verb="meetings.read_paper", actor=cast.aiko).count() == 2


def test_the_pack_that_failed_or_was_lost_is_made_again(cast, as_user, packed):
    client = as_user(cast.aiko)
    make = reverse("meetings:board_pack_make", args=[packed.slug, "en"])
    client.post(make)
    pack = BoardPack.objects.get()
    board_pack.claim(pack.pk)
    board_pack.fail(pack)
    assert "Try again" in client.get(reverse("meetings:board_pack", args=[packed.slug])).content.decode()
    client.post(make)
    pack.refresh_from_db()
    assert pack.state == PackState.QUEUED
    board_pack.claim(pack.pk)
    assert board_pack.claim(pack.pk) is None
    long_ago = timezone.now() - board_pack.LOST_AFTER - timedelta(seconds=1)
    BoardPack.objects.update(claimed_at=long_ago)
    client.get(reverse("meetings:board_pack", args=[packed.slug]))
    pack.refresh_from_db()
    assert (pack.state, pack.done) == (PackState.QUEUED, 0)


def test_progress_is_shown_while_it_is_made(cast, as_user, packed):
    client = as_user(cast.aiko)
    client.post(reverse("meetings:board_pack_make", args=[packed.slug, "en"]))
    pack = board_pack.claim(BoardPack.objects.get().pk)
    board_pack.advance(pack)
    part = client.get(
        reverse("meetings:board_pack", args=[packed.slug]), HTTP_HX_REQUEST="true"
    ).content.decode()
    assert ("1 of 6 steps" in part.replace("\n", " "), "hx-get" in part, "<html" in part) == (
        True,
        True,
        False,
    )


def test_packs_are_made_in_each_language(cast, as_user, packed):
    Meeting.objects.filter(pk=packed.pk).update(title_ru="Заседание")
    pdf, _archive = pack_for(as_user(cast.aiko), packed, "ru")
    assert "Заседание" in pdf.pages[0].extract_text()
