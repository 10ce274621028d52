"""What is said of a file whose words could not be read. The keys are stored; the sentences follow the reader."""

from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    "scan": _("This is a scan; its words cannot be searched here."),
    "picture": _("This is a picture; its words cannot be searched here."),
    "locked": _("The file is under a password. Save it without one and upload it as a new version."),
    "damaged": _("The file is damaged. Open it, save it again, and upload it as a new version."),
    "unpacks": _("The file unpacks to more than the portal can check. Save it as PDF and upload that."),
    "entities": _(
        "The file refers to things outside of itself, as no Office program does. Save it as PDF and upload that."
    ),
    "too-large": _(
        "The picture is larger than the portal can open. Save it at a smaller size and upload that."
    ),
    "memory": _("The file needs more memory than one file may have here. Save it as PDF and upload that."),
    "time": _("The file takes longer to read than one file may here. Save it as PDF and upload that."),
    "broke": _("Reading the file failed. It can be opened, but its words cannot be searched."),
    "unknown": _("Files of this kind can be opened, but their words cannot be searched."),
    "missing": _("The file is not in the store. Tell the administrator of the portal."),
    "cut": _("The file is very long: only its first part can be searched."),
}
# What trying again will not change.
FINAL = ("locked", "damaged", "unpacks", "entities", "too-large", "unknown")


def in_words(problem):
    """The sentence of one key; empty for none."""
    return PROBLEMS.get(problem, PROBLEMS["broke"]) if problem else ""
