"""The server's side of tus 1.0.0, sentence by sentence of the protocol's text (https://tus.io/protocols/resumable-upload)."""

import base64
import fcntl
import hashlib
import io
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.documents import uploads
from foundation.documents.models import StoredFile, Upload
from tests.cast import sign_in

TEXT = "Мигранттардын укуктары жөнүндө.\n".encode() * 40
BEGIN = "/library/uploads/"
OCTETS = "application/offset+octet-stream"


class Sender:
    """A client of the protocol, signed in as somebody."""

    def __init__(self, user):
        self.client = sign_in(user)

    def ask(self, method, url, data=b"", content_type=OCTETS, version="1.0.0", **headers):
        """One request with the headers of the protocol."""
        given = {name.replace("_", "-"): str(value) for name, value in headers.items()}
        if version:
            given["Tus-Resumable"] = version
        # Of an empty body the test client leaves the type away; browsers send it.
        return self.client.generic(
            method, url, data, content_type, headers={"Content-Type": content_type, **given}
        )

    def begin(self, length, name="paper.txt", **headers):
        """Create an upload; the answer."""
        about = f"filename {base64.b64encode(name.encode()).decode()}"
        return self.ask("POST", BEGIN, Upload_Length=length, Upload_Metadata=about, **headers)

    def send(self, url, data, offset, **headers):
        """One piece; the answer."""
        return self.ask("PATCH", url, data, Upload_Offset=offset, **headers)


@pytest.fixture
def sender(cast):
    """Aiko of UNICEF, who may add to the library."""
    return Sender(cast.aiko)


@pytest.fixture
def url(sender):
    """A new upload of the length of TEXT."""
    return sender.begin(len(TEXT))["Location"]


