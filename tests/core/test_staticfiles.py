"""Fonts come from their package; nothing of them is committed."""

import pytest
from fontTools.ttLib import TTFont

from foundation.core.staticfiles import FACES, FontFinder


def test_the_browsers_font_is_small_and_has_the_kyrgyz_letters(settings, tmp_path):
    settings.STATE_DIR = tmp_path
    found = FontFinder().find("fonts/noto-sans.woff2")
    font = TTFont(found)
    assert {ord(letter) for letter in "ңөүҢӨҮёЁ№»—"} <= set(font.getBestCmap())
    assert [axis.axisTag for axis in font["fvar"].axes] == ["wght"]
    assert (tmp_path / "fonts" / "noto-sans.woff2").stat().st_size < 150_000
    assert [path.name for path in (tmp_path / "fonts").iterdir()] == ["noto-sans.woff2"]


@pytest.mark.parametrize(
    "path", ["fonts/other.woff2", "fonts/noto-sans.svg", "css/noto-sans.ttf", "noto-sans.ttf"]
)
def test_nothing_else_is_found(path):
    assert FontFinder().find(path) == []


def test_the_whole_font_is_there_for_pdfs():
    assert FontFinder().find("fonts/noto-sans.ttf").endswith(FACES["noto-sans"])
    assert FontFinder().find("fonts/noto-sans.ttf", find_all=True)
