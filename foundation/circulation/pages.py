"""The page on which a letter is looked at before it leaves; each app's view hands it its own letter."""

import re
import uuid
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection, transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from foundation.circulation.forms import NoteForm
from foundation.circulation.freeze import preview_for, recipients_of
from foundation.circulation.letters import Remark
from foundation.circulation.models import FORM_KEY_COUNTS, Circulation
from foundation.core.access import refusals_as_messages
from foundation.core.links import mask_links
from foundation.core.workflow import Refused
from foundation.documents import files

HEAVY_MAIL = 10 * 1024 * 1024


def preview_page(request, letter, *, act, back, title, noun, after="", is_final=False, crumbs=()):
    """Show the check in words, the covering note, the recipients, the exact letter of each; then circulate.

    `letter` is one Letter, or a list of them when one act makes several mailings (members and guests apart).
    `act(note)` does it and returns the circulation (or a list of them); `back` is the address to return to,
    `title` heads the page, `noun` says what goes out. The calling view has asked who may. `after` is where they go
    then who may not see circulations. `crumbs` is the way to the page, where it is longer. `is_final` says
    that the letters leave at once, with no minutes to call them back.
    """
    desk = Desk(letter if isinstance(letter, list | tuple) else [letter])
    if "file" in request.GET:
        return _attachment(request, desk)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and request.POST.get("step") == "circulate" and form.is_valid():
        with refusals_as_messages(request):
            made = _circulate_once(request, desk, act, form.cleaned_data["note"])
            sees_it = request.user.has_perm("circulation.see_circulations")
            return redirect(made if sees_it or not after else after)
    chosen = _chosen(request, desk)
    note = form.cleaned_data.get("note", "") if form.is_bound and form.is_valid() else ""
    context = {
        "title": title,
        "noun": noun,
        "back": back,
        "form": form,
        "form_key": request.POST.get("form_key") or uuid.uuid4(),
        "remarks": desk.remarks,
        "is_final": is_final,
        "is_stopped": desk.is_stopped,
        "groups": desk.groups,
        "count": len(desk.places),
        "chosen": chosen,
        "shown": LetterShown.of_place(chosen, note) if chosen else None,
        "crumbs": crumbs or [*([{"label": noun, "url": back}] if noun != title else []), {"label": title}],
    }
    return render(request, "circulation/preview.html", context)


@dataclass
class Place:
    """One recipient in the list, with what goes to them; `number` names the place in the form."""

    number: int
    letter: object
    recipient: object
    attachments: list = field(default_factory=list)


@dataclass
class Group:
    """One mailing of the page."""

    title: str
    places: list


class Desk:
    """The letters that lie ready, with the check in words of RULES R10.55."""

    def __init__(self, letters):
        self.groups, self.places = [], []
        for letter in letters:
            found = [
                Place(len(self.places) + number, letter, recipient, letter.attached(recipient))
                for number, recipient in enumerate(recipients_of(letter))
            ]
            self.places += found
            self.groups.append(Group(letter.title(), found))
        self.remarks = [*(remark for letter in letters for remark in letter.remarks()), *self._own_remarks()]

    @property
    def is_stopped(self):
        """Say whether something must be put right before anything may leave."""
        return any(remark.level == "stop" for remark in self.remarks)

    @property
    def reasons(self):
        """Return what must be put right, in one text."""
        return " ".join(str(remark.sentence) for remark in self.remarks if remark.level == "stop")

    def _own_remarks(self):
        if not self.places:
            yield Remark("stop", _("There is nobody to write to. Choose the recipients first."))
        without = [place.recipient.name for place in self.places if not place.recipient.address.strip()]
        if without:
            yield Remark(
                "warn",
                _(
                    "No e-mail address is known for %(names)s. Their letters will stand as failed; "
                    "add the address in the directory first, or send to it afterwards."
                )
                % {"names": ", ".join(without)},
            )
        if any(place.letter.goes_without_content for place in self.places):
            yield Remark(
                "note", _("This is confidential: the mail carries a link to the portal, and no content.")
            )
        heaviest = max((sum(file.size for file in place.attachments) for place in self.places), default=0)
        if heaviest > HEAVY_MAIL:
            yield Remark(
                "warn",
                _("The attachments are larger than 10 MB together; some mail servers will refuse them."),
            )


