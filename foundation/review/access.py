"""Who may remark on a text and who may answer: asked of the owner of the text.

The owner registers `<app>.remark_on_<model>` and `<app>.answer_for_<model>`; both receive a `Saying`.
"""

from dataclasses import dataclass

import rules

from foundation.review.models import Paragraph, Text


@dataclass(frozen=True)
class Saying:
    """What somebody wants to say: on which text and paragraph, in whose name, and whether it is wording."""

    text: Text
    paragraph: Paragraph | None = None
    voice: str = ""
    is_wording: bool = False


def text_of(thing):
    """The text that a remark, or the text itself, belongs to."""
    return thing if isinstance(thing, Text) else thing.paragraph.version.text


def ask_owner(question, user, saying):
    """Put the question to the owner of the text; a text without owner is nobody's to touch."""
    owner = saying.text.owner
    if owner is None:
        return False
    return user.has_perm(f"{owner._meta.app_label}.{question}_{owner._meta.model_name}", saying)


@rules.predicate
def may_remark(user, text):
    """May remark on this text at all; paragraph and voice are asked again when they are known."""
    return text is not None and ask_owner("remark_on", user, Saying(text))


@rules.predicate
def may_answer(user, thing):
    """Answers remarks on this text."""
    return thing is not None and ask_owner("answer_for", user, Saying(text_of(thing)))


@rules.predicate
def said_it(user, remark):
    """Made this remark, or speaks for the organisation in whose name it was made."""
    if remark is None:
        return False
    if remark.by_id == user.pk:
        return True
    text = text_of(remark)
    return ask_owner("remark_on", user, Saying(text, remark.paragraph, remark.voice))
