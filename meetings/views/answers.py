"""How the editor's small addresses answer: JSON to the script, with the refusal in words."""

from django.http import JsonResponse


def wants_json(request):
    """Whether the page's script asks; browsers without it get pages."""
    return request.headers.get("Accept", "").startswith("application/json")


def answer_json(data, status=200):
    """Answer data that no cache keeps."""
    return JsonResponse(data, status=status, headers={"Cache-Control": "no-store"})


def refusal_json(sentence, status=422):
    """Answer a refusal in words."""
    return answer_json({"refused": sentence}, status=status)
