"""The controlled verbs of minutes: what the Network does in a sentence, in the three languages.

A sentence with one of them is a decision or an action point, so the editor offers to record it. The patterns
are plain enough for both Python and the browser, which gets them from the page.
"""

import re

DECISION, ACTION = "decision", "action"
# Each: which of the two is offered first, and the pattern of the sentence; group 1 is what follows the verb.
PATTERNS = (
    (
        DECISION,
        r"^The (?:UN Migration )?Network (?:has |have |further |also |therefore )*"
        r"(?:decided|decides|agreed|agrees|adopted|adopts|approved|approves|endorsed|endorses|took note|takes note|"
        r"taken note)(?: (?:to|that|on|of))? (.+)$",
    ),
    (
        ACTION,
        r"^The (?:UN Migration )?Network (?:has |have |further |also |therefore )*"
        r"(?:requested|requests|asked|asks|invited|invites|tasked|tasks) (.+)$",
    ),
    (
        DECISION,
        r"^Сеть (?:также |далее |поэтому )*(?:решила|постановила|приняла решение|договорилась|согласилась|"
        r"согласовала|утвердила|одобрила|приняла к сведению|принимает к сведению|решает|постановляет)"
        r"(?: о том)?,?(?: что)? (.+)$",
    ),
    (
        ACTION,
        r"^Сеть (?:также |далее |поэтому )*(?:поручила|поручает|просила|попросила|просит|предложила) (.+)$",
    ),
    # The verb ends the sentence in Kyrgyz; «маалымат катары» is "took note", not a decision of substance.
    (
        DECISION,
        r"^Тармак (.+?)(?: деп)? (?:чечти|чечим кабыл алды|чечим чыгарды|макулдашты|макул болду|бекитти|жактырды|"
        r"маалымат катары кабыл алды|көңүлгө алды)[.!]?$",
    ),
    (ACTION, r"^Тармак (.+?) (?:сурады|суранды|өтүндү|тапшырды|сунуш кылды)[.!]?$"),
)
_COMPILED = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in PATTERNS]


def kind_of(sentence):
    """What a sentence asks to be recorded as, `decision` or `action`; empty when it holds no such verb."""
    return next((kind for kind, found in _COMPILED if found.match(sentence.strip())), "")


def title_of(sentence):
    """A title made of what follows the verb, for the officer to better: its first letter large, no full stop."""
    sentence = sentence.strip()
    rest = next((m.group(1) for _kind, found in _COMPILED if (m := found.match(sentence))), sentence)
    rest = rest.strip(" .,;!")
    short = rest if len(rest) <= 120 else f"{rest[:119].rsplit(' ', 1)[0]}…"
    return short[:1].upper() + short[1:]


def for_the_page():
    """The patterns as the editor's script reads them."""
    return [{"kind": kind, "pattern": pattern} for kind, pattern in PATTERNS]
