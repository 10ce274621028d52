"""The tags and filters that every template has."""

from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import translation

from foundation.core.templatetags.ui import badge_tone, file_size, in_language, in_words, initials

BODY = {"name_en": "State Migration Service", "name_ru": "Служба миграции", "name_ky": ""}


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "State Migration Service"), ("ru", "Служба миграции"), ("ky", "State Migration Service")],
)
def test_a_name_is_shown_in_the_language_of_the_reader_or_in_english(language, name):
    with translation.override(language):
        assert in_language(BODY, "name") == name
        assert in_language(SimpleNamespace(**BODY), "name") == name


def test_a_bare_field_is_the_fallback_and_nothing_is_an_empty_string():
    with translation.override("ru"):
        assert in_language(SimpleNamespace(title="Agenda", title_ru=""), "title") == "Agenda"
        assert in_language(SimpleNamespace(), "title") == ""


def test_a_file_size_is_never_broken_over_two_lines():
    assert file_size(2048) == "2.0\u00a0KB"


@pytest.mark.parametrize(
    ("state", "tone"),
    [
        ("approved", "good"),
        ("in_implementation", "info"),
        ("postponed", "warm"),
        ("cancelled", "bad"),
        ("draft", ""),
        ("bad", "bad"),
    ],
)
def test_a_badge_has_the_colour_of_its_state(state, tone):
    assert badge_tone(state) == tone


@pytest.mark.parametrize(("name", "letters"), [("Tomás Altamira", "TA"), ("Aida", "A"), ("", "")])
def test_a_person_has_initials(name, letters):
    assert initials(name) == letters


def test_an_act_without_a_workflow_shows_its_verb():
    assert in_words(SimpleNamespace(verb="old.move")) == "old.move"


def test_an_icon_is_hidden_from_screen_readers():
    drawn = engines["django"].from_string('{% icon "trash" size=16 class="x" %}').render()
    assert 'aria-hidden="true"' in drawn
    assert 'class="icon x"' in drawn
    assert 'width="16"' in drawn


@pytest.mark.parametrize(
    ("here", "address", "marked"),
    [("/meetings/3/", "/meetings/", True), ("/meetings/", "/", False), ("/", "/", True), ("/x/", "", False)],
)
def test_the_page_shown_is_marked_as_current(rf, here, address, marked):
    template = engines["django"].from_string("{% current address %}")
    drawn = template.render({"address": address, "request": rf.get(here)}, None)
    assert drawn == ('aria-current="page"' if marked else "")
