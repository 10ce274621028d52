"""Whose key seals a document: a file (PKCS#12), a hardware module (PKCS#11), or the demo's own authority."""

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from foundation.core.workflow import Refused
from foundation.documents.seal_demo import demo_crl, demo_folder


@dataclass
class SealKeys:
    """What signs (a pyHanko signer), the certificates that are trusted, and lists of what was revoked."""

    signer: object
    roots: list
    chain: list = field(default_factory=list)
    crls: list = field(default_factory=list)


def has_keys():
    """Whether documents can be sealed here."""
    return bool(settings.DEMO or settings.SEAL_PKCS12 or settings.SEAL_PKCS11_MODULE)


@contextlib.contextmanager
def open_keys():
    """Lend the keys for one seal. Raises `Refused` with a sentence when they cannot be had."""
    if settings.SEAL_PKCS11_MODULE:
        with _hardware() as keys:
            yield keys
    elif settings.SEAL_PKCS12:
        yield _key_file()
    elif settings.DEMO:
        yield _demo()
    else:
        raise Refused(
            _("The portal has no key to seal documents with. Ask the administrator to set one up (README).")
        )


def trusted_roots():
    """The certificates by which a seal is known as the Network's, for checking; may be empty."""
    if settings.SEAL_ROOTS:
        return _certificates(Path(settings.SEAL_ROOTS))
    if settings.SEAL_PKCS11_MODULE:
        return []
    if settings.SEAL_PKCS12:
        keys = _key_file()
        return keys.roots
    return _certificates(demo_folder() / "authority.pem") if settings.DEMO else []


def _demo():
    from pyhanko.sign.signers import SimpleSigner

    folder = demo_folder()
    authority = folder / "authority.pem"
    signer = SimpleSigner.load(
        key_file=str(folder / "seal.key"), cert_file=str(folder / "seal.pem"), ca_chain_files=[str(authority)]
    )
    return SealKeys(signer, roots=_certificates(authority), crls=[demo_crl(folder)])


def _key_file():
    from pyhanko.sign.signers import SimpleSigner

    password = settings.SEAL_PKCS12_PASSWORD.encode() or None
    signer = SimpleSigner.load_pkcs12(settings.SEAL_PKCS12, passphrase=password)
    if signer is None:
        raise Refused(
            _(
                "The key file of the seal cannot be opened. Ask the administrator to check its place and its password."
            )
        )
    chain = list(signer.cert_registry)
    roots = _given_roots() or [one for one in chain if one.subject == one.issuer]
    return SealKeys(signer, roots=roots, chain=chain)


@contextlib.contextmanager
def _hardware():
    from pkcs11.exceptions import PKCS11Error
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    try:
        session = open_pkcs11_session(
            settings.SEAL_PKCS11_MODULE,
            slot_no=settings.SEAL_PKCS11_SLOT,
            user_pin=settings.SEAL_PKCS11_PIN or None,
        )
    except (PKCS11Error, RuntimeError) as error:
        raise Refused(
            _(
                "The device that holds the key of the seal does not answer. Ask the administrator to look at it."
            )
        ) from error
    with session:
        label = settings.SEAL_PKCS11_KEY_LABEL
        signer = PKCS11Signer(session, cert_label=label, key_label=label, other_certs_to_pull=None)
        yield SealKeys(signer, roots=_given_roots())


def _given_roots():
    return _certificates(Path(settings.SEAL_ROOTS)) if settings.SEAL_ROOTS else []


def _certificates(path):
    from pyhanko.keys import load_certs_from_pemder

    return list(load_certs_from_pemder([str(path)]))