def test_options_tell_version_extensions_and_largest_size(sender, settings):
    """“The Server MUST include the Tus-Version header”; no Tus-Resumable is needed to ask."""
    answer = sender.ask("OPTIONS", BEGIN, version="")
    assert answer.status_code == 204
    assert answer["Tus-Version"] == answer["Tus-Resumable"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,termination,checksum,expiration"
    assert answer["Tus-Max-Size"] == str(settings.MAX_UPLOAD_BYTES)
    assert "sha1" in answer["Tus-Checksum-Algorithm"].split(",")


@pytest.mark.parametrize("method", ["POST", "HEAD", "PATCH", "DELETE"])
def test_another_version_is_refused_and_nothing_is_done(sender, url, method):
    """“If the version specified by the Client is not supported … MUST respond with 412 … MUST NOT process”."""
    answer = sender.ask(method, BEGIN if method == "POST" else url, version="0.2.2", Upload_Length=5)
    assert answer.status_code == 412
    assert answer["Tus-Version"] == "1.0.0"
    assert Upload.objects.count() == 1


def test_creation_answers_201_with_the_address(sender):
    answer = sender.begin(5, "Отчёт.txt")
    assert answer.status_code == 201
    upload = Upload.objects.get()
    assert answer["Location"] == reverse("knowledge:upload", args=[upload.pk])
    assert (upload.name, upload.length, uploads.offset_of(upload)) == ("Отчёт.txt", 5, 0)
    assert parsedate_to_datetime(answer["Upload-Expires"]) > timezone.now()


@pytest.mark.parametrize("length", ["", "-1", "many", "9" * 30])
def test_a_length_that_is_no_number_is_a_bad_request(sender, length):
    assert sender.ask("POST", BEGIN, Upload_Length=length).status_code == 400


def test_metadata_that_is_no_base64_is_a_bad_request(sender):
    assert sender.ask("POST", BEGIN, Upload_Length=1, Upload_Metadata="filename !").status_code == 400


def test_what_is_too_large_is_refused_with_413_in_words(sender, settings):
    settings.MAX_UPLOAD_BYTES = 10
    answer = sender.begin(11)
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()
    assert not Upload.objects.exists()


def test_nobody_opens_more_uploads_than_agreed(sender, settings):
    settings.MAX_OPEN_UPLOADS = 1
    assert sender.begin(1).status_code == 201
    answer = sender.begin(1)
    assert answer.status_code == 413
    assert "many uploads open" in answer.content.decode()


def test_head_tells_offset_and_length_and_is_never_cached(sender, url):
    """“The Server MUST prevent the client and/or proxies from caching the response”."""
    sender.send(url, TEXT[:100], 0)
    answer = sender.ask("HEAD", url)
    assert answer.status_code == 200
    assert (answer["Upload-Offset"], answer["Upload-Length"]) == ("100", str(len(TEXT)))
    assert answer["Cache-Control"] == "no-store"


def test_pieces_make_the_whole_file(sender, url):
    for at in range(0, len(TEXT), 700):
        answer = sender.send(url, TEXT[at : at + 700], at)
        assert answer.status_code == 204
        assert int(answer["Upload-Offset"]) == min(at + 700, len(TEXT))
    stored = Upload.objects.get().stored_file
    assert stored.file.read() == TEXT
    assert stored.sha256 == hashlib.sha256(TEXT).hexdigest()
    assert not uploads.path_of(Upload.objects.get()).exists()


def test_a_piece_at_the_wrong_offset_is_a_conflict(sender, url):
    """“If the offsets do not match, the Server MUST respond with the 409 Conflict status without modifying”."""
    sender.send(url, TEXT[:100], 0)
    assert sender.send(url, TEXT[50:], 50).status_code == 409
    assert sender.ask("HEAD", url)["Upload-Offset"] == "100"


def test_another_content_type_is_refused(sender, url):
    assert sender.ask("PATCH", url, TEXT, content_type="text/plain", Upload_Offset=0).status_code == 415


def test_an_offset_is_needed(sender, url):
    assert sender.ask("PATCH", url, TEXT).status_code == 400


def test_more_than_was_said_is_not_written(sender):
    url = sender.begin(10)["Location"]
    assert sender.send(url, TEXT, 0)["Upload-Offset"] == "10"


def test_what_came_before_the_line_broke_stays(cast, url):
    """“The Server SHOULD always attempt to store as much of the received data as possible”."""

    class Line(io.BytesIO):
        def read(self, size=-1):
            piece = super().read(min(size, 300))
            if not piece:
                raise OSError("connection reset")
            return piece

    upload = Upload.objects.get()
    with uploads.written_alone(upload) as file:
        assert uploads.append(upload, file, Line(TEXT[:600])) == 600
    assert uploads.offset_of(upload) == 600


def test_two_requests_at_once_do_not_mix(sender, url):
    with uploads.path_of(Upload.objects.get()).open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert sender.send(url, TEXT, 0).status_code == 423
    assert sender.send(url, TEXT, 0).status_code == 204


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_piece_with_a_good_checksum_is_taken(sender, url, algorithm):
    digest = base64.b64encode(hashlib.new(algorithm, TEXT).digest()).decode()
    assert sender.send(url, TEXT, 0, Upload_Checksum=f"{algorithm} {digest}").status_code == 204


def test_a_piece_with_a_wrong_checksum_is_thrown_away(sender, url):
    """“… MUST discard the uploaded chunk, its upload and offset MUST NOT be updated” (460)."""
    digest = base64.b64encode(hashlib.sha1(b"other").digest()).decode()
    assert sender.send(url, TEXT, 0, Upload_Checksum=f"sha1 {digest}").status_code == 460
    assert sender.ask("HEAD", url)["Upload-Offset"] == "0"
    assert not StoredFile.objects.exists()


def test_a_checksum_of_an_unknown_kind_is_a_bad_request(sender, url):
    assert sender.send(url, TEXT, 0, Upload_Checksum="crc32 AAAA").status_code == 400


def test_termination_forgets_the_upload(sender, url):
    path = uploads.path_of(Upload.objects.get())
    assert sender.ask("DELETE", url).status_code == 204
    assert sender.ask("HEAD", url).status_code == 404
    assert not path.exists()


def test_the_method_may_stand_in_a_header(sender, url):
    """“If this header is present … the Server MUST interpret the header's value as the request's method”."""
    answer = sender.ask("POST", url, TEXT, Upload_Offset=0, X_HTTP_Method_Override="PATCH")
    assert answer.status_code == 204
    assert StoredFile.objects.count() == 1


def test_asking_again_about_a_whole_file_changes_nothing(sender, url):
    sender.send(url, TEXT, 0)
    assert sender.send(url, b"", len(TEXT)).status_code == 204
    assert sender.send(url, b"x", 3).status_code == 409
    assert StoredFile.objects.count() == 1


def test_a_whole_file_that_was_never_looked_at_is_by_an_empty_piece(sender, url):
    """The line broke between the last byte and the answer, or the server was ended there."""
    uploads.path_of(Upload.objects.get()).write_bytes(TEXT)
    assert sender.send(url, b"", len(TEXT)).status_code == 204
    assert Upload.objects.get().is_settled


def test_what_is_refused_says_why_in_its_row(sender):
    url = sender.begin(4, "setup.exe")["Location"]
    assert sender.send(url, b"MZ\x90\x00", 0).status_code == 204
    assert "cannot be attached" in sender.client.get(url).content.decode()
    assert not StoredFile.objects.exists()


def test_an_upload_is_nobody_elses(cast, sender, url):
    other = Sender(cast.temir)
    for method in ("HEAD", "PATCH", "DELETE", "GET"):
        assert other.ask(method, url, Upload_Offset=0).status_code == 404
    assert Client().head(url).status_code == 302


def test_who_may_not_add_to_the_library_begins_nothing(cast):
    for somebody in (cast.kubanych, cast.anara, cast.kwame):
        assert Sender(somebody).begin(5).status_code == 403
    assert not Upload.objects.exists()


def test_what_nobody_went_on_with_is_cleaned_up(sender, url, settings):
    sender.send(url, TEXT[:100], 0)
    whole = sender.begin(len(TEXT))["Location"]
    sender.send(whole, TEXT, 0)
    assert uploads.clean_up() == 0
    long_ago = timezone.now() - timedelta(days=settings.UPLOADS_KEPT_DAYS, minutes=1)
    path = uploads.path_of(Upload.objects.get(pk=url.split("/")[-2]))
    Upload.objects.update(touched_at=long_ago)
    assert uploads.clean_up() == 2
    assert not path.exists()
    assert not Upload.objects.exists()
    assert not StoredFile.objects.exists()
