"""The seal of a published PDF: a PAdES signature by which every reader program says whether it was changed.

It is appended to the file, so that the document stays as it was made, tags and all. It certifies the document
and covers all of it: whatever comes after it is a change. See docs/decisions/0007.
"""

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.core.workflow import Refused
from foundation.documents.seal_keys import open_keys, trusted_roots

FIELD = "Seal"
# What a reader of damaged files may stumble over: the file is somebody's upload.
STUMBLES = (
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    RecursionError,
    OverflowError,
    OSError,
)


@dataclass(frozen=True)
class Seal:
    """One signature in a PDF, as it was found."""

    is_intact: bool
    covers_all: bool
    is_trusted: bool
    by: str
    reason: str
    at: datetime | None
    is_time_stamped: bool = False

    @property
    def is_good(self):
        """Whether the file is as the Network sealed it: intact, whole, and by a key that we know."""
        return self.is_intact and self.covers_all and self.is_trusted


@dataclass(frozen=True)
class Report:
    """What `check` found: the seals, or why the file could not be read ("empty", "not-a-pdf", "damaged")."""

    problem: str = ""
    seals: list[Seal] = field(default_factory=list)

    @property
    def is_good(self):
        """Whether it has a seal and every one is good."""
        return bool(self.seals) and all(one.is_good for one in self.seals)


def seal(pdf: bytes, *, reason: str, name: str, location: str = "") -> bytes:
    """Answer the PDF with the Network's seal appended.

    `name` is in whose name, `reason` what the seal stands for; both are kept in the signature. With a time-stamp
    authority (SEAL_TSA_URL) the time is its word, else the portal's. Raises `Refused` when the key or the
    authority cannot be had.
    """
    with open_keys() as keys:
        return _apart(lambda: _sealed(pdf, keys, reason=reason, name=name, location=location))


def check(pdf: bytes) -> Report:
    """Say what seals a file has and whether they hold; it never raises for a bad file and fetches nothing."""
    if not pdf:
        return Report(problem="empty")
    if b"%PDF-" not in pdf[:1024]:
        return Report(problem="not-a-pdf")
    roots = trusted_roots()
    return _apart(lambda: _report(pdf, roots))


def _sealed(pdf, keys, *, reason, name, location):
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.timestamps.common_utils import TimestampRequestError
    from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError

    try:
        return _append(pdf, keys, reason=reason, name=name, location=location)
    except TimestampRequestError as error:
        raise Refused(_("The time-stamp authority does not answer. Try again in a few minutes.")) from error
    except (SigningError, PdfError, PathBuildingError, PathValidationError) as error:
        raise Refused(
            _(
                "The document could not be sealed: the key or its certificate is not in order. Ask the administrator."
            )
        ) from error


def _append(pdf, keys, *, reason, name, location):
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
    from pyhanko.sign.timestamps import HTTPTimeStamper

    class DatedSigner(PdfSigner):
        """Signs at the portal's time."""

        def init_signing_session(self, *args, **kwargs):
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = timezone.now()
            return session

    stamper = (
        HTTPTimeStamper(settings.SEAL_TSA_URL, timeout=settings.SEAL_TSA_TIMEOUT)
        if settings.SEAL_TSA_URL
        else None
    )
    context = _context(keys) if keys.crls or settings.SEAL_FETCHES else None
    about = PdfSignatureMetadata(
        field_name=FIELD,
        reason=reason,
        name=name,
        location=location or None,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        validation_context=context,
        embed_validation_info=context is not None,
        dss_settings=DSSContentSettings(
            include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
        ),
    )
    # Validation data goes into the signed revision, so that the seal covers the whole file.
    # A widget that is no part of the page: hidden, as PDF/UA asks of what is not in the tags.
    place = SigFieldSpec(
        FIELD,
        on_page=0,
        invis_sig_settings=InvisSigSettings(
            set_print_flag=False, set_hidden_flag=True, box_out_of_bounds=True
        ),
        readable_field_name=name,
    )
    signer = DatedSigner(about, signer=keys.signer, timestamper=stamper, new_field_spec=place)
    written = IncrementalPdfFileWriter(io.BytesIO(pdf))
    return signer.sign_pdf(written).getvalue()


def _context(keys):
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(
        trust_roots=keys.roots,
        other_certs=keys.chain,
        crls=keys.crls,
        moment=None if settings.SEAL_FETCHES else timezone.now(),
        allow_fetching=settings.SEAL_FETCHES,
        revocation_mode="soft-fail",
    )


def _report(pdf, roots):
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        # Not strict: a byte too many must be told as a change, not as a file that nobody can read.
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        return Report(seals=[_seal_found(one, roots) for one in reader.embedded_regular_signatures])
    except (PdfError, *STUMBLES):
        return Report(problem="damaged")


def _seal_found(found, roots):
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=timezone.now())
    status = validate_pdf_signature(found, context)
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    stamp = status.timestamp_validity
    return Seal(
        is_intact=status.intact and status.valid,
        covers_all=whole,
        is_trusted=bool(roots) and status.trusted,
        by=status.signing_cert.subject.native.get("common_name")
        or status.signing_cert.subject.human_friendly,
        reason=str(found.sig_object.get("/Reason", "")),
        at=stamp.timestamp if stamp else status.signer_reported_dt,
        is_time_stamped=bool(stamp),
    )


def _apart(work):
    """Do `work` where no event loop runs: pyHanko starts one of its own and cannot inside another."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(work).result()
