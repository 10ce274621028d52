"""Signing in as anyone and reading all mail: the two pages that only the demo has."""

from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from unmn.demo.mailserver import into_maildir

pytestmark = pytest.mark.django_db


@pytest.fixture
def deliver(settings, tmp_path):
    settings.DEMO_MAIL_DIR = tmp_path / "mail"
    keep = into_maildir(settings.DEMO_MAIL_DIR)

    def deliver(recipient, subject):
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "office@unmn.example", recipient, subject
        message["Message-ID"] = "<one@unmn.example>"
        message.set_content("Күн тартиби тиркелет.")
        message.add_alternative("<html><head></head><body><p>Күн тартиби</p></body></html>", subtype="html")
        message.add_attachment("BEGIN:VCALENDAR", subtype="calendar", filename="invite.ics")
        message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="agenda.pdf")
        keep(SimpleNamespace(rcpt_tos=[recipient], content=message.as_bytes()))

    return deliver


def test_a_person_is_signed_in_without_a_second_factor(client, cast):
    response = client.get(f"/dev/login/{cast.aizada.person.slug}/")
    assert (response.status_code, response.url) == (302, "/")
    assert client.session["demo_login"] is True
    assert client.session["_auth_user_id"] == str(cast.aizada.pk)


def test_the_next_page_is_one_of_ours(client, cast):
    address = f"/dev/login/{cast.aizada.person.slug}/"
    assert client.get(f"{address}?next=/meetings/").url == "/meetings/"
    assert client.get(f"{address}?next=https://elsewhere.example/").url == "/"


def test_nobody_is_signed_in_who_is_not_there(client, cast):
    assert client.get("/dev/login/nobody-at-all/").status_code == 404


def test_mail_is_listed_the_newest_first_and_found_by_recipient(client, deliver):
    deliver("aiko@unicef.example", "Draft agenda")
    deliver("temir@fao.example", "Final agenda")
    listed = client.get("/dev/mail/?format=json").json()["letters"]
    assert [letter["headers"]["Subject"] for letter in listed] == ["Final agenda", "Draft agenda"]
    found = client.get("/dev/mail/?to=UNICEF&format=json").json()["letters"]
    assert [letter["recipients"] for letter in found] == ["aiko@unicef.example"]
    page = client.get("/dev/mail/?to=unicef").content.decode()
    assert ("Draft agenda" in page, "Final agenda" in page) == (True, False)


def test_a_long_mailbox_is_read_page_by_page(client, deliver):
    for number in range(52):
        deliver("aiko@unicef.example", f"Letter {number}")
    first = client.get("/dev/mail/?format=json").json()
    assert (first["count"], len(first["letters"]), first["next"]) == (52, 50, "?format=json&page=2")
    second = client.get(f"/dev/mail/{first['next']}").json()
    assert [letter["headers"]["Subject"] for letter in second["letters"]] == ["Letter 1", "Letter 0"]
    assert second["next"] is None
    assert 'rel="next"' in client.get("/dev/mail/").content.decode()


def test_a_message_is_shown_with_both_bodies_and_what_is_attached(client, deliver):
    deliver("aiko@unicef.example", "Draft agenda")
    letter = client.get("/dev/mail/?format=json").json()["letters"][0]
    assert letter["text"].strip() == "Күн тартиби тиркелет."
    assert letter["calendar"].strip() == "BEGIN:VCALENDAR"
    assert [part["name"] for part in letter["attachments"]] == ["invite.ics", "agenda.pdf"]
    page = client.get(reverse("demo:letter", args=[letter["key"]]))
    assert "Күн тартиби тиркелет." in page.content.decode()
    pdf = client.get(reverse("demo:letter_part", args=[letter["key"], 2]))
    assert (pdf.content, pdf["Content-Type"]) == (b"%PDF", "application/pdf")
    assert client.get(reverse("demo:letter_part", args=[letter["key"], 3])).status_code == 404


def test_the_html_of_a_message_runs_nothing_and_loads_nothing(client, deliver):
    deliver("aiko@unicef.example", "Draft agenda")
    key = client.get("/dev/mail/?format=json").json()["letters"][0]["key"]
    response = client.get(reverse("demo:letter_html", args=[key]))
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]
    assert '<base target="_top">' in response.content.decode()


def test_an_unknown_message_is_not_found(client, deliver):
    assert client.get("/dev/mail/../../etc/passwd/").status_code == 404
    assert client.get("/dev/mail/none/").status_code == 404


def test_it_says_when_mail_goes_elsewhere(client, deliver, settings):
    settings.DEMO_MAIL_ELSEWHERE = True
    assert "EMAIL_URL names a mail server of your own" in client.get("/dev/mail/").content.decode()


def test_mail_in_tests_goes_to_the_loopback_server(smtp_server):
    smtp_server.refuse("full@demo.example", "452 4.2.2 Mailbox full")
    letter = EmailMultiAlternatives("Күн тартиби", "Text", "office@unmn.example", ["aiko@demo.example"])
    letter.attach_alternative("<p>Text</p>", "text/html")
    with mail.get_connection() as connection:
        connection.send_messages([letter])
        letter.to = ["full@demo.example"]
        with pytest.raises(Exception, match="Mailbox full"):
            connection.send_messages([letter])
    assert [message["Subject"] for message in smtp_server.messages] == ["Күн тартиби"]
    assert smtp_server.to("aiko@demo.example")[0].html.strip() == "<p>Text</p>"

    port = smtp_server.port
    smtp_server.stop()
    letter.to = ["aiko@demo.example"]
    with pytest.raises(OSError, match="refused"):
        letter.send()
    smtp_server.start()
    letter.send()
    assert (smtp_server.port, len(smtp_server.wait_for(2))) == (port, 2)
