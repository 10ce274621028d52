"""What a reviewer would say, said by a machine (DESIGN 4.4, 6, 7, 10)."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
APPS = (
    "foundation",
    "members",
    "workinggroups",
    "knowledge",
    "decisions",
    "statements",
    "meetings",
    "finding",
    "unmn",
)
SOURCES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)
VIEWS = [path for path in SOURCES if "views" in path.parts or path.name == "views.py"]
BELOW_VIEWS = [
    path
    for path in SOURCES
    if path.parts[len(ROOT.parts)] != "unmn"
    and path not in VIEWS
    and path.name
    not in ("admin.py", "urls.py", "middleware.py", "adapters.py", "backends.py", "access.py", "pages.py")
    and "templatetags" not in path.parts
]


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path):
    return str(path.relative_to(ROOT))


def test_no_file_is_called_by_a_word_that_says_nothing():
    empty_words = {
        "services.py",
        "utils.py",
        "helpers.py",
        "managers.py",
        "signals.py",
        "common.py",
        "misc.py",
    }
    assert [name(path) for path in SOURCES if path.name in empty_words] == []


def guarded_models():
    """Names of the models whose rows are not for everybody: their querysets have `visible_to`."""
    return {
        model.__name__ for model in apps.get_models() if hasattr(model._default_manager.all(), "visible_to")
    }


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_views_fetch_what_is_not_for_everybody_only_by_visible_or_404(path):
    """A part of a thing that was fetched so may be fetched from it; the same row once more by its own key."""
    guarded = guarded_models()
    found = [
        f"line {node.lineno}: {ast.unparse(node)[:100]}"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and _fetches(node, guarded)
    ]
    assert found == []


def _fetches(node, guarded):
    if isinstance(node.func, ast.Name) and node.func.id in ("get_object_or_404", "get_list_or_404"):
        return ast.unparse(node.args[0]).split(".")[0] in guarded
    if isinstance(node.func, ast.Attribute) and node.func.attr in ("get",):
        whose = ast.unparse(node.func.value)
        is_same_row = [ast.unparse(keyword.value).endswith(".pk") for keyword in node.keywords]
        return whose.split(".objects")[0] in guarded and is_same_row != [True]
    return False


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if name(path) != "foundation/core/workflow.py"], ids=name
)
def test_only_the_workflow_assigns_a_state(path):
    found = [
        ast.unparse(target)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute)
        and target.attr == "state"
        and ast.unparse(target.value) != "self"
    ]
    assert found == KNOWN_ASSIGNMENTS.get(name(path), [])


# The demo tells of letters that were sent long ago, along the map that the trigger keeps.
# Two keys are two rows: the act that brings the second one counts them and lets the state follow.
KNOWN_ASSIGNMENTS = {
    "unmn/demo/post.py": ["circulation.state"],
    "statements/workflow/correcting.py": ["statement.state"],
    "statements/workflow/signing.py": ["statement.state"],
    "statements/workflow/texts.py": ["statement.state"],
}


@pytest.mark.parametrize("path", BELOW_VIEWS, ids=name)
def test_no_request_comes_below_the_views(path):
    found = [
        node.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef)
        for argument in (*node.args.args, *node.args.kwonlyargs)
        if argument.arg == "request"
    ]
    assert found == KNOWN_REQUESTS.get(name(path), [])


# `serve` answers "not modified" to a browser that has the file already; the public may also ask for a part of it.
# The protocol of uploads is one of HTTP.
KNOWN_REQUESTS = {
    "foundation/documents/files.py": ["serve", "serve_to_the_public"],
    "foundation/documents/tus.py": [
        "method_of", "is_tus", "collection", "one", "_head", "_patch", "_write", "_delete"
    ],
}  # fmt: skip


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_a_view_is_short(path):
    long_ones = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 40
    ]
    assert long_ones == []


BANNED = {
    "company": "organisation", "attachment form": "paper", "to-do": "action point", "todo": "action point",
    "vote": "nobody votes: consensus", "submit the minutes": "send for review", "publish the minutes": "circulate",
    "COB": "18:00 Bishkek time", "close of business": "18:00 Bishkek time", "log in": "sign in", "login": "sign in",
}  # fmt: skip


@pytest.mark.parametrize("path", sorted(path for path in (ROOT / "templates").rglob("*.html")), ids=name)
def test_pages_speak_in_the_fields_own_words(path):
    text = path.read_text(encoding="utf-8")
    said = re.findall(r"\{% (?:translate|trans) (\"[^\"]*\"|'[^']*')", text)
    said += re.findall(r"\{% blocktrans.*?%\}(.*?)\{% endblocktrans", text, re.DOTALL)
    wrong = [
        f"{word!r} in {sentence.strip()!r}: say {instead!r}"
        for sentence in said
        for word, instead in BANNED.items()
        if re.search(rf"\b{re.escape(word)}\b", sentence, re.IGNORECASE if word.islower() else 0)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=name)
def test_pages_carry_no_script_and_no_style_of_their_own(path):
    text = path.read_text(encoding="utf-8")
    if "letters" in path.parts or "demo" in path.parts:
        return
    wrong = re.findall(r"<[a-z][^>]*\s(?:on[a-z]+|style)=[\"'][^>]*>", text)
    wrong += [
        tag
        for tag in re.findall(r"<script[^>]*>", text)
        if "src=" not in tag and "nonce" not in tag and 'type="application/json"' not in tag
    ]
    assert wrong == []
