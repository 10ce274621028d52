"""What the boxes of the decision's page show: those of the state's part and of proposing."""


def boxes(request, decision):
    """Names for the templates of these boxes."""
    return {}
