"""What `manage.py check` says of the machine's part in reading files."""

from django.core.checks import Info, register

from foundation.documents.reading import recognition


@register
def scans_can_be_read(app_configs, **_options):
    """Tell, without alarm, where the words of scans cannot be read."""
    lacking = sorted(set(recognition.LANGUAGES) - set(recognition.languages()))
    if not lacking:
        return []
    return [
        Info(
            "Scans are kept, but their words cannot be searched: Tesseract is not here, or lacks "
            + ", ".join(lacking)
            + ".",
            hint="Install tesseract-ocr, tesseract-ocr-rus and tesseract-ocr-kir.",
            id="documents.I001",
        )
    ]
