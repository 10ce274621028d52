"""The project: settings, addresses, the home pages and the demo network."""

from unmn.celery import app as celery_app

__all__ = ("celery_app",)
