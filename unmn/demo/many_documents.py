"""A large library made of chance, for measuring: documents with pages, in three languages, and their words.

Everything goes in by thousands. The acts are left out on purpose, as nobody did any of this.
"""

import random
from datetime import date, timedelta
from itertools import islice

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from foundation.documents.models import StoredFile
from foundation.search.keeping import entry_of, learn_words
from foundation.search.models import Entry, Stale
from knowledge import lists
from knowledge.index import DOCUMENTS, words_with
from knowledge.models import Document, DocumentVersion, Page
from knowledge.states import DocumentKind, DocumentState, LibraryAudience, TextState
from members.models import Organisation

AT_ONCE = 1000
PAGES = 2
WORDS_ON_A_PAGE = 150
WORDS = {
    "en": "migration return reintegration children border labour remittances diaspora policy data health school "
    "protection trafficking recruitment consular service climate family village women youth housing skills "
    "employment rights access registration statistics survey strategy partnership training oblast country",
    "ru": "миграция возвращение реинтеграция дети граница труд переводы диаспора политика данные здоровье школа "
    "защита торговля набор консульский услуга климат семья село женщины молодёжь жильё навыки занятость права "
    "доступ регистрация статистика опрос стратегия партнёрство обучение область страна отчёт исследование",
    "ky": "миграция кайтуу балдар чек ара эмгек акча диаспора саясат маалымат ден соолук мектеп коргоо соода "
    "консулдук кызмат климат үй бүлө айыл аялдар жаштар турак жай көндүмдөр иш укук каттоо статистика "
    "сурамжылоо өнөктөштүк окутуу облус өлкө отчёт изилдөө",
}
SYLLABLES = {
    "en": [
        "ba",
        "den",
        "for",
        "gul",
        "kel",
        "lo",
        "mar",
        "nis",
        "or",
        "pan",
        "rek",
        "sol",
        "tam",
        "un",
        "ver",
        "wel",
    ],
    "ru": [
        "ба",
        "ден",
        "фор",
        "гул",
        "кел",
        "ло",
        "мар",
        "нис",
        "ор",
        "пан",
        "рек",
        "сол",
        "там",
        "ун",
        "вер",
        "щел",
    ],
    "ky": [
        "ба",
        "дөң",
        "фор",
        "гүл",
        "кел",
        "ло",
        "мар",
        "ныс",
        "өр",
        "пан",
        "рек",
        "сол",
        "там",
        "үн",
        "бер",
        "жел",
    ],
}


def load(count, *, say):
    """Add `count` documents to the library; `say(number)` hears how many are there after each thousand."""
    chance = random.Random(2026)  # noqa: S311 -- words of no meaning
    vocabularies = {language: _vocabulary(chance, language) for language in WORDS}
    owners = list(Organisation.objects.members())
    file = _one_file()
    after = Document.objects.aggregate(last=Max("pk"))["last"] or 0
    numbers = iter(range(after + 1, after + count + 1))
    done = 0
    while batch := list(islice(numbers, AT_ONCE)):
        _load_batch(
            [_document(chance, vocabularies, owners, number) for number in batch], file, chance, vocabularies
        )
        done += len(batch)
        say(done)


@transaction.atomic
def _load_batch(documents, file, chance, vocabularies):
    Document.objects.bulk_create(documents)
    readers = dict(Document.objects.filter(pk__in=[one.pk for one in documents]).values_list("pk", "readers"))
    versions = DocumentVersion.objects.bulk_create(
        DocumentVersion(
            document=document, number=1, language=_language_of(document), stored_file=file, pages=PAGES,
            text_state=TextState.READ, made_at=document.added_at,
        )
        for document in documents
    )  # fmt: skip
    pages = Page.objects.bulk_create(
        Page(
            version=version,
            number=number,
            text=_text(chance, vocabularies[version.language], WORDS_ON_A_PAGE),
        )
        for version in versions
        for number in range(1, PAGES + 1)
    )
    entries = []
    for place, document in enumerate(documents):
        document.readers = readers[document.pk]
        own = [(versions[place], pages[place * PAGES : (place + 1) * PAGES])]
        entries += [entry_of(DOCUMENTS, document, words) for words in words_with(document, own)]
    Entry.objects.bulk_create(entries, batch_size=2000)
    learn_words(entries)
    # They are indexed: what the triggers have noted is done.
    Stale.objects.filter(source=DOCUMENTS.label, source_id__in=list(readers)).delete()


def _document(chance, vocabularies, owners, number):
    language = chance.choices(("en", "ru", "ky"), (6, 3, 1))[0]
    title = _text(chance, vocabularies["en"], 7).capitalize()
    other = {f"title_{language}": _text(chance, vocabularies[language], 7)} if language != "en" else {}
    return Document(
        kind=chance.choice([kind for kind in DocumentKind.values if kind != DocumentKind.LINK]),
        state=DocumentState.KEPT, symbol=f"UNMN-KG/TEST/{number}", title=title, owner=chance.choice(owners),
        abstract=_text(chance, vocabularies["en"], 40), added_at=timezone.now(),
        issued_on=date(2015, 1, 1) + timedelta(days=chance.randrange(4300)),
        audience=chance.choices(
            (LibraryAudience.NETWORK, LibraryAudience.NETWORK_AND_STATE), (8, 2)
        )[0],
        themes=chance.sample([key for key, _label in lists.choices("themes")], 2),
        gcm_objectives=[chance.randint(1, 23)], oblasts=[chance.choice(lists.choices("oblasts"))[0]], **other,
    )  # fmt: skip


def _language_of(document):
    return "ru" if document.title_ru else "ky" if document.title_ky else "en"


def _vocabulary(chance, language):
    """Words and how often each is used: real ones often, made-up ones ever more seldom, as in a language."""
    syllables = SYLLABLES[language]
    made_up = {"".join(chance.choices(syllables, k=chance.randint(2, 4))) for _word in range(20_000)}
    words = [*WORDS[language].split(), *sorted(made_up)]
    return words, _summed(1 / (place + 3) for place in range(len(words)))


def _summed(weights):
    total, sums = 0.0, []
    for weight in weights:
        total += weight
        sums.append(total)
    return sums


def _text(chance, vocabulary, count):
    words, sums = vocabulary
    return " ".join(chance.choices(words, cum_weights=sums, k=count))


def _one_file():
    content = b"A document made of chance, for measuring."
    stored = StoredFile(
        name="made-of-chance.txt", media_type="text/plain", size=len(content), sha256="0" * 64
    )
    stored.file.save("made-of-chance.txt", ContentFile(content), save=True)
    return stored
