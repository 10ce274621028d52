"""The Celery application: `celery -A unmn worker` and `celery -A unmn beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unmn.settings")

app = Celery("unmn")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="tasks_minutes")
app.autodiscover_tasks(related_name="tasks_cadence")
app.autodiscover_tasks(related_name="tasks_room")
app.autodiscover_tasks(related_name="tasks_annual")
app.autodiscover_tasks(related_name="tasks_state")