@dataclass(frozen=True)
class Enclosure:
    """A file that goes along; `url` is empty for one that has no more than its name yet."""

    name: str
    size: int
    url: str


@dataclass(frozen=True)
class LetterShown:
    """One letter as a page shows it: its lines of address, its words, its HTML as a fragment."""

    sender: str
    to: str
    reply_to: str
    language: str
    subject: str
    text: str
    style: str
    body: str
    enclosures: list
    calendar: str

    @classmethod
    def of_place(cls, place, note):
        """Return how the letter to one recipient would go, were it sent now."""
        one = preview_for(place.letter, place.recipient, note)
        enclosures = [
            Enclosure(
                file.name, file.size, f"?to={place.number}&file={number}" if _can_be_opened(file) else ""
            )
            for number, file in enumerate(place.attachments)
        ]
        return cls._of(
            one, place.recipient.name, place.recipient.address, place.recipient.language, enclosures
        )

    @classmethod
    def of_delivery(cls, delivery):
        """Return how a letter that was frozen is shown."""
        enclosures = [
            Enclosure(file.name, file.size, reverse("circulation:delivery_file", args=[delivery.pk, file.pk]))
            for file in delivery.attachments.all()
        ]
        return cls._of(delivery, delivery.name, delivery.address, delivery.language, enclosures)

    @classmethod
    def _of(cls, one, name, address, language, enclosures):
        # The links in it are for its reader alone: the row keeps them, no page shows them.
        style, body = fragment(mask_links(one.html))
        return cls(
            sender=settings.DEFAULT_FROM_EMAIL,
            to=f"{name} <{address}>" if address else name,
            reply_to=settings.SECRETARIAT_EMAIL,
            language=language,
            subject=mask_links(one.subject),
            text=mask_links(one.text),
            style=style,
            body=body,
            enclosures=enclosures,
            calendar=mask_links(_unfolded(one.calendar)),
        )


def _unfolded(calendar):
    """A calendar object with its long lines whole again (RFC 5545 folds them, tokens too)."""
    return calendar.replace("\r\n ", "").replace("\n ", "")


def fragment(html):
    """Take a letter's document apart for a shadow root: (style sheet, body), both made by our own templates.

    A shadow root shows the letter in its own style, as a mail program does, without a frame of its own.
    """
    style = "\n".join(re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL | re.IGNORECASE))
    found = re.search(r"<body[^>]*>(.*)</body>", html, re.DOTALL | re.IGNORECASE)
    body = found.group(1) if found else html
    style = re.sub(r"(?<![\w.#-])body(?![\w-])", ":host", style)
    return mark_safe(style), mark_safe(body)  # noqa: S308 -- rendered by our templates, which escape


def _circulate_once(request, desk, act, note):
    """Do it once for each time that the page was opened: the second click finds what the first one made."""
    key = _key(request)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key.int % 2**63])
        made = Circulation.objects.filter(form_key=key).first()
        if made:
            return made
        if desk.is_stopped:
            raise Refused(desk.reasons)
        made = act(note)
        mailings = made if isinstance(made, list | tuple) else [made]
        for number, circulation in enumerate(mailings):
            own_key = uuid.UUID(int=key.int | number)
            Circulation.objects.filter(pk=circulation.pk).update(form_key=own_key)
        return mailings[0]


def _key(request):
    """The key of this opening of the page, without the bits that count its mailings."""
    try:
        key = uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        key = uuid.uuid4()
    return uuid.UUID(int=key.int & ~FORM_KEY_COUNTS)


def _chosen(request, desk):
    wanted = request.POST.get("to") or request.GET.get("to") or ""
    number = int(wanted) if wanted.isdecimal() else 0
    return desk.places[min(number, len(desk.places) - 1)] if desk.places else None


def _can_be_opened(file):
    return bool(file.stored_at or file.file or hasattr(file, "make"))


def _attachment(request, desk):
    """Answer with one enclosure of the chosen letter, stored or made for looking at."""
    place, wanted = _chosen(request, desk), request.GET["file"]
    number = int(wanted) if wanted.isdecimal() else -1
    if place is None or not 0 <= number < len(place.attachments):
        raise Http404
    answer = files.serve_preview(place.attachments[number])
    if answer is None:
        raise Http404
    return answer
