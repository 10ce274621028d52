"""A second look before what cannot be taken back: the page shows exactly what would happen, then it is done."""

import hashlib
import json


def mark_of(form):
    """A short mark of what was filled in: it differs once anybody changed a word after the look."""
    said = json.dumps(form.cleaned_data, default=str, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def was_looked_at(request, form):
    """Whether exactly these words were shown to who sends them now."""
    return request.POST.get("looked") == mark_of(form)
