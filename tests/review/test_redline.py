"""Tracked change by word."""

import pytest

from foundation.review.redline import as_html, clean, plain, redline


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("The Network took note.", "The Network took note.", "The Network took note."),
        (
            "The Network took note.",
            "The Network welcomed it.",
            "The Network <del>took note</del> <ins>welcomed it</ins>.",
        ),
        ("a b c", "a c", "a <del>b </del>c"),
        ("a c", "a b c", "a <ins>b </ins>c"),
        (
            "Тармак маалыматты эске алды.",
            "Тармак маалыматты кабыл алды.",
            "Тармак маалыматты <del>эске</del> <ins>кабыл</ins> алды.",
        ),
        ("", "New.", "<ins>New.</ins>"),
        ("1 < 2", "1 < 3", "1 &lt; <del>2</del> <ins>3</ins>"),
    ],
)
def test_only_the_words_that_differ_are_marked(before, after, marked):
    assert redline(before, after) == marked


def test_proposed_words_cannot_bring_markup():
    assert redline("a", "<script>alert(1)</script>").count("<script") == 0
    assert as_html("<b>x</b>\nsecond") == "<p>&lt;b&gt;x&lt;/b&gt;<br>second</p>"


def test_plain_gives_the_words_back():
    assert plain("<p>A &amp; <strong>B</strong><br>C</p>") == "A & B\nC"


def test_cleaning_keeps_headings_lists_and_links_only():
    html = '<h3>A</h3><p style="x"><a href="javascript:alert(1)">b</a><img src=x onerror=y></p><ul><li>c</li></ul>'
    assert clean(html) == '<h3>A</h3><p><a rel="noopener noreferrer">b</a></p><ul><li>c</li></ul>'
