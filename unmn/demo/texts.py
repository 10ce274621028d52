"""The words of the demo's minutes, and where its decisions and action points belong."""

import functools
import re

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import format_html

from decisions.models import ActionPoint
from foundation.review import workflow as review
from unmn.demo.directory import read

PROGRESS = {
    "ap-10": "The budget was returned by headquarters for the second time; the narrative is complete.",
    "ap-13": "ILO and UNODC have agreed on all sentences but one.",
    "ap-14": "The list has eleven services in four provinces so far.",
    "ap-15": "Two of three consultations were held.",
    "ap-17": "Kits are in Osh; the depot in Batken is not ready.",
    "ap-18": "The fourth update is being prepared.",
}
# To which day an owner wants to move what it owes.
WANTED = {"ap-15": 88}
# What an owner puts beside its word: a file of that name, a link.
EVIDENCE = {
    "ap-14": ("services-for-returnees.csv", "province,service\nOsh,Legal advice\nBatken,Arrival kits\n"),
    "ap-10": ("https://mptf.undp.org/fund/mig00", ""),
}
# Who said what at a meeting under the Chatham House Rule, for the secretariat alone.
SEALED = (
    "The question about recruiters came from the employers' association; the ILO answered it.\n"
    "The diaspora organisation asked not to be quoted on remittances."
)
# What only the Network reads of minutes that are shared outside, by the beginning of the paragraph.
INTERNAL = ("RCO asked that each overdue action point",)
# Under which item an action point was born, where the text of the minutes does not say it.
BORN = {
    "ap-01": "qm-1-i07", "ap-02": "qm-1-i06", "ap-03": "qm-1-i04", "ap-04": "qm-2-i02", "ap-05": "qm-2-i07",
    "ap-06": "qm-2-i04", "ap-07": "qm-3-i06", "ap-08": "qm-3-i08", "ap-09": "qm-4-i06", "ap-10": "qm-4-i07",
    "ap-11": "qm-4-i05", "ap-12": "qm-4-i08", "ap-13": "qm-5-i03", "ap-14": "qm-5-i04", "ap-15": "qm-5-i05",
    "ap-16": "em-1-i06", "ap-17": "em-1-i06", "ap-18": "em-1-i07",
}  # fmt: skip


@functools.cache
def long_minutes(slug):
    """The paragraphs of minutes of real length by item, or nothing: `data/minutes/<meeting>.txt`."""
    path = settings.BASE_DIR / "data" / "minutes" / f"{slug}.txt"
    if not path.exists():
        return {}
    found, item = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            item = line.removeprefix("## ").strip()
            found[item] = []
        elif item and line.strip():
            found[item].append(line.strip())
    return found


def notes_of(meeting, item):
    """The notes under an item, one paragraph of HTML for each of the text."""
    lines = long_minutes(meeting["slug"]).get(item["slug"]) or [item["minutes"]]
    spoken = [re.sub(r"^\[[a-z, -]+\] ", "", line) for line in lines if not line.startswith("A: ")]
    return "".join(
        format_html('<p class="internal">{}</p>' if line.startswith(INTERNAL) else "<p>{}</p>", line)
        for line in spoken
    )


def where_action_points_are_born(meeting, owed):
    """The action points of a meeting by the slug of their item."""
    places = dict(BORN)
    for item, lines in long_minutes(meeting["slug"]).items():
        places |= {line.removeprefix("A: "): item for line in lines if line.startswith("A: ")}
    found = {}
    for point in owed:
        found.setdefault(places[point["slug"]], []).append(point)
    return found


@functools.cache
def _decisions():
    return {row["slug"]: row for row in read("demo.json")["decisions"]}


def title_of_decision(slug):
    """The title by which a decision of the story is found."""
    return _decisions()[slug]["title"]


def action_point(row):
    """The action point of the story in the database."""
    return ActionPoint.objects.get(text=row["text"])


def evidence(slug):
    """The file and the link that go with the progress of an action point."""
    name, text = EVIDENCE.get(slug, ("", ""))
    if not text:
        return {"link": name}
    return {"file": SimpleUploadedFile(name, text.encode())}


def has_unapplied(record):
    """Whether wordings were accepted or merged and are in no version yet."""
    return bool(review.unapplied(record.text))
