"""The clearance ledger: the ledger of every round, with the addresses of a statement."""

from django.urls import reverse

from decisions.workflow.reading import rounds_in_full


def addresses_on(statement):
    """Where the acts on single answers of a clearance go."""

    def address(act, answer=None):
        if answer is not None:
            return reverse("statements:clearance_message", args=[statement.slug, answer.pk])
        return reverse("statements:clearance_act", args=[statement.slug, act])

    return address


def rounds_of(clearances):
    """The rounds of these clearances with all that the ledger shows, by their keys."""
    rows = rounds_in_full().filter(pk__in=[one.round_id for one in clearances])
    by_round = {one.round_id: one for one in clearances}
    rounds = {}
    for round_ in rows:
        round_.clearance = by_round[round_.pk]
        rounds[round_.pk] = round_
    return rounds
