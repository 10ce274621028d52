"""The demo network: its story from `data/`, told through the workflows, each act on its own day.

Everything is dated from the Monday of this week, so that "open" and "overdue" hold whenever it is loaded.
Loading it is a test of the workflows: what they refuse stops it.
"""

from collections import namedtuple

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import translation

from unmn.demo import directory, seventh
from unmn.demo.clock import Clock
from unmn.demo.story import diary_of_the_network

World = namedtuple("World", "clock organisations people")


def is_loaded():
    """Whether somebody is there already: the demo is loaded once."""
    return get_user_model().objects.exists()


def load(today=None):
    """Load the whole demo in one transaction; answers False, and does nothing, when it is there already."""
    if is_loaded():
        return False
    clock = Clock(today)
    with transaction.atomic(), translation.override("en"):
        with clock.on(directory.FOUNDED):
            directory.load_calendar()
            directory.load_parameters(clock)
            organisations = directory.load_organisations(clock)
            people = directory.load_people(clock, organisations)
        world = World(clock, organisations, people)
        diary_of_the_network(world).live()
        directory.let_some_read_other_languages(people)
        seventh.send_reminder(world)
    return True
