"""What the portal asks of PostgreSQL: Cyrillic trigrams, Kyrgyz folding and order."""

import pytest
from django.db import connection


def ask(question, *answers):
    with connection.cursor() as cursor:
        cursor.execute(question, answers)
        return cursor.fetchall()


@pytest.mark.django_db
def test_cyrillic_has_trigrams():
    assert ask("SELECT cardinality(show_trgm('ө')) > 0") == [(True,)]


@pytest.mark.django_db
def test_a_russian_keyboard_finds_kyrgyz_words():
    assert ask("SELECT ky_fold('Өкмөттүн') = ky_fold('окмоттун')") == [(True,)]


@pytest.mark.django_db
def test_kyrgyz_letters_stand_in_the_order_of_the_alphabet():
    words = ["өкмөт", "үй", "яблоко", "ңа", "еда", "ёлка", "око", "у", "на"]
    rows = ask("SELECT w FROM unnest(%s::text[]) AS w ORDER BY ky_sort(w)", words)
    assert [word for (word,) in rows] == ["еда", "ёлка", "на", "ңа", "око", "өкмөт", "у", "үй", "яблоко"]
