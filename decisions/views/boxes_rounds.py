"""What the boxes of the decision's page show: the sentence, the ledger and the rounds."""

from decisions.workflow.sentence import what_is_missing


def boxes(request, decision):
    """Names for `ui/sentence.html`, `_ledger.html` and `_rounds.html`."""
    return {"missing": what_is_missing(decision)}
