"""What exists in the demo only: signing in as anyone, and reading all mail that was sent."""

from csp.decorators import csp
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from unmn.demo import mailbox

LETTERS_PER_PAGE = 50
# An e-mail is foreign to the portal: it runs no script, loads nothing, and has styles of its own.
MAIL_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": ["'self'"],
}
SHOWN_IN_BROWSER = ("application/pdf", "text/calendar", "text/plain", "image/png", "image/jpeg")


def sign_in_as(request, slug):
    """Sign in as a person of the demo network, without password or second factor."""
    if not settings.DEMO:
        raise Http404
    user = get_object_or_404(get_user_model(), person__slug=slug, is_active=True)
    login(request, user, backend="foundation.accounts.backends.AccountBackend")
    request.session["demo_login"] = True
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        wanted = reverse(settings.LOGIN_REDIRECT_URL)
    return redirect(wanted)


def letter_list(request):
    """List what was sent, the newest first; `?to=` searches, `?format=json` is for programs."""
    recipient = request.GET.get("to", "")
    page = Paginator(mailbox.letters(recipient), LETTERS_PER_PAGE).get_page(request.GET.get("page"))
    if request.GET.get("format") == "json":
        return JsonResponse(_as_json(request, page))
    return render(
        request,
        "demo/letter_list.html",
        {"page": page, "recipient": recipient, "elsewhere": settings.DEMO_MAIL_ELSEWHERE},
    )


def _as_json(request, page):
    following = request.GET.copy()
    if page.has_next():
        following["page"] = page.next_page_number()
    return {
        "count": page.paginator.count,
        "next": f"?{following.urlencode()}" if page.has_next() else None,
        "letters": [letter.as_json() for letter in page],
    }


def letter(request, key):
    """Show one message: its headers, both bodies, what is attached."""
    shown = _letter_or_404(key)
    if request.GET.get("format") == "json":
        return JsonResponse(shown.as_json())
    crumbs = [
        {"label": _("E-mails sent"), "url": reverse("demo:letter_list")},
        {"label": shown.headers["Subject"]},
    ]
    return render(request, "demo/letter.html", {"letter": shown, "crumbs": crumbs})


@csp(MAIL_POLICY)  # type: ignore[arg-type]
@xframe_options_sameorigin
def letter_html(request, key):
    """Serve the HTML body for the frame of `letter`; its links open in the whole window."""
    html = _letter_or_404(key).html
    return HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))


def letter_source(request, key):
    """Serve the message as it came over the wire."""
    source = _letter_or_404(key).source
    return HttpResponse(source, content_type="text/plain; charset=utf-8")


def letter_part(request, key, number):
    """Serve an attachment."""
    for part in _letter_or_404(key).parts:
        if part.number == number:
            response = HttpResponse(part.content, content_type=part.content_type)
            response["Content-Disposition"] = content_disposition_header(
                part.content_type not in SHOWN_IN_BROWSER, part.name
            )
            return response
    raise Http404


def _letter_or_404(key):
    try:
        return mailbox.letter(key)
    except KeyError as error:
        raise Http404 from error
