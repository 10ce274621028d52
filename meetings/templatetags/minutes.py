"""The minutes of a meeting for its page: only to those who may see them."""

from django import template

from meetings.models import Minutes

register = template.Library()


@register.simple_tag
def minutes_for(user, meeting):
    """Return the minutes of `meeting` that `user` may see, or None."""
    return Minutes.objects.visible_to(user).filter(meeting=meeting).first()
