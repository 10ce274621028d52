"""What a reader changes is found at once: the worker is told at the end of the request that changed it."""

from foundation.search.keeping import nudge
from foundation.search.models import Stale

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


def found_at_once(get_response):
    """Nudge the worker after a request that left something stale."""

    def middleware(request):
        response = get_response(request)
        if request.method not in SAFE and Stale.objects.exists():
            nudge()
        return response

    return middleware
