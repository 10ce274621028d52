"""Names that are written in Latin and in Cyrillic letters, brought to one spelling.

Transliterations differ (Zhyldyz, Jyldyz; Yuldasheva, Iuldasheva), and no table turns Latin letters back into
Cyrillic ones for certain. So both sides go to one key of plain Latin letters, which is compared and never shown.
"""

import re

LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ү": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
ACCENTS = str.maketrans("áàâäãåéèêëíìîïóòôöõøúùûüñçşšžığ", "aaaaaaeeeeiiiioooooouuuuncssjig")
# The same sound, spelt in several ways, from the longest on.
SPELLINGS = (
    ("shch", "sh"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("ya", "ia"), ("yu", "iu"), ("yo", "e"),
    ("ye", "e"), ("iy", "i"), ("yi", "i"), ("ii", "i"), ("ei", "e"), ("w", "v"), ("y", "i"), ("x", "ks"),
    ("ph", "f"), ("tz", "ts"), ("q", "k"),
)  # fmt: skip


def name_key(text):
    """The words of a name as they sound, in Latin letters: “Бекова” and “Bekova” have the same."""
    return " ".join(_key(word) for word in re.findall(r"[^\W_]+", text.lower()))


def _key(word):
    latin = "".join(LATIN.get(letter, letter) for letter in word.translate(ACCENTS))
    for spelling, sound in SPELLINGS:
        latin = latin.replace(spelling, sound)
    return re.sub(r"(.)\1", r"\1", latin)
