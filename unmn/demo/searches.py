"""Two searches that people keep, and the letter about what one of them found."""

from finding.alerts import send_search_alerts
from finding.states import Alerts
from finding.workflow import save_search
from foundation.search.keeping import index_everything_stale
from unmn.demo.deeds import user
from unmn.demo.post import posted


def write(diary):
    """Saved some days ago; today's letter tells what has come since."""
    diary.write(-12, "10:20", keep_searches)
    diary.write(0, "08:30", send_letters)


def keep_searches(world):
    """A focal point keeps an eye on reintegration, the secretariat on what is overdue."""
    index_everything_stale()
    save_search(
        user(world, "aiko-minatogawa"), name="Return and reintegration", words="return or reintegration",
        facets=(), alerts=Alerts.DAILY,
    )  # fmt: skip
    save_search(
        user(world, "aizada-suusamyrova"), name="Remittances in minutes", words="remittances",
        facets=("in:meetings.minutes",), alerts=Alerts.NEVER,
    )  # fmt: skip


def send_letters(world):
    """The letter of this morning."""
    index_everything_stale()
    circulation = send_search_alerts()
    if circulation:
        posted(circulation)
