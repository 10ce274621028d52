"""The member list as page and as files, on any day, and how it is circulated."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foundation.circulation.pages import preview_page
from foundation.core.access import visible_or_404
from foundation.documents.files import serve_bytes
from members.exports import PDF, VCARD, XLSX, export_name, member_list_pdf, member_list_xlsx, vcards
from members.forms.network import ListForm
from members.letters import MemberListCirculated
from members.member_list import read_member_list
from members.models import EntryConfirmation, MemberListIssue, Person
from members.states import CorrectionState
from members.views.acts import permitted_or_403
from members.workflow import circulate_member_list
from members.workflow.issue import next_issue


def _wanted(request):
    """The list that the address asks for: as of a day, searched, narrowed; 404 for who may not read it."""
    if not request.user.has_perm("members.see_member_list"):
        raise Http404
    form = ListForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    members = read_member_list(wanted.get("on"))
    return form, members.narrowed(wanted.get("q", ""), wanted.get("part", ""))


@login_required
@require_safe
def member_list(request):
    """The members and the other bodies with who represents them, the co-chairs and the secretariat on top."""
    form, members = _wanted(request)
    keeps = request.user.has_perm("members.keep_directory")
    context = {
        "form": form,
        "members": members,
        "is_past": members.as_of < timezone.localdate(),
        "is_future": members.as_of > timezone.localdate(),
        "is_narrowed": bool(request.GET.get("q") or request.GET.get("part")),
        "keeps": keeps,
        "last_issue": MemberListIssue.objects.select_related("circulation").first(),
        "corrections": EntryConfirmation.objects.filter(state=CorrectionState.PROPOSED).count()
        if keeps
        else 0,
    }
    return render(request, "members/member_list.html", context)


@login_required
@require_safe
def member_list_pdf_file(request):
    """The list as a PDF in the reader's language."""
    _form, members = _wanted(request)
    language = get_language()
    data = member_list_pdf(members, language=language)
    return serve_bytes(data, name=export_name(members.as_of, language, "pdf"), media_type=PDF, inline=True)


@login_required
@require_safe
def member_list_xlsx_file(request):
    """The list as a workbook in the reader's language."""
    _form, members = _wanted(request)
    name = export_name(members.as_of, get_language(), "xlsx")
    return serve_bytes(member_list_xlsx(members), name=name, media_type=XLSX)


@login_required
@require_safe
def member_list_vcard(request):
    """Everybody on the list for an address book."""
    _form, members = _wanted(request)
    people = members.people
    organisations = Person.objects.filter(pk__in=[person.pk for person in people]).select_related(
        "organisation"
    )
    by_pk = {person.pk: person.organisation for person in organisations}
    for person in people:
        person.organisation = by_pk[person.pk]
    name = export_name(members.as_of, get_language(), "vcf")
    return serve_bytes(vcards(people).encode(), name=name, media_type=VCARD)


@login_required
@require_safe
def person_vcard(request, slug):
    """One person for an address book."""
    found = visible_or_404(
        Person, request.user, slug=slug, queryset=Person.objects.select_related("organisation")
    )
    return serve_bytes(vcards([found]).encode(), name=f"{found.slug}.vcf", media_type=VCARD)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def member_list_circulate(request):
    """Look at the letter with what changed since the last list, then circulate it."""
    if not request.user.has_perm("members.see_member_list"):
        raise Http404
    permitted_or_403(request, circulate_member_list)

    def act(note):
        return circulate_member_list(by=request.user, letter=MemberListCirculated, note=note).circulation

    return preview_page(
        request,
        MemberListCirculated(next_issue()),
        act=act,
        back=reverse("members:member_list"),
        title=_("Circulate the member list"),
        noun=_("Member list"),
    )
