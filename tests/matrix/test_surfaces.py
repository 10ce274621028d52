"""Nothing leaks on any surface: each kind of person, each way in which something can show (RULES R8.44).

Pages, feeds and files are read for everybody by `test_every_url`, where a new address without a row fails. Here
are the surfaces beside them: what the search finds, counts, narrows by, quotes and suggests; letters about saved
searches; letters with new updates; and files asked for by HEAD and by range. An address that answers with a file must be listed.
"""

from datetime import date, datetime

import pytest
from django.db import transaction
from django.urls import reverse

from finding.alerts import send_search_alerts
from finding.letters import SearchAlerts
from finding.models import SavedSearch
from foundation.circulation.models import Delivery
from foundation.core.working_days import BISHKEK
from foundation.search.finding import Asked, Found, alike, meant_instead, suggestions
from knowledge.digest import send_updates_letters
from knowledge.letters import NewUpdates
from knowledge.models import Update
from tests.cast import EVERYBODY
from tests.matrix.table import COLUMNS, rows
from tests.matrix.world import in_alternatives

pytestmark = pytest.mark.django_db
# One of each kind: those of a column get the same everywhere.
KINDS = [group.split("+")[0] for group in COLUMNS]
READS = [kind for kind in KINDS if kind != "public"]
ROWS = [row for row in rows() if row.method == "GET"]

# Every address that answers with a file, a feed or data. A new one is added here, and is tried by HEAD and range.
FILES = {
    "answers:registration_paper",
    "circulation:delivery_file",
    "decisions:action_point_evidence",
    "decisions:action_point_list_pdf",
    "decisions:action_point_list_xlsx",
    "decisions:answer_message",
    "decisions:decision_list_pdf",
    "decisions:decision_list_xlsx",
    "decisions:decision_paper",
    "decisions:decision_pdf",
    "decisions:escalation_file",
    "decisions:monitor_xlsx",
    "decisions:state_consultation_letter_docx",
    "decisions:state_consultation_letter_pdf",
    "decisions:state_consultation_reply",
    "home:feed_ics",
    "home:group_feed_ics",
    "home:handover_pdf",
    "knowledge:citation_bib",
    "knowledge:citation_ris",
    "knowledge:file",
    "meetings:agenda_docx",
    "meetings:agenda_ics",
    "meetings:agenda_items",
    "meetings:agenda_pdf",
    "meetings:annotated_agenda_pdf",
    "meetings:attendance_sheet_pdf",
    "meetings:board_pack_pdf",
    "meetings:board_pack_zip",
    "meetings:gate_list_pdf",
    "meetings:gate_list_xlsx",
    "meetings:minutes_docx",
    "meetings:minutes_extract_docx",
    "meetings:minutes_extract_pdf",
    "meetings:minutes_pdf",
    "meetings:name_plates_pdf",
    "meetings:paper",
    "meetings:representation_map_xlsx",
    "members:member_list_pdf",
    "members:member_list_vcard",
    "members:member_list_xlsx",
    "members:person_vcard",
    "public:feed",
    "public:statement_pdf",
    "statements:canonical",
    "statements:clearance_message",
    "workinggroups:document",
    "workinggroups:group_members_pdf",
    "workinggroups:group_members_xlsx",
    "workinggroups:group_report",
    "workinggroups:terms_pdf",
}


def first_reader(row):
    return next((person for person, code in row.codes.items() if code == 200), None)


def is_a_file(response):
    media_type = response.headers.get("Content-Type", "")
    return bool(response.headers.get("Content-Disposition")) or not media_type.startswith("text/html")


def answered(world, person, row, method="get", **headers):
    with transaction.atomic():
        url = reverse(row.name, kwargs=world.places[row.place])
        response = getattr(world.clients[person], method)(url, headers=headers)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    return response, body


def test_every_address_that_answers_with_a_file_is_listed(world):
    found = set()
    for row in ROWS:
        person = first_reader(row)
        if person is not None and row.name not in found:
            response, _body = answered(world, person, row)
            if is_a_file(response):
                found.add(row.name)
    assert found == FILES


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.name in FILES], ids=lambda row: f"{row.name}-{row.place}"
)
def test_head_and_ranges_tell_nothing_of_a_file_that_one_may_not_read(world, row):
    for person in KINDS:
        code = row.codes[person]
        for method, headers in (("head", {}), ("get", {"Range": "bytes=0-10"})):
            response, body = answered(world, person, row, method, **headers)
            if response.status_code == 405:
                # An address that knows no HEAD says so to everybody alike.
                assert method == "head", person
            elif code == 200:
                assert response.status_code in (200, 206), (person, method)
            else:
                assert response.status_code == code, (person, method)
                assert not response.headers.get("Content-Disposition"), (person, method)
                assert not response.headers.get("Content-Range"), (person, method)
                assert not response.headers.get("ETag"), (person, method)
            if method == "head":
                assert body == b""


