"""What the public reads: light pages without sign-in, and nothing before its time (RULES R7.40, R8.42)."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from foundation.circulation.models import Delivery
from foundation.documents import sealing
from statements import tasks_publishing
from statements.models import Publication, Statement
from statements.workflow import correcting
from tests.statements import spoken
from tests.statements.published import ALL, corrected, embargoed, published

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def out(cast):
    return published(cast)


@pytest.fixture
def public():
    cache.clear()
    return Client()


def page(public, out, language="en"):
    return public.get(reverse("public:statement_in", args=[out.slug, language]))


def test_a_statement_has_a_page_in_each_language_that_names_the_others(public, out):
    for code in ("en", "ru", "ky"):
        html = page(public, out, code).content.decode()
        assert f'<html lang="{code}"' in html
        assert spoken.WORDS[code][0] in html
        assert set(re.findall(r'hreflang="(\w\w)" href="http', html)) == {"en", "ru", "ky"}
        assert f'property="og:title" content="{spoken.WORDS[code][0]}"' in html


def test_it_needs_no_script_no_cookie_and_may_be_cached_for_a_minute(public, out):
    answer = page(public, out)
    html = answer.content.decode()
    assert re.findall(r"<script[^>]*type=\"([^\"]+)\"", html) == ["application/ld+json"]
    assert html.count("<script") == 1
    assert (answer.cookies, answer.headers["Cache-Control"]) == ({}, "public, max-age=60")
    nonce = re.search(r'nonce="([^"]+)"', html)[1]
    assert nonce in answer.headers["Content-Security-Policy"]


def test_machines_read_what_it_is(public, out):
    said = re.search(r"<script[^>]*>(.*?)</script>", page(public, out).content.decode(), re.DOTALL)[1]
    facts = json.loads(said)
    assert (facts["@type"], facts["identifier"], facts["inLanguage"]) == ("NewsArticle", out.symbol, "en")
    assert facts["encoding"]["contentUrl"].endswith(f"{out.slug}.pdf")


def test_an_address_without_language_leads_to_that_of_the_reader(public, out):
    answer = public.get(out.get_absolute_url(), headers={"accept-language": "ky"})
    assert answer.url == reverse("public:statement_in", args=[out.slug, "ky"])
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_feed_is_atom_in_the_language_of_its_address(public, out):
    answer = public.get(reverse("public:feed", args=["ru"]))
    feed = etree.fromstring(answer.content)
    assert feed.xpath("string(a:entry/a:title)", namespaces=ATOM) == spoken.WORDS["ru"][0]
    assert feed.xpath("string(a:entry/a:link/@href)", namespaces=ATOM).endswith(f"/{out.slug}/ru/")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert public.get(reverse("public:feed", args=["de"])).status_code == 404


def test_the_pdf_is_served_whole_or_in_part_and_only_once_to_a_browser_that_has_it(public, out):
    address = reverse("public:statement_pdf", args=[out.slug])
    whole = b"".join(public.get(address).streaming_content)
    assert sealing.check(whole).is_good
    head = public.head(address)
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(len(whole)))
    assert b"".join(head.streaming_content) == b""
    assert head.headers["Accept-Ranges"] == "bytes"
    assert head.headers["Cache-Control"] == "public, max-age=60"
    for asked, first, last in [("0-9", 0, 9), (f"{len(whole) - 5}-", -5, None), ("-7", -7, None)]:
        part = public.get(address, headers={"range": f"bytes={asked}"})
        assert (part.status_code, part.content) == (206, whole[first : None if last is None else last + 1])
    assert public.get(address, headers={"range": f"bytes={len(whole)}-"}).status_code == 416
    assert public.get(address, headers={"range": "bytes=0-1", "if-range": '"old"'}).status_code == 200
    known = public.get(address, headers={"if-none-match": head.headers["ETag"]})
    assert known.status_code == 304


def test_a_corrected_statement_keeps_its_text_and_carries_its_mark(cast, public, out):
    corrected(cast, out)
    html = page(public, out, "ru").content.decode()
    assert ALL["ru"] in html
    assert f"{out.symbol}/Corr.1" in html
    assert spoken.WORDS["ru"][1].split("\n")[0] in html
    feed = public.get(reverse("public:feed", args=["en"])).content.decode()
    assert f"Corrected: {spoken.WORDS['en'][0]}" in feed


def test_a_retracted_statement_keeps_its_text_and_says_why(cast, public, out):
    correcting.retract(Statement.objects.get(), by=cast.ingrid, words=ALL)
    html = page(public, out).content.decode()
    assert ALL["en"] in html
    assert "does not stand by this text" in html
    assert "Keep children" in html or spoken.WORDS["en"][1].split("\n")[0] in html
    assert "Retracted" in public.get(reverse("public:statement_list", args=["en"])).content.decode()


def check(public, out, data, name="copy.pdf"):
    return public.post(
        reverse("public:check", args=[out.symbol]),
        {"file": SimpleUploadedFile(name, data, content_type="application/pdf")},
    ).content.decode()


def test_the_check_page_says_what_was_signed_by_whom_and_its_hash(cast, public, out):
    html = public.get(reverse("public:check", args=[out.symbol])).content.decode()
    for said in (out.text_hash, out.pdf.sha256, cast.ingrid.person.name, cast.tomas.person.name):
        assert said in html
    assert "csrf" not in html


def test_the_check_page_knows_the_file_a_changed_byte_and_what_is_no_pdf(public, out):
    data = out.pdf.file.read()
    changed = bytearray(data)
    changed[len(data) // 4] ^= 1
    assert "this is the very file" in check(public, out, data)
    assert "was changed after it was sealed" in check(public, out, bytes(changed))
    assert "something was added" in check(public, out, data + b"\n% more")
    assert "is not a PDF" in check(public, out, b"GIF89a and so on")
    assert "is empty" in check(public, out, b"")
    assert "damaged" in check(public, out, b"%PDF-1.7\n" + b"\xfe" * 300)


def test_a_copy_without_its_seal_and_one_sealed_by_others_are_told_apart(public, out, settings, tmp_path):
    data = out.pdf.file.read()
    unsealed = data[: data.index(b"%%EOF") + 6]
    assert "carries no seal" in check(public, out, unsealed)
    settings.SEAL_DEMO_DIR = tmp_path / "others"
    foreign = sealing.seal(unsealed, reason=f"Joint statement {out.symbol}", name="Somebody")
    settings.SEAL_DEMO_DIR = tmp_path / "ours"
    assert "sealed by somebody else" in check(public, out, foreign)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(public, out, settings):
    settings.MAX_CHECKED_BYTES = 1000
    assert "too large" in check(public, out, b"%PDF-" + b"0" * 2000)
    answer = public.post(
        reverse("public:check", args=[out.symbol]), {"file": SimpleUploadedFile("x.pdf", b"0" * 90_000)}
    )
    assert answer.status_code == 413


def test_a_reference_that_was_never_published_is_said_in_words(public, out):
    answer = public.get(reverse("public:check", args=["UNMN-KG/1999/STM/1"]))
    assert (answer.status_code, "has published nothing" in answer.content.decode()) == (404, True)


def test_who_sends_very_many_files_waits(public, out, monkeypatch):
    monkeypatch.setattr("statements.views.check.UPLOADS", 2)
    for _ in range(2):
        assert "is not a PDF" in check(public, out, b"x")
    answer = public.post(reverse("public:check_any"), {"file": SimpleUploadedFile("x.pdf", b"x")})
    assert answer.status_code == 429


def test_nothing_that_is_checked_is_kept(public, out, django_assert_num_queries):
    before = Publication.objects.count()
    check(public, out, b"%PDF-1.7 x")
    assert Publication.objects.count() == before
    assert not Delivery.objects.exists()


def everywhere(statement):
    """Every address at which a statement may appear in public, with the methods and headers of caches and players."""
    slug = statement.slug
    pdf = reverse("public:statement_pdf", args=[slug])
    return [
        ("get", reverse("home:home"), {}),
        ("get", reverse("public:statement", args=[slug]), {}),
        *(("get", reverse("public:statement_in", args=[slug, code]), {}) for code in ("en", "ru", "ky")),
        *(("head", reverse("public:statement_in", args=[slug, code]), {}) for code in ("en", "ru", "ky")),
        *(("get", reverse("public:statement_list", args=[code]), {}) for code in ("en", "ru", "ky")),
        *(("get", reverse("public:feed", args=[code]), {}) for code in ("en", "ru", "ky")),
        ("get", pdf, {}),
        ("head", pdf, {}),
        ("get", pdf, {"range": "bytes=0-0"}),
        ("get", pdf, {"if-none-match": "*"}),
        ("get", reverse("public:check", args=[statement.symbol]), {}),
    ]


def seen(public, statement):
    """Where the statement is found: answers that show its title, and those that are there at all."""
    found = []
    for method, address, headers in everywhere(statement):
        answer = getattr(public, method)(address, headers=headers)
        body = b"" if answer.streaming else answer.content
        titles = any(words[0].encode() in body for words in spoken.WORDS.values())
        is_own = statement.slug in address or statement.symbol in address
        if titles or (is_own and answer.status_code != 404):
            found.append((method, address))
    return found


def test_under_embargo_it_is_nowhere_and_at_its_instant_everywhere(
    cast, public, as_user, django_capture_on_commit_callbacks
):
    statement = embargoed(cast)
    ends = statement.embargo_until
    for when in (timezone.now(), ends - timedelta(microseconds=1)):
        with time_machine.travel(when, tick=False):
            tasks_publishing.publish_after_embargo()
            assert seen(public, statement) == []
            for outsider in (cast.kubanych, cast.kwame):
                client = as_user(outsider)
                assert seen(client, statement) == []
                found = client.get(reverse("home:search"), {"q": spoken.WORDS["en"][0]}).content.decode()
                assert statement.symbol not in found
            assert not Delivery.objects.filter(text__contains=spoken.WORDS["en"][0]).exists()
            assert not [one for one in mail.outbox if spoken.WORDS["en"][0] in one.subject + one.body]
    for when in (ends, ends + timedelta(seconds=1)):
        with time_machine.travel(when, tick=False), django_capture_on_commit_callbacks(execute=True):
            tasks_publishing.publish_after_embargo()
            assert len(seen(public, statement)) == len(everywhere(statement))
