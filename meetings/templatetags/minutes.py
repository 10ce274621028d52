"""The minutes of a meeting for its page: only to those who may see them."""

from django import template

from decisions.models import Decision
from meetings.extract import facts_of_action, facts_of_decision
from meetings.models import Minutes

register = template.Library()


@register.simple_tag
def minutes_for(user, meeting):
    """Return the minutes of `meeting` that `user` may see, or None."""
    return Minutes.objects.visible_to(user).filter(meeting=meeting).first()


@register.filter
def facts(row):
    """What is known of a decision or an action point of an extract, in one line."""
    return facts_of_decision(row) if isinstance(row, Decision) else facts_of_action(row)
