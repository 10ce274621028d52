"""What the boxes of the decision's page show: implementation, timeline, what is printed with the decision."""

from decisions.models import ActionPoint


def boxes(request, decision):
    """Names for `_implementation.html`, `_timeline.html` and `_register_notes.html`."""
    actions = ActionPoint.objects.visible_to(request.user).filter(decision=decision)
    return {"actions": actions.select_related("owner", "person")}
