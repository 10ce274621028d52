"""The signing page: exactly the canonical text in all its languages, its hash, and the key (RULES R7.39)."""

import datetime

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from foundation.core.access import refusals_as_messages
from foundation.documents.files import serve_bytes
from members.models import Parameter
from members.views.acts import permitted_or_403
from statements import tasks
from statements.canonical import canonical_text, hash_of
from statements.states import AuthenticatedBy
from statements.views.frame import page_of, the_statement
from statements.workflow import signing as office
from statements.workflow.reading import changes_since, lost_signatures
from statements.workflow.statements import round_of

METHODS = {"webauthn": AuthenticatedBy.PASSKEY, "totp": AuthenticatedBy.SECOND_FACTOR}


def proof_of(request):
    """How and when this session last proved who it is: passkey or authenticator app; (None, None) for neither.

    Recovery codes and a password prove too little. In the demo its own sign-in counts, and says so.
    """
    for record in reversed(get_authentication_records(request, request.user)):
        method = METHODS.get(record.get("type", "")) if record.get("method") == "mfa" else None
        if method:
            return method, datetime.datetime.fromtimestamp(record["at"], tz=datetime.UTC)
    if settings.DEMO and request.session.get("demo_login"):
        return AuthenticatedBy.DEMO, timezone.now()
    return None, None


def is_fresh(at):
    """Whether a proof is fresh enough to sign by."""
    minutes = Parameter.value_of("signing_minutes")
    return at is not None and timezone.now() - at <= datetime.timedelta(minutes=minutes)


def _sign_in_again(request):
    """Where somebody proves anew who they are, and comes back from."""
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    page = "mfa_reauthenticate_webauthn" if "webauthn" in kinds else "mfa_reauthenticate"
    return f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}", "webauthn" in kinds


@never_cache
@login_required
def sign(request, slug):
    """Read exactly what is signed, then sign it."""
    shown = the_statement(request, slug)
    permitted_or_403(request, office.sign, shown)
    if shown.state not in office.sign.sources:
        messages.error(request, office.sign.workflow.refusal(office.sign, shown))
        return redirect(shown)
    method, at = proof_of(request)
    if request.method == "POST":
        with refusals_as_messages(request) as refusals:
            office.sign(
                shown, by=request.user, text_hash=request.POST.get("text_hash", ""), authenticated_by=method or "",
                authenticated_at=at, office=request.POST.get("office") or None,
            )  # fmt: skip
        if not refusals:
            tasks.nudge(shown)
            messages.success(request, _("Signed. Thank you."))
            return redirect(shown)
    body = canonical_text(shown)
    address, has_passkey = _sign_in_again(request)
    lost = lost_signatures(shown)
    round_ = round_of(shown)
    context = page_of(
        shown, _("Sign"), body=body, text_hash=hash_of(body), missing=office.sign.what_is_missing(shown),
        offices=office.offices_to_sign_for(shown, request.user), live=list(shown.signatures.live()), round=round_,
        is_fresh=is_fresh(at), again=address, has_passkey=has_passkey, method=method, at=at, lost=lost[:1],
        lost_changes=changes_since(lost[0].canonical, shown) if lost else [],
        since_cleared=_since_cleared(shown, body),
        parts=_parts(body), minutes=Parameter.value_of("signing_minutes"),
    )  # fmt: skip
    return render(request, "statements/sign.html", context)


def _since_cleared(shown, body):
    last = shown.clearances.select_related("canonical").order_by("-number").first()
    if last is None or last.canonical.text_hash == hash_of(body):
        return []
    return changes_since(last.canonical, shown)


def _parts(body):
    """The canonical text in pieces, each with the language in which it is read aloud; nothing is left out."""
    head, *texts = body.split("\n\n[")
    parts = [{"language": "en", "body": head}]
    for text in texts:
        language = text.partition("]")[0]
        parts.append({"language": language, "body": f"[{text}"})
    return parts


@login_required
def canonical_download(request, slug):
    """The canonical text as the bytes that are signed, so that anybody can count the hash again."""
    shown = the_statement(request, slug)
    if not shown.text_hash:
        raise Http404
    name = f"{shown.symbol.replace('/', '-')}-canonical.txt"
    return serve_bytes(canonical_text(shown).encode(), name=name, media_type="text/plain")
