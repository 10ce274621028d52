"""What `manage.py check --deploy` says about the key of the seal on a real server."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

HINT = "README.md, “Running it for real”, says what to give."


@register(Tags.security, deploy=True)
def the_seal_has_its_key(app_configs, **kwargs):
    """A server that publishes statements needs exactly one key, and all that belongs to it."""
    if settings.SEAL_PKCS12 and settings.SEAL_PKCS11_MODULE:
        return [Error("SEAL_PKCS12 and SEAL_PKCS11_MODULE are both given.", hint=HINT, id="documents.E001")]
    wrong = [*_files(), *_hardware()]
    if settings.SEAL_TSA_URL and not settings.SEAL_TSA_URL.startswith(("https://", "http://")):
        wrong.append(Error("SEAL_TSA_URL is not an address.", hint=HINT, id="documents.E004"))
    if not (settings.DEMO or settings.SEAL_PKCS12 or settings.SEAL_PKCS11_MODULE):
        wrong.append(
            Warning("No key is given: statements cannot be published.", hint=HINT, id="documents.W001")
        )
    return wrong


def _files():
    return [
        Error(f"{name} names a file that is not there.", hint=HINT, id="documents.E002")
        for name in ("SEAL_PKCS12", "SEAL_ROOTS")
        if getattr(settings, name) and not Path(getattr(settings, name)).is_file()
    ]


def _hardware():
    if not settings.SEAL_PKCS11_MODULE:
        return []
    return [
        Error(f"{name} is missing beside SEAL_PKCS11_MODULE.", hint=HINT, id="documents.E003")
        for name in ("SEAL_PKCS11_KEY_LABEL", "SEAL_PKCS11_PIN", "SEAL_ROOTS")
        if not getattr(settings, name)
    ]
