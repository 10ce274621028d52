"""The message as it goes over the wire (RULES R10.54)."""

import email
from email.policy import default

import pytest

from foundation.circulation import workflow
from foundation.circulation.letters import Recipient
from foundation.circulation.message import build
from foundation.core.workflow import THE_PORTAL
from tests.circulation.letter import Notice, an_event, people
from tests.factories.documents import A_PDF, StoredFileFactory

pytestmark = pytest.mark.django_db


def sent(letter, by, **options):
    """The bytes of the only delivery's message, parsed."""
    row = workflow.circulate(letter, by=by, **options).deliveries.get()
    return email.message_from_bytes(build(row).as_bytes(), policy=default), row


def structure(message):
    """Content types as nested lists."""
    if message.is_multipart():
        return [message.get_content_type(), *(structure(part) for part in message.iter_parts())]
    return message.get_content_type()


def test_the_parts_stand_where_mail_programs_look_for_them(cast):
    letter = Notice(people(1), files=[StoredFileFactory(name="Повестка.pdf")], event=an_event())
    message, _row = sent(letter, cast.aizada)
    assert structure(message) == [
        "multipart/mixed",
        ["multipart/alternative", "text/plain", "text/html", "text/calendar"],
        "application/pdf",
        "application/ics",
    ]
    pdf, ics = message.iter_attachments()
    assert pdf.get_filename() == "Повестка.pdf"
    assert pdf.get_content() == A_PDF
    assert ics.get_filename() == "invite.ics"


def test_the_calendar_part_names_its_method_and_equals_the_attachment(cast):
    message, row = sent(Notice(people(1), event=an_event(method="CANCEL", status="CANCELLED")), cast.aizada)
    part = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert part.get_param("method") == "CANCEL"
    assert part.get_content().replace("\r\n", "\n") == row.calendar.replace("\r\n", "\n")
    assert part.get_payload(decode=True) == row.calendar.encode()
    assert next(message.iter_attachments()).get_content() == row.calendar.encode()


def test_a_plain_letter_has_its_two_bodies_only(cast):
    message, row = sent(Notice(people(1)), cast.aizada)
    assert structure(message) == ["multipart/alternative", "text/plain", "text/html"]
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == row.text
    assert message.get_body(("html",)).get_content().replace("\r\n", "\n").strip() == row.html


def test_one_person_in_to_and_answers_to_the_secretariat(cast):
    message, row = sent(Notice([Recipient("Küz, Ө.", "k@test.example")]), cast.aizada)
    assert message["To"].addresses[0].display_name == "Küz, Ө."
    assert message["To"].addresses[0].addr_spec == "k@test.example"
    assert message["Cc"] is message["Bcc"] is None
    assert message["Reply-To"].addresses[0].addr_spec == "secretariat@unmn.example"
    assert message["From"].addresses[0].addr_spec == "secretariat@unmn.example"
    assert message["Message-ID"] == row.message_id
    assert message["List-Id"].endswith("<circulations.unmn.example>")
    assert message["Auto-Submitted"] is None


def test_what_the_portal_sends_by_itself_asks_for_no_answering_machine(cast):
    message, _row = sent(Notice(people(1)), THE_PORTAL)
    assert message["Auto-Submitted"] == "auto-generated"


def test_the_thread_stands_in_both_headers(cast):
    first = workflow.circulate(Notice(people(1)), by=cast.aizada).deliveries.get()
    second = workflow.circulate(Notice(people(1)), by=cast.aizada).deliveries.get()
    message, _row = sent(Notice(people(1)), cast.aizada)
    assert message["In-Reply-To"] == second.message_id
    assert message["References"].split() == [first.message_id, second.message_id]


def test_the_wire_has_short_ascii_lines_with_crlf(cast):
    letter = Notice(people(1), heading="Күн тартибинин долбоору " * 8, event=an_event())
    row = workflow.circulate(letter, by=cast.aizada, note="ө" * 3000).deliveries.get()
    data = build(row).as_bytes()
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 998
    subject = email.message_from_bytes(data, policy=default)["Subject"]
    assert subject == row.subject


def test_a_subject_cannot_smuggle_a_header(cast):
    message, _row = sent(Notice(people(1), heading="Agenda\r\nBcc: x@evil.example"), cast.aizada)
    assert message["Bcc"] is None
    assert message["Subject"] == "Agenda Bcc: x@evil.example"


@pytest.mark.parametrize("lead", ["", "UNMN-KG/2026/ANM.1: ", "UNMN-KG/2026/QM.7/AGE/Rev.1: "])
def test_a_long_russian_subject_arrives_with_every_blank(cast, lead):
    row = workflow.circulate(Notice(people(1)), by=cast.aizada).deliveries.get()
    row.subject = (
        lead + "приглашение на заседание, 12 ноября 2026 года (четверг), 09:30; просим сообщить об участии"
    )
    message = build(row).as_bytes()
    assert email.message_from_bytes(message, policy=default)["Subject"] == row.subject
    assert max(map(len, message.split(b"\r\n\r\n", 1)[0].split(b"\r\n"))) <= 78
