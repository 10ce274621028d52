"""For whom a document is, who may read it by name, and who did."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.circulation.workflow import circulate
from foundation.core.access import refusals_as_messages
from knowledge.access import owns_it
from knowledge.forms import AudienceForm, ClassificationForm, ReaderForm
from knowledge.letters import ReaderNamed
from knowledge.views.frame import act_on, page_about, the_document
from knowledge.workflow import readers as office

PAGE = 50


@login_required
def classification(request, pk):
    shown = the_document(request, pk)
    form = ClassificationForm(
        request.POST or None, document=shown, may_lower=owns_it.test(request.user, shown)
    )
    return act_on(
        request, shown, office.change_classification, form,
        lambda values: office.change_classification(shown, by=request.user, **values),
        text=_("It is “%(now)s” now. Raising it takes effect at once: the document leaves the public, the state "
               "counterpart and partners. Only its owner may lower it, with a reason.")
        % {"now": shown.get_classification_display()},
        done=_("The classification is changed."),
    )  # fmt: skip


@login_required
def audience(request, pk):
    shown = the_document(request, pk)
    form = AudienceForm(
        request.POST or None,
        user=request.user,
        initial={"audience": shown.audience, "group": shown.group_id},
    )
    return act_on(
        request, shown, office.change_audience, form,
        lambda values: office.change_audience(shown, by=request.user, **values),
        text=_("Fewer readers: the owner or the secretariat decides; more readers: the owner alone."),
        done=_("The audience is changed."),
    )  # fmt: skip


@login_required
def reader_name(request, pk):
    """Name a reader; a letter tells them, with no more than the rules let a letter say (RULES R8.48)."""
    shown = the_document(request, pk)

    def name(values):
        office.name_reader(shown, by=request.user, **values)
        circulate(ReaderNamed(shown, values["person"]), by=request.user, at_once=True)

    return act_on(
        request, shown, office.name_reader, ReaderForm(request.POST or None), name,
        text=_("The person may read the document, whatever its audience, and is told by a letter."),
        done=_("The reader is named, and told by a letter."),
    )  # fmt: skip


@require_POST
@login_required
def reader_unname(request, pk, reader):
    shown = the_document(request, pk)
    named = shown.named_readers.filter(pk=reader).select_related("person").first()
    if named is None:
        raise Http404
    with refusals_as_messages(request) as refusals:
        office.unname_reader(shown, by=request.user, person=named.person)
    if not refusals:
        messages.success(request, _("%(name)s is not a named reader any more.") % {"name": named.person})
    # Who takes off themselves may see the document no more.
    return redirect(shown)


@login_required
@require_safe
def access_record(request, pk):
    """Who opened and took away the document: for its owner and the secretariat (RULES R8.46)."""
    shown = the_document(request, pk)
    if not request.user.has_perm("knowledge.see_access_records", shown):
        raise Http404
    rows = shown.accesses.select_related("reader__person__organisation", "version")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = page_about(request, shown, _("Who opened it"), page=page)
    return render(request, "knowledge/access_record.html", context)
