"""Tesseract itself, where this machine has it with the three languages."""

import io

import pytest

from foundation.documents.reading import recognition

needs_tesseract = pytest.mark.skipif(
    set(recognition.languages()) != set(recognition.LANGUAGES),
    reason="Tesseract with eng, rus and kir is needed.",
)


def _scan_of(words):
    """A page of words as dots, without a letter in the file."""
    import pypdfium2
    from weasyprint import HTML

    drawn = HTML(string=f"<p style='font: 20pt sans-serif'>{words}</p>").write_pdf()
    dots = pypdfium2.PdfDocument(drawn)[0].render(scale=3).to_pil().convert("L")
    written = io.BytesIO()
    dots.save(written, "PDF", resolution=216)
    return written.getvalue()


@needs_tesseract
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Safe return of migrant workers", "migrant workers"),
        ("Безопасное возвращение трудящихся", "возвращение трудящихся"),
        ("Мигранттардын укуктары жөнүндө көрсөтмөлөр", "жөнүндө көрсөтмөлөр"),
    ],
)
def test_a_scan_is_read_in_each_language(tmp_path, words, found):
    path = tmp_path / "scan.pdf"
    path.write_bytes(_scan_of(words))
    [(number, text)] = recognition.recognise(path, "application/pdf", [1])
    assert number == 1
    assert found in " ".join(text.split())
