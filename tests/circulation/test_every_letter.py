"""Every letter of every app: its templates are complete, and the list can name its occasion."""

from pathlib import Path

import pytest
from django.conf import settings

import unmn.urls  # noqa: F401 -- loads every app's letters, as a running portal does
from foundation.circulation import letters
from foundation.circulation.letters import WITHOUT_CONTENT, Letter, occasion_name

FOLDER = Path(settings.BASE_DIR, "templates/letters")
OCCASIONS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def every_letter(kind=Letter):
    """All subclasses in the apps."""
    from decisions import letters as _decisions
    from knowledge import letters as _library
    from meetings import letters as _meetings
    from meetings import letters_minutes as _minutes
    from members import letters as _members
    from statements import letters as _statements
    from statements import letters_keys as _keys
    from unmn.home import letters as _home
    from workinggroups import letters as _groups

    assert _decisions
    assert _library
    assert _meetings
    assert _minutes
    assert _members
    assert _home
    assert _statements
    assert _keys
    assert _groups
    for one in kind.__subclasses__():
        if not one.__module__.startswith("tests."):
            yield one
        yield from every_letter(one)


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_an_occasion_has_a_subject_and_two_bodies(occasion):
    names = {path.name for path in (FOLDER / occasion).iterdir()}
    assert names >= {"subject.txt", "body.txt", "body.html"}
    assert (
        "letters/base.html" in (FOLDER / occasion / "body.html").read_text()
        or "{% extends" in (FOLDER / occasion / "body.html").read_text()
    )
    assert "<a " not in (FOLDER / occasion / "body.txt").read_text()


def test_every_letter_has_a_folder_and_every_folder_a_letter():
    used = {one.occasion for one in every_letter() if one.occasion}
    assert used | {WITHOUT_CONTENT, "notice"} == set(OCCASIONS)


def test_the_list_names_every_occasion_in_words():
    named = {one.occasion for one in every_letter() if one.occasion and letters.OCCASIONS.get(one.occasion)}
    assert named == {one.occasion for one in every_letter() if one.occasion}


def test_an_occasion_of_former_days_keeps_a_name():
    assert occasion_name("letter_of_1999") == "Letter of 1999"
