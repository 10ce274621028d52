"""What the public reads on the front page: who the Network is, its members, its objectives (USERS.md 9)."""

import functools
import json

from django.conf import settings

from members.models import Organisation
from statements.models import Publication

STATEMENTS = 3


@functools.cache
def objectives():
    """The eleven objectives of the Terms of Reference, with titles in three languages."""
    path = settings.BASE_DIR / "data" / "network_objectives.json"
    return json.loads(path.read_text(encoding="utf-8"))["objectives"]


def members_for_the_public():
    """The member organisations by name; nothing about people, nothing that is internal."""
    return Organisation.objects.members().order_by("acronym")


def latest_statements():
    """What the Network said lately, for everybody; nothing that is under embargo."""
    return Publication.objects.out().for_lists()[:STATEMENTS]
