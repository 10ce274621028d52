"""The text of a statement in each language: written, offered, changed (RULES R7.39, R7.40).

Every save is a version of the one review of all texts. Once somebody signed, a changed letter voids the
signatures; once members cleared it, the change is shown against what they cleared.
"""

import unicodedata

from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Refused, Stale
from foundation.review import workflow as review
from foundation.review.drafting import blocks_of
from foundation.review.models import Paragraph, Text
from foundation.review.redline import as_html, plain
from statements.access import hat_worn, may_reword
from statements.canonical import line_of
from statements.models import StatementText
from statements.states import READY, REWORDABLE, StatementState, VoidedBecause
from statements.workflow.statements import STATEMENT, settle, void_signatures

S = StatementState
TITLE = "title"


def text_in(statement, language):
    """The `StatementText` in a language, or None."""
    return statement.texts.select_related("text", "current").filter(language=language).first()


def paragraphs_of(text):
    """The paragraphs below the title of the version that counts."""
    if text is None or text.current_id is None:
        return []
    return list(Paragraph.objects.filter(version=text.current_id).exclude(anchor=TITLE))


@STATEMENT.act(
    *REWORDABLE, may=may_reword, hat=hat_worn, label=_("Write the text"), done=_("Text of a language written"),
)  # fmt: skip
def write_text(statement, *, by, language, title, draft, expected, voids=False):
    """Write title and paragraphs in one language; `expected` is the version that was edited (None: the first).

    Paragraphs stand apart by an empty line. Raises `Stale` when somebody else wrote a version since, and Refused
    when nothing changed, or when signatures would be lost and `voids` does not say that this is meant.
    """
    _may_be_in(statement, language)
    text = text_in(statement, language)
    now = text.current_id if text else None
    if (int(expected) if expected else None) != now:
        raise Stale(
            _("Somebody else changed this while you were writing. Both texts are shown below."),
            text or statement,
        )
    title, draft = _tidy(title), _tidy(draft)
    if not title or not draft:
        raise Refused(_("A statement has a title and a text. Write both."))
    if text is None:
        kept = Text.objects.create(title=f"{statement.symbol} ({language})"[:300], language=language)
        text = StatementText(statement=statement, language=language, text=kept)
    blocks = [
        review.Block(html=as_html(title), anchor=TITLE, is_heading=True), *blocks_of(draft, paragraphs_of(text)),
    ]  # fmt: skip
    if now and _lines(review.laid_out(blocks)) == _lines(Paragraph.objects.filter(version=now)):
        raise Refused(_("Nothing was changed."))
    _signatures_may_go(statement, voids)
    _replace(statement, text, review.freeze(text.text, blocks, by=by), by=by)


@STATEMENT.act(
    *REWORDABLE, may=may_reword, hat=hat_worn, label=_("Take the accepted wording into the text"),
    done=_("Accepted wording taken into the text"),
)  # fmt: skip
def take_wordings(statement, *, by, language, voids=False):
    """Make the next version of one language from every wording accepted or merged since the last one."""
    text = text_in(statement, language)
    if text is None or not review.unapplied(text.text).exists():
        raise Refused(_("No wording was accepted or merged since the last version."))
    _signatures_may_go(statement, voids)
    _replace(statement, text, review.revise(text.text, by=by), by=by)


def _replace(statement, text, version, *, by):
    """Let a version count from now on; signatures over another text fall, visibly (RULES R7.39)."""
    voided = void_signatures(statement, because=VoidedBecause.TEXT_CHANGED, by=by, version=version)
    text.current = version
    text.title = plain(Paragraph.objects.filter(version=version).get(anchor=TITLE).html)[:300]
    text.save()
    settle(statement)
    if statement.state in (S.SIGNED_BY_ONE, *READY):
        # The members cleared it; what changed since is shown, and both co-chairs look at it anew.
        statement.state = S.CLEARED
    statement.act_details = {"language": text.language, "version": version.number, "voided": voided}


def _may_be_in(statement, language):
    if language not in statement.languages:
        raise Refused(
            _("The statement is not made in this language. Add the language to its particulars first.")
        )


def _signatures_may_go(statement, voids):
    if statement.has_keys and not voids:
        raise Refused(
            _("This text is signed. A changed letter voids the signatures: say that this is what you want.")
        )


def _tidy(words):
    lines = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _lines(rows):
    return [line_of(row) for row in rows]
