"""What waits around the library."""

from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.core.templatetags.ui import in_language
from knowledge.models import Release
from knowledge.states import ReleaseState
from unmn.home.awaiting.waiting import Waiting


def releases_to_answer(user, standing):
    """Own documents that are asked to become public; for the secretariat, what their owners agreed to."""
    if not (standing.member_organisations or standing.is_secretariat):
        return
    mine = Q(state=ReleaseState.ASKED, document__owner__in=list(standing.member_organisations))
    if standing.is_secretariat:
        mine |= Q(state=ReleaseState.AGREED)
    for release in Release.objects.filter(mine).select_related("document"):
        is_asked = release.state == ReleaseState.ASKED
        words = {"title": in_language(release.document, "title")}
        yield Waiting(
            title=_("May “%(title)s” become public?") % words
            if is_asked
            else _("“%(title)s” can be released to the public: its owner agrees") % words,
            text=release.why,
            url=release.document.get_absolute_url(),
            act=_("Agree or say why not") if is_asked else _("Release it"),
            icon="book-open",
            until=release.answer_due if is_asked else None,
            weight=3,
        )


QUESTIONS = (releases_to_answer,)
