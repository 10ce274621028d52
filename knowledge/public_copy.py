"""What leaves the Network of a released file: the same pages, without who made it and with what (RULES R10.56)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.documents.renditions import find, keep_rendition
from foundation.documents.stripping import left_in, stripped
from knowledge.states import LibraryAudience
from members.standing import Standing

KIND = "public-copy"


def copy_for(user, version):
    """The stored file that `user` gets: the people of the Network the one that was given, the public its copy."""
    if version.document.audience != LibraryAudience.PUBLIC or Standing.of(user).is_insider:
        return version.stored_file
    original = version.stored_file
    kept = find(version, KIND, media_type=original.media_type)
    if kept is not None:
        return kept.stored_file
    with original.file.open("rb") as source:
        data = stripped(source.read(), original.media_type)
    if data is None:
        return original
    return keep_rendition(
        version, kind=KIND, edition=version.number, language=version.language, symbol=version.symbol,
        name=original.name, data=data, media_type=original.media_type,
    ).stored_file  # fmt: skip


def what_stays_in(document):
    """What everybody would still read in the files beside their words, in sentences: comments, tracked changes."""
    for version in document.versions.select_related("stored_file"):
        with version.stored_file.file.open("rb") as source:
            comments, changes = left_in(source.read(), version.stored_file.media_type)
        parts = [
            ngettext("%(count)s comment", "%(count)s comments", comments) % {"count": comments}
            if comments
            else "",
            ngettext("%(count)s tracked change", "%(count)s tracked changes", changes) % {"count": changes}
            if changes
            else "",
        ]
        if any(parts):
            yield _("“%(file)s” holds %(what)s that everybody could read. Add a clean file first.") % {
                "file": version.stored_file.name, "what": ", ".join(filter(None, parts)),
            }  # fmt: skip
