"""The demo's own certification authority: made at first need, kept in the state folder, read by its owner alone.

Its certificates say "demonstration" in their subject, so that nobody takes its seal for the Network's.
"""

import os
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto.crl import CertificateList
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone

# Wide enough for a demo whose story is told at its own dates, and for the tests' clocks.
DEMO_BEGINS = datetime(2020, 1, 1, tzinfo=UTC)
DEMO_ENDS = datetime(2049, 12, 31, tzinfo=UTC)
DEMO_FILES = ("authority.pem", "authority.key", "seal.pem", "seal.key")


def demo_folder():
    """Make the demo's authority if it is not there yet; answer the folder that holds it."""
    folder = Path(settings.SEAL_DEMO_DIR)
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder.parent))
        _make_demo(made)
        try:
            # Two processes may have made one: the first to rename wins, and both use that.
            made.rename(folder)
        except OSError:
            shutil.rmtree(made)
    return folder


def _make_demo(folder):
    """Write an authority and the certificate that it gives the demo's seal."""
    own, seal = (rsa.generate_private_key(public_exponent=65537, key_size=3072) for _one in range(2))
    authority_name = _subject("UN Migration Network, demonstration authority")
    seal_name = _subject("UN Migration Network in the Kyrgyz Republic (demonstration)")
    authority = (
        certificate(authority_name, authority_name, own.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage("key_cert_sign", "crl_sign"), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
        .sign(own, hashes.SHA256())
    )
    sealed = (
        certificate(seal_name, authority_name, seal.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage("digital_signature", "content_commitment"), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(seal.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(own.public_key()), critical=False)
        .sign(own, hashes.SHA256())
    )
    for name, data in zip(
        DEMO_FILES, (_pem(authority), _key_pem(own), _pem(sealed), _key_pem(seal)), strict=True
    ):
        with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)


def demo_crl(folder):
    """The demo's list of revoked certificates (none): it lets a seal be validated without any network."""
    authority = x509.load_pem_x509_certificate((folder / "authority.pem").read_bytes())
    key = serialization.load_pem_private_key((folder / "authority.key").read_bytes(), password=None)
    now = timezone.now()
    crl = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.subject)
        .last_update(now - timedelta(days=1))
        .next_update(now + timedelta(days=30))
        .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    return CertificateList.load(crl.public_bytes(serialization.Encoding.DER))


def _subject(name):
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "KG"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "UN Migration Network (demonstration)"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def certificate(subject, issuer, public_key):
    """Begin a certificate of the demo; whoever asks adds its extensions and signs it."""
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(DEMO_BEGINS)
        .not_valid_after(DEMO_ENDS)
    )


def usage(*granted):
    """What a key may be used for, by the names of X.509."""
    every = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{one: one in granted for one in every})


def _pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM)


def _key_pem(key):
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
