"""Access matrix: every address × every kind of person → the literal code; and nothing leaks on the way.

Files and exports are read as well: what somebody may not read stands in no page, PDF name, sheet or calendar.
"""

import io
import zipfile

import pypdf
import pytest
from django.db import transaction
from django.urls import URLResolver, get_resolver, reverse
from django.utils.http import urlencode

from tests.matrix import third_parties
from tests.matrix.table import DATA, rows
from tests.matrix.world import in_alternatives

# The world stands in a transaction of the module, around that of each test.
pytestmark = pytest.mark.django_db
ROWS = list(rows())
SMALLEST_REAL_PDF = 2000


def names_of(resolver=None, namespace=""):
    """All names of addresses, with their namespaces."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from names_of(entry, inner)
        elif entry.name:
            yield f"{namespace}{entry.name}"


def test_each_address_has_a_row_and_each_row_an_address():
    ours = {row.name for row in ROWS}
    assert sorted(set(names_of())) == sorted(ours | set(third_parties.NAMES))


def readable(response):
    """The text of an answer: pages, calendars, and what is inside of Word, Excel and PDF files."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    if content[:4] == b"%PDF" and len(content) > SMALLEST_REAL_PDF:
        sheets = pypdf.PdfReader(io.BytesIO(content)).pages
        content = " ".join(sheet.extract_text() for sheet in sheets).encode()
    return content.decode("utf-8", errors="replace") + str(response.headers)


def asked(client, url, *, data=None):
    """Ask once and take back whatever it did, to the database and to the session's cookies."""
    cookies = client.cookies.output()
    with transaction.atomic():
        response = client.get(url) if data is None else client.post(url, data)
        text = readable(response)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies.replace("Set-Cookie: ", ""))
    return response.status_code, text


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method}-{row.name}-{row.place}")
def test_everybody_gets_what_the_table_says(world, row):
    got, leaks = {}, []
    for person, client in world.clients.items():
        data = None if row.method == "GET" else DATA.get(row.name, {})
        got[person], text = asked(client, reverse(row.name, kwargs=world.places[row.place]), data=data)
        leaks += [
            (person, word)
            for word, readers in world.secrets.items()
            if person not in readers and word in text
        ]
    assert got == row.codes
    assert leaks == []


def test_the_search_leaks_nothing(world):
    for words in in_alternatives(world.secrets):
        for person, client in world.clients.items():
            _code, page = asked(client, f"{reverse('home:search')}?{urlencode({'q': words})}")
            said = page.replace("<mark>", "").replace("</mark>", "")
            # The words of the query stand in the box; each secret has more words than its first.
            for other, readers in world.secrets.items():
                if " " in other and person not in readers:
                    assert other not in said, (person, other)


@pytest.mark.parametrize(("name", "arguments", "public", "member"), third_parties.lines())
def test_addresses_of_packages(world, name, arguments, public, member):
    url = reverse(name, kwargs=arguments)
    assert [asked(world.clients[one], url)[0] for one in ("public", "aiko")] == [public, member]


@pytest.mark.parametrize(
    ("name", "place", "word"),
    [
        ("meetings:agenda_pdf", "coming", "MEMBERSONLY"),
        ("meetings:agenda_docx", "coming", "MEMBERSONLY"),
        ("meetings:minutes_pdf", "review", "UNDERREVIEW"),
        ("decisions:decision_list_xlsx", "-", "ADOPTED"),
        ("decisions:action_point_list_pdf", "-", "ACTIONOFFAO"),
        ("members:member_list_vcard", "-", "PHONEOFTEMIR"),
    ],
)
def test_the_matrix_reads_what_is_in_files(world, name, place, word):
    """Were it blind to a kind of file, it would find no leak in it either."""
    _code, text = asked(world.clients["aizada"], reverse(name, kwargs=world.places[place]))
    assert word in text
