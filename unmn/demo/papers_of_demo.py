"""Papers of the demo as real files: a few pages that say that they are invented."""

from foundation.documents.docx import render_docx
from foundation.documents.files import file_name
from foundation.documents.pdf import render_pdf
from foundation.documents.xlsx import render_xlsx

WORDS = {
    "en": (
        "Paper for the seventh quarterly meeting",
        [
            "This paper is part of the demo network. All figures and texts are invented.",
            "The Network is asked to look at the points below before the meeting and to bring remarks in writing.",
            "The text was prepared by the lead organisation together with the secretariat. It was circulated to "
            "all members; comments that arrived in time are taken up.",
            "After the meeting the paper is kept with the minutes under the same symbol.",
        ],
        ["Point", "Lead", "State"],
    ),
    "ru": (
        "Документ к седьмому ежеквартальному заседанию",
        [
            "Этот документ относится к демонстрационной сети. Все данные и тексты вымышлены.",
            "Сети предлагается рассмотреть перечисленное ниже до заседания и представить замечания письменно.",
            "Текст подготовлен ведущей организацией вместе с секретариатом и направлен всем участникам.",
        ],
        ["Вопрос", "Ведущая организация", "Состояние"],
    ),
}
ROWS = (
    ("1", "IOM", "2026"), ("2", "UNODC", "2026"), ("3", "ILO", "2027"), ("4", "UNICEF", "2027"),
)  # fmt: skip
POINTS = [
    ("Submit the MPTF proposal", "UNDP", "overdue"),
    ("Revise the referral pathway, paragraph 7", "UNODC", "overdue"),
    ("Stock of arrival kits in two provinces", "IOM", "overdue"),
    ("Prepare one list of services for returnees", "IOM", "open"),
    ("Hold three regional consultations", "RCO", "open"),
    ("Joint working session on fair recruitment", "ILO", "open"),
]
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def make(kind, title, language, symbol):
    """Name, media type and bytes of a paper of that kind: "pdf", "docx" or "xlsx"."""
    name = file_name(symbol, language=language, extension=kind)
    return name, MEDIA[kind], MAKERS[kind](title, language, symbol)


def _pdf(title, language, symbol):
    subtitle, paragraphs, headers = WORDS[language]
    context = {
        "symbol": symbol,
        "subtitle": subtitle,
        "paragraphs": paragraphs,
        "headers": headers,
        "rows": ROWS,
    }
    return render_pdf("print/demo_paper.html", context, language=language, title=title)


def _docx(title, language, symbol):
    subtitle, paragraphs, headers = WORDS[language]
    blocks = [("heading", 1, subtitle)]
    blocks += [("paragraph", words, number) for number, words in enumerate(paragraphs, start=1)]
    blocks.append(("table", headers, ROWS))
    return render_docx(title, blocks, language=language, symbol=symbol)


def _xlsx(title, language, symbol):
    return render_xlsx([(title[:31], ["Action point", "Owner", "State"], POINTS)], title=title)


MAKERS = {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx}
