"""Addresses of a review, by its owner: `{% load review %}{% review_url "comment" par.row.pk as address %}`."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def review_url(context, page, *args):
    """Return the address of a page of the review of the text that the context is about."""
    owner = context.get("reviewed") or context["minutes"]
    return owner.review_address(page, *args)
