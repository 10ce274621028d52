"""A guess at the language of a text, by its letters. No Django here."""

import re


def language_of(text):
    """Return "en", "ru" or "ky"; empty when there are too few letters to say."""
    sample = text[:20_000].lower()
    cyrillic = len(re.findall("[а-яёөүң]", sample))
    latin = len(re.findall("[a-z]", sample))
    if cyrillic + latin < 20:
        return ""
    if latin > cyrillic:
        return "en"
    # One letter in about twenty of a Kyrgyz text is one of these; Russian has them in names only.
    return "ky" if len(re.findall("[өүң]", sample)) > cyrillic / 100 else "ru"
