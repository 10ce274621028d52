"""Tags and filters of every page: moments, languages, icons, permissions. Built in: nothing to load."""

from collections import defaultdict
from datetime import date

from django import template
from django.conf import settings
from django.core.paginator import Paginator
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from heroicons.templatetags.heroicons import heroicon_outline

from foundation.core import access, moments
from foundation.core.workflow import ACTS

register = template.Library()


@register.filter
def moment(value):
    """Say an instant in full, in the reader's language. Rule: RULES R10.50."""
    return moments.moment(value)


@register.filter
def until(starts, ends):
    """Say from when to when, in full: `{{ meeting.starts_at|until:meeting.ends_at }}`."""
    return moments.span(starts, ends)


@register.filter
def day(value):
    """Say a date with its weekday."""
    return moments.day(value)


@register.filter
def short_day(value):
    """Say a date without its weekday; never for a deadline."""
    return moments.short_day(value)


@register.filter
def clock(value):
    """Say the hour in Bishkek, as in 14:05."""
    return moments.clock(value)


@register.filter
def in_language(value, field="name"):
    """Return `<field>_<language>` of an object or dict; else the bare field, else any language there is."""
    language = (get_language() or "en")[:2]
    for name in (f"{field}_{language}", field, f"{field}_en", f"{field}_ru", f"{field}_ky"):
        found = value.get(name) if isinstance(value, dict) else getattr(value, name, None)
        if found:
            return found() if callable(found) else found
    return ""


@register.filter
def file_size(size):
    """Say a number of bytes as people do, never broken over two lines."""
    return filesizeformat(size).replace(" ", "\u00a0")


@register.simple_tag
def icon(name, size=20, **attrs):
    """Draw a heroicon (outline); decoration for the eye only, the words stand beside it."""
    given = {key: str(value) for key, value in attrs.items()}
    given["class"] = f"icon {given.get('class', '')}".strip()
    given["aria_hidden"] = "true"
    given["focusable"] = "false"
    return heroicon_outline(name, size=size, **given)


@register.simple_tag
def may(user, permission, thing=None):
    """Answer whether they may: `{% may user "meetings.convene" meeting as can %}`."""
    return user.has_perm(permission, thing)


@register.simple_tag(takes_context=True)
def why_visible(context, thing):
    """Say in one line why the reader sees `thing`: `{% block why %}{% why_visible meeting %}{% endblock %}`."""
    request = context.get("request")
    sentence = access.why_visible(request.user, thing) if request and thing else ""
    return render_to_string("ui/why.html", {"sentence": sentence}) if sentence else ""


@register.simple_tag(takes_context=True)
def why_this_page(context):
    """Say in one line why the reader sees this page; pages about one thing say it with `why_visible`."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    sentence = access.why_this_page(request.user, match.view_name, context) if match else ""
    return render_to_string("ui/why.html", {"sentence": sentence}) if sentence else ""


@register.simple_tag(takes_context=True)
def page_of(context, rows, length):
    """Return the page of a history that `?history=2` asks for."""
    request = getattr(context, "request", None)
    asked = request.GET.get("history") if request else None
    return Paginator([] if rows is None else rows, length).get_page(asked)


@register.simple_tag
def secretariat_email():
    """Return the functional mailbox of the secretariat, for "write to the secretariat"."""
    return settings.SECRETARIAT_EMAIL


@register.simple_tag(takes_context=True)
def current(context, address):
    """Return `aria-current="page"` when the page shown is at `address` or beneath it."""
    request = context.get("request")
    if not request or not address:
        return ""
    here = request.path
    is_here = here == address or (address != "/" and here.startswith(address))
    return mark_safe('aria-current="page"') if is_here else ""


TONES = {
    "good": {
        "adopted", "approved", "implemented", "sent", "done", "accepted", "confirmed", "present", "applied",
    },
    "info": {
        "convened", "proposed", "in-review", "open", "in-implementation", "queued", "sending", "released",
        "remote", "online", "alternate", "in-person", "merged", "on-agenda", "circulated",
    },
    "warm": {"postponed", "overdue", "late", "apology", "called-back", "reviewed", "waiting"},
    "bad": {"cancelled", "failed", "declined", "absent", "objection", "expired"},
}  # fmt: skip


@register.filter
def badge_tone(state):
    """Choose the colour of a badge: a tone given by name, or the one that fits a state's value; else grey."""
    value = str(getattr(state, "value", state)).replace("_", "-")
    if value in TONES:
        return value
    return next((tone for tone, states in TONES.items() if value in states), "")


@register.filter
def in_words(act):
    """Say what an act did, in the reader's language: the workflow's own words for it (RULES R9.49)."""
    move = ACTS.get(act.verb)
    words = str(move.done) if move else act.verb
    return words % _details_in_words(act) if "%(" in words else words


def _details_in_words(act):
    """What a workflow's words have places for: a day, named `…_on`, is kept as ISO, a choice in each language."""
    return defaultdict(str, {name: _detail(name, value) for name, value in act.details.items()})


def _detail(name, value):
    if isinstance(value, dict):
        return value.get((get_language() or "en")[:2], "")
    return moments.short_day(date.fromisoformat(value)) if name.endswith("_on") and value else value


@register.filter
def initials(person):
    """Return the first letters of a name's first and last word, for the round mark beside it."""
    words = str(person).split()
    return "".join(word[0] for word in dict.fromkeys([words[0], words[-1]])).upper() if words else ""