def hidden_from(world, person):
    """Secrets that begin with a word of their own, in capitals."""
    return sorted(
        word for word, readers in world.secrets.items() if person not in readers and word.split()[0].isupper()
    )


@pytest.mark.parametrize("person", READS)
def test_the_search_neither_finds_nor_counts_nor_suggests_what_somebody_may_not_read(world, person):
    user, hidden = getattr(world.cast, person), hidden_from(world, person)
    for words in in_alternatives(hidden):
        found = Found(Asked(user, words))
        assert (found.count, found.facets, found.hits()) == (0, {}, []), words
    for secret in hidden[::15]:
        said = [
            f"{hit.title} {hit.passage} {hit.note} {hit.url}" for hit in suggestions(user, secret.split()[0])
        ]
        assert [word for word in hidden if word in " ".join(said)] == [], secret
    # Spelt with a slip: what is meant instead is nothing that is hidden.
    for secret in hidden[::40]:
        slip = secret.split()[0][:-1]
        assert secret.split()[0].lower() not in meant_instead(user, slip), secret
        assert [
            word for word in hidden for hit in alike(user, slip) if word in f"{hit.title} {hit.passage}"
        ] == []


def test_the_search_finds_what_somebody_may_read_of_the_same(world):
    """Were the words not there at all, nothing would be found by nobody."""
    found = [word for word, readers in world.secrets.items() if "aizada" in readers
             and Found(Asked(world.cast.aizada, word.split()[0])).count]  # fmt: skip
    assert len(found) > 10


@pytest.mark.parametrize("person", READS)
def test_what_lies_open_beside_it_quotes_nothing_hidden(world, person):
    """Passages and facets of everything that somebody finds at all."""
    user = getattr(world.cast, person)
    hidden = [word for word, readers in world.secrets.items() if person not in readers]
    for words in (
        "meeting or item or paper or minutes",
        "UNICEF or FAO or spoke",
        "group or document or terms",
    ):
        found = Found(Asked(user, words))
        said = " ".join(f"{hit.title} {hit.passage} {hit.note} {hit.entry.text}" for hit in found.hits())
        assert [word for word in hidden if word in said] == []


def test_letters_about_saved_searches_tell_nothing_that_their_reader_may_not_read(world):
    with transaction.atomic():
        for person in READS:
            for words in in_alternatives(list(world.secrets)):
                SavedSearch.objects.create(
                    user=getattr(world.cast, person), name="A search", words=words, alerts="daily"
                )
        assert send_search_alerts(date(2026, 11, 24)) is not None
        letters = Delivery.objects.filter(circulation__occasion=SearchAlerts.occasion).select_related(
            "reader"
        )
        names = {getattr(world.cast, person).pk: person for person in READS}
        assert letters.count() > 3
        for letter in letters:
            hidden = [
                word for word, readers in world.secrets.items() if names[letter.reader_id] not in readers
            ]
            assert [word for word in hidden if word in letter.text + letter.html + letter.subject] == []
        transaction.set_rollback(True)


def test_letters_with_new_updates_tell_nothing_that_their_reader_may_not_read(world):
    """R8.44, R8.48: nor the words of what is confidential, whoever may read them in the portal."""
    with transaction.atomic():
        Update.objects.update(posted_at=datetime(2026, 11, 20, 12, tzinfo=BISHKEK))
        assert send_updates_letters(date(2026, 11, 23)) is not None
        letters = Delivery.objects.filter(circulation__occasion=NewUpdates.occasion).select_related("reader")
        names = {getattr(world.cast, person).pk: person for person in EVERYBODY if person != "public"}
        assert {"aizada", "temir", "leila", "kubanych"} <= {names[letter.reader_id] for letter in letters}
        assert not {"anara", "kwame", "hans", "stranger"} & {names[letter.reader_id] for letter in letters}
        for letter in letters:
            hidden = [
                word for word, readers in world.secrets.items() if names[letter.reader_id] not in readers
            ]
            said = letter.text + letter.html + letter.subject
            assert [word for word in hidden if word in said] == []
            assert "UPDATEWORDSCONFIDENTIAL" not in said
        transaction.set_rollback(True)
