"""What the boxes of the decision's page show: those of the state's part and of proposing."""

from decisions.models import Escalation


def boxes(request, decision):
    """Names for the templates of these boxes."""
    return {"escalations": list(Escalation.objects.visible_to(request.user).filter(decision=decision))}
