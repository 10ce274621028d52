"""The seal of published PDFs: whoever changes a byte is found out (RULES R7.40, R9.49)."""

import io
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pypdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.checks import run_checks
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from foundation.core.workflow import Refused
from foundation.documents import pdf, seal_demo, seal_keys, sealing

NETWORK = "UN Migration Network in the Kyrgyz Republic"


@pytest.fixture(scope="module")
def plain():
    return pdf.render_pdf("print/base.html", {"symbol": "UNMN-KG/2026/ST/1"}, language="en", title="Seal")


@pytest.fixture(scope="module")
def sealed(plain):
    return sealing.seal(plain, reason="Published", name=NETWORK)


def test_pyhanko_finds_the_seal_intact_whole_and_trusted(sealed):
    found = PdfFileReader(io.BytesIO(sealed)).embedded_regular_signatures[0]
    status = validate_pdf_signature(found, ValidationContext(trust_roots=seal_keys.trusted_roots()))
    assert (status.bottom_line, found.sig_object["/SubFilter"]) == (True, "/ETSI.CAdES.detached")


def test_our_own_check_says_the_same(sealed):
    report = sealing.check(sealed)
    assert report.is_good
    assert "demonstration" in report.seals[0].by


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler-utils is not here")
def test_pdfsig_agrees(sealed, tmp_path):
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed)
    said = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said


def test_what_validates_it_without_a_network_is_in_the_file(sealed):
    root = pypdf.PdfReader(io.BytesIO(sealed)).trailer["/Root"]
    assert {"/CRLs", "/Certs"} <= set(root["/DSS"])


def test_the_document_stays_as_it_was_made_tags_and_all(plain, sealed):
    assert sealed.startswith(plain)
    root = pypdf.PdfReader(io.BytesIO(sealed)).trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "en")
    assert root["/StructTreeRoot"].get_object()["/K"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_the_field_of_the_seal_is_hidden_and_named_as_pdf_ua_asks(sealed):
    page = pypdf.PdfReader(io.BytesIO(sealed)).pages[0]
    widget = page["/Annots"][0].get_object()
    assert (widget["/F"] & 2, widget["/TU"], page["/Tabs"]) == (2, NETWORK, "/S")


@pytest.mark.parametrize("place", [0.02, 0.2, 0.45, 0.999])
def test_one_changed_byte_is_found_out(sealed, place):
    changed = bytearray(sealed)
    changed[int(len(changed) * place)] ^= 1
    assert not sealing.check(bytes(changed)).is_good


def test_what_was_appended_is_found_out(sealed):
    written = IncrementalPdfFileWriter(io.BytesIO(sealed))
    written.root["/Author"] = written.root["/Lang"]
    written.update_root()
    out = io.BytesIO()
    written.write(out)
    for longer in (out.getvalue(), sealed + b"\n% a word more"):
        report = sealing.check(longer)
        assert [(one.is_intact, one.covers_all) for one in report.seals] == [(True, False)]
        assert not report.is_good


def test_a_pdf_without_its_seal_has_none(plain):
    report = sealing.check(plain)
    assert (report.problem, report.seals, report.is_good) == ("", [], False)


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"", "empty"), (b"PK\x03\x04 a workbook", "not-a-pdf"), (b"%PDF-1.7\n" + b"\xff" * 500, "damaged")],
)
def test_a_file_that_cannot_be_read_is_no_error(data, problem):
    assert sealing.check(data).problem == problem


def test_half_a_file_is_not_good(sealed):
    assert not sealing.check(sealed[: len(sealed) // 2]).is_good


def test_somebody_elses_seal_is_not_ours(plain, settings, tmp_path):
    settings.SEAL_DEMO_DIR = tmp_path / "other"
    foreign = sealing.seal(plain, reason="Published", name=NETWORK)
    assert sealing.check(foreign).is_good
    settings.SEAL_DEMO_DIR = tmp_path / "ours"
    found = sealing.check(foreign).seals[0]
    assert (found.is_intact, found.covers_all, found.is_trusted, found.is_good) == (True, True, False, False)


def test_the_authority_of_the_demo_is_readable_by_its_owner_alone(settings, tmp_path):
    settings.SEAL_DEMO_DIR = tmp_path / "seal"
    folder = seal_demo.demo_folder()
    assert {stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    before = (folder / "authority.pem").read_bytes()
    assert seal_demo.demo_folder() == folder
    assert (folder / "authority.pem").read_bytes() == before


@pytest.fixture
def key_file(tmp_path):
    """A key file as an authority hands it out, under a password."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Key file of an office")])
    certificate = (
        seal_demo.certificate(name, name, key.public_key())
        .add_extension(seal_demo.usage("digital_signature", "content_commitment"), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "seal.p12"
    path.write_bytes(
        serialization.pkcs12.serialize_key_and_certificates(
            b"seal", key, certificate, [certificate], serialization.BestAvailableEncryption(b"secret")
        )
    )
    return path


def test_a_real_server_seals_with_its_key_file(plain, settings, key_file):
    settings.DEMO, settings.SEAL_PKCS12, settings.SEAL_PKCS12_PASSWORD = False, str(key_file), "secret"
    report = sealing.check(sealing.seal(plain, reason="Published", name=NETWORK))
    assert [(one.is_good, one.by) for one in report.seals] == [(True, "Key file of an office")]


def test_a_wrong_password_is_said_in_words(plain, settings, key_file):
    settings.SEAL_PKCS12, settings.SEAL_PKCS12_PASSWORD = str(key_file), "wrong"
    with pytest.raises(Refused, match="password"):
        sealing.seal(plain, reason="Published", name=NETWORK)


def test_a_device_that_is_not_there_is_said_in_words(plain, settings):
    settings.SEAL_PKCS11_MODULE, settings.SEAL_PKCS11_KEY_LABEL = "/nowhere/module.so", "seal"
    with pytest.raises(Refused, match="device"):
        sealing.seal(plain, reason="Published", name=NETWORK)


def test_an_authority_of_time_that_does_not_answer_is_said_in_words(plain, settings):
    settings.SEAL_TSA_URL = "http://127.0.0.1:9/"
    with pytest.raises(Refused, match="time-stamp"):
        sealing.seal(plain, reason="Published", name=NETWORK)


def test_a_real_server_without_a_key_seals_nothing(plain, settings):
    settings.DEMO = False
    with pytest.raises(Refused, match="no key"):
        sealing.seal(plain, reason="Published", name=NETWORK)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"DEMO": True}, set()),
        ({}, {"documents.W001"}),
        ({"SEAL_PKCS12": "/nowhere.p12"}, {"documents.E002"}),
        ({"SEAL_PKCS12": "/nowhere.p12", "SEAL_PKCS11_MODULE": "m.so"}, {"documents.E001"}),
        ({"SEAL_PKCS11_MODULE": "m.so"}, {"documents.E003"}),
        ({"DEMO": True, "SEAL_TSA_URL": "tsa.example"}, {"documents.E004"}),
    ],
)
def test_the_settings_of_a_real_server_are_judged(settings, given, found):
    for name, value in {"DEMO": False, **given}.items():
        setattr(settings, name, value)
    said = {one.id for one in run_checks(include_deployment_checks=True)}
    assert {one for one in said if one.startswith("documents.")} == found


def test_no_key_lies_in_the_repository(settings):
    here = Path(settings.BASE_DIR)
    kept = [one for one in (here / "data").rglob("*") if re.search(r"\.(p12|pfx|key|pem)$", one.name)]
    assert kept == []
