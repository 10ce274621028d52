"""The published statements as an Atom feed, one for each language."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from statements.models import Publication

ENTRIES = 20


class StatementFeed(Feed):
    """What the Network said lately; a corrected or retracted statement says so in its title."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        """Answer the feed in the language of its address, for a minute."""
        language = kwargs["language"]
        if language not in dict(settings.LANGUAGES):
            raise Http404
        with translation.override(language):
            response = super().__call__(request, *args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=60"
        return response

    def get_object(self, request, language):
        """The language stands for the feed."""
        return language

    def title(self, language):
        """Its name in feed readers."""
        return _("Statements of the UN Migration Network in the Kyrgyz Republic")

    def link(self, language):
        """The page of which it is the feed."""
        return reverse("public:statement_list", args=[language])

    def feed_url(self, language):
        """Its own address."""
        return settings.SITE_URL + reverse("public:feed", args=[language])

    def author_name(self, language):
        """In whose name."""
        return str(settings.NETWORK_NAME)

    def items(self, language):
        """The latest ones, in this language or in their master language."""
        rows = Publication.objects.out().select_related("statement__retraction").prefetch_related("texts")
        return [one.in_(language) for one in rows.prefetch_related("statement__corrigenda")[:ENTRIES]]

    def item_title(self, item):
        """The title, with its mark."""
        if item.publication.is_retracted:
            return _("Retracted: %(title)s") % {"title": item.title}
        if item.publication.is_corrected:
            return _("Corrected: %(title)s") % {"title": item.title}
        return item.title

    def item_description(self, item):
        """The first paragraph."""
        return item.lead

    def item_guid(self, item):
        """The reference and the language: the same for good."""
        return f"{settings.SITE_URL}{item.get_absolute_url()}"

    def item_pubdate(self, item):
        """When it was published."""
        return item.publication.published_at

    def item_updateddate(self, item):
        """When it was published, corrected or retracted."""
        return item.publication.last_change

    def item_categories(self, item):
        """The reference, by which all languages are one."""
        return [item.publication.symbol]
