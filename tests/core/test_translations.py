"""Russian and Kyrgyz are whole, current, and keep to the terms of data/terms.json (RULES R10.54)."""

import html
import json
import os
import re
import shutil
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import allauth
import polib
import pytest
from django.conf import settings
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from foundation.core import borrowed_texts
from foundation.core.catalogs import catalogs, compile_catalogs, differences_from_the_source, languages
from foundation.core.moments import day, moment, short_day

PLACEHOLDER = re.compile(r"%%?\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?\w+[^>]*>")
CLOSE = datetime(2026, 12, 10, 12, 0, tzinfo=UTC)


@cache
def catalog(language):
    """Read the texts of one language that are in use."""
    path = settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def entries():
    """Each text of each language."""
    return [(code, entry) for code in languages() for entry in catalog(code)]


def forms_of(entry):
    """The translations of a text: one, or one for each grammatical number."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def every(pattern, text):
    return sorted(pattern.findall(text))


@pytest.fixture(scope="module", autouse=True)
def _compiled():
    compile_catalogs()


def test_there_is_a_catalog_for_each_language():
    assert {path.parts[-3] for path in catalogs()} == set(languages()) == {"ru", "ky"}


def test_no_text_is_left_in_english_or_in_doubt():
    open_texts = [(code, entry.msgid) for code, entry in entries() if entry.fuzzy or not entry.translated()]
    assert open_texts == []


def test_both_languages_say_the_same_texts():
    russian, kyrgyz = ({(entry.msgctxt, entry.msgid) for entry in catalog(code)} for code in ("ru", "ky"))
    assert russian == kyrgyz


def test_placeholders_and_tags_agree_with_the_english():
    wrong = []
    for code, entry in entries():
        for text in forms_of(entry):
            if entry.msgid_plural:
                # The singular of English may say "one" where other languages need the number.
                same = set(every(PLACEHOLDER, text)) == set(every(PLACEHOLDER, entry.msgid_plural))
            else:
                same = every(PLACEHOLDER, text) == every(PLACEHOLDER, entry.msgid)
            if not same or every(TAG, text) != every(TAG, entry.msgid_plural or entry.msgid):
                wrong.append((code, entry.msgid, text))
    assert wrong == []


def test_spaces_at_the_ends_agree_with_the_english():
    wrong = [
        (code, entry.msgid, text)
        for code, entry in entries()
        for text in forms_of(entry)
        if (text[:1].isspace(), text[-1:].isspace())
        != (entry.msgid[:1].isspace(), entry.msgid[-1:].isspace())
    ]
    assert wrong == []


def test_each_grammatical_number_has_its_form():
    wrong = [
        (code, entry.msgid)
        for code, entry in entries()
        if entry.msgid_plural and len(entry.msgstr_plural) != {"ru": 4, "ky": 1}[code]
    ]
    assert wrong == []


@pytest.mark.parametrize("code", ["ru", "ky"])
def test_the_terms_of_the_network_are_binding(code):
    terms = json.loads((settings.BASE_DIR / "data" / "terms.json").read_text(encoding="utf-8"))["terms"]
    said = {entry.msgid: entry.msgstr for entry in catalog(code) if entry.msgctxt is None}
    assert {t["en"]: said[t["en"]] for t in terms if t["en"] in said} == {
        t["en"]: t[code] for t in terms if t["en"] in said
    }


@pytest.mark.parametrize(
    ("code", "word", "instead"),
    [
        ("ru", r"\bминуты\b(?=.*(утвержд|рассмотрен|разосл))", "протокол"),
        ("ru", r"нелегальн", "неурегулированная"),
        ("ru", r"[ёЁ]", "е, as the United Nations print it"),
        ("ru", r"\bВы\b|\bВаш", "вы, in small letters inside a sentence"),
        ("ky", r"эмейл|дуруст", "электрондук почта, тастыктоо"),
        ("ky", r"\b(нускама|билдирме)\b", "протокол"),
    ],
)
def test_words_that_the_house_does_not_use(code, word, instead):
    found = [
        text
        for entry in catalog(code)
        for text in forms_of(entry)
        # A capital is right where the sentence begins.
        if re.search(word, re.sub(r"(^|[.!?:»] |“|«)(Вы|Ваш)", r"\1", text))
    ]
    assert found == [], instead


def test_no_letter_of_one_alphabet_hides_in_a_word_of_the_other():
    mixed = re.compile(r"[А-Яа-яЁёҢңӨөҮү][A-Za-z]|[A-Za-z][А-Яа-яЁёҢңӨөҮү]")
    found = [
        (code, text)
        for code, entry in entries()
        for text in forms_of(entry)
        if mixed.search(PLACEHOLDER.sub(" ", TAG.sub(" ", text.replace("%%", "%"))))
    ]
    assert found == []


def test_the_catalogs_are_current():
    if not shutil.which("xgettext"):
        if os.environ.get("CI") == "true":
            pytest.fail("gettext must be installed where the whole suite runs")
        pytest.skip("gettext is not installed here, so the catalogs cannot be compared with the source")
    assert differences_from_the_source() == []


# --- what the packages say -------------------------------------------------------------------------------------


@cache
def package_catalog(package, language):
    """The texts of a package in one language, by their English."""
    said = {}
    for path in sorted(Path(package.__file__).parent.glob(f"**/locale/{language}/LC_MESSAGES/django.po")):
        said |= {entry.msgid: entry for entry in polib.pofile(str(path)) if not entry.obsolete}
    return said


def test_a_borrowed_text_of_signing_in_still_exists_in_the_package():
    """After an upgrade of the package, a text that it no longer has would be translated for nobody."""
    known = package_catalog(allauth, "ky").keys() | package_catalog(allauth, "ru").keys()
    assert [text for text in borrowed_texts.SIGNING_IN if text not in known] == []


@pytest.mark.parametrize("code", ["ru", "ky"])
def test_a_borrowed_text_is_said_in_our_words(code):
    ours = {entry.msgid: entry.msgstr for entry in catalog(code)}
    with translation.override(code):
        assert [t for t in borrowed_texts.SIGNING_IN if gettext(t) != ours[t]] == []


def templates_of_the_package():
    """The pages of allauth that the portal shows as they are: those that it has no template of its own for."""
    folder = Path(allauth.__file__).parent / "templates"
    for part in ("account", "mfa", "usersessions"):
        for path in sorted((folder / part).rglob("*.html")):
            name = path.relative_to(folder)
            if not (settings.BASE_DIR / "templates" / name).exists():
                yield name, path.read_text(encoding="utf-8")


def texts_of(template):
    """The texts to be translated in a template of a package."""
    yield from re.findall(r"{%\s*trans(?:late)?\s+\"([^\"]+)\"", template)
    for options, text in re.findall(
        r"{%\s*blocktrans(?:late)?([^%]*)%}(.*?){%\s*(?:plural|endblocktrans(?:late)?)\s*%}",
        template,
        re.DOTALL,
    ):
        said = re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", text)
        yield " ".join(line.strip() for line in said.strip().split("\n")) if "trimmed" in options else said


@pytest.mark.parametrize("code", ["ru", "ky"])
def test_no_page_of_signing_in_is_left_in_english(code):
    english = set()
    with translation.override(code):
        for name, template in templates_of_the_package():
            english |= {
                (str(name), text) for text in texts_of(template) if text.strip() and gettext(text) == text
            }
    assert english == set()


# --- dates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ru", "10 декабря 2026 года (четверг), 18:00 по бишкекскому времени (UTC+6)"),
        ("ky", "2026-жылдын 10-декабры, бейшемби, саат 18:00 (Бишкек убактысы, UTC+6)"),
    ],
)
def test_a_deadline_is_said_as_the_language_says_dates(code, said):
    assert moment(CLOSE, code) == said


def test_a_day_is_said_as_the_language_says_dates():
    assert day(CLOSE.date(), "ru") == "10 декабря 2026 года (четверг)"
    assert day(CLOSE.date(), "ky") == "2026-жылдын 10-декабры, бейшемби"
    assert short_day(CLOSE.date(), "ru") == "10 декабря 2026 года"
    assert short_day(CLOSE.date(), "ky") == "2026-жылдын 10-декабры"


def test_what_is_ahead_is_not_said_to_be_past_in_kyrgyz():
    with translation.override("ky"):
        ahead, past = (naturaltime(timezone.now() + timedelta(days=d, hours=d)) for d in (3, -3))
    assert "кийин" in ahead
    assert "мурда" in past
    assert "мурда" not in ahead


# --- pages -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "button"), [("ru", "Отправить мне код"), ("ky", "Мага код жөнөтүү")])
def test_the_sign_in_page_speaks_the_language_of_the_reader(client, code, button):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = code
    page = client.get(reverse("account_login")).content.decode()
    assert f'<html lang="{code}"' in page
    assert button in page
    assert "password" not in re.sub(r"<[^>]*>|/\*.*?\*/", " ", page)


def visible_texts(page):
    """What a reader sees or hears of a page: the texts between tags and those of labels."""
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    said = re.split(r"<[^>]+>", page)
    said += re.findall(
        r"\b(?:aria-label|title|placeholder|alt|data-label|data-text[\w-]*)=\"([^\"]*)\"", page
    )
    return {html.unescape(" ".join(text.split())) for text in said}


PAGES = (
    "home:home", "home:search", "meetings:meeting_list", "meetings:meeting_new", "members:member_list",
    "members:calendar", "members:parameters", "members:office_list", "members:correction_list",
    "circulation:circulation_list", "decisions:decision_list", "decisions:action_point_list", "accounts:settings",
    "mfa_index", "usersessions_list", "account_change_password", "account_logout",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["ru", "ky"])
def test_a_page_shows_no_english_that_has_a_translation(cast, as_user, code):
    cast.aizada.language = code
    cast.aizada.save()
    client = as_user(cast.aizada)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = code
    translated = {e.msgid for e in catalog(code) if e.msgstr != e.msgid and "%" not in e.msgid}
    # On the switch of the frame each language names itself.
    translated -= {own_name for _code, own_name in settings.LANGUAGES}
    left = {}
    for name in PAGES:
        response = client.get(reverse(name), follow=True)
        assert response.status_code == 200, name
        left[name] = visible_texts(response.content.decode()) & translated
    assert {name: texts for name, texts in left.items() if texts} == {}
