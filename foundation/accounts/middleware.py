"""Pages in the language of the reader."""

from django.conf import settings
from django.utils import translation


def language_of_the_reader(get_response):
    """Use the language that an account chose, unless this browser was switched by hand."""

    def middleware(request):
        if not request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return get_response(request)

    return middleware
