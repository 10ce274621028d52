"""The demo network: exists in demo and test mode only."""

import signal

from celery.signals import worker_process_init
from django.apps import AppConfig

from unmn.demo.processes import die_with_parent


class DemoConfig(AppConfig):
    name = "unmn.demo"
    label = "demo"

    def ready(self):
        """Make a worker's children die with it: `kill -9` must leave nothing running."""
        worker_process_init.connect(end_with_the_worker)


def end_with_the_worker(**kwargs):
    """Ask the kernel to kill this child of the worker when the worker is killed."""
    die_with_parent(signal.SIGKILL)()
