"""The process that opens the file: `python -m foundation.documents.reading.child JOB PATH TYPE LIMITS…`.

It writes one JSON object a line: first what is known of the file, then each page, last how it ended. JOB is
`words`, or `dots:7` for page 7 as a portable grey map. It knows neither Django nor a secret.
"""

import json
import sys
import warnings

from foundation.documents.reading import office, pdf, pictures, plain
from foundation.documents.reading.limits import Limits, close_the_doors, stand_under
from foundation.documents.reading.pages import Unreadable, clean

OPEN_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
READERS = {
    "application/pdf": pdf.read,
    f"{OPEN_XML}wordprocessingml.document": office.read_word,
    f"{OPEN_XML}spreadsheetml.sheet": office.read_sheets,
    f"{OPEN_XML}presentationml.presentation": office.read_slides,
    f"{OPEN_DOCUMENT}text": office.read_open_document,
    f"{OPEN_DOCUMENT}spreadsheet": office.read_open_document,
    f"{OPEN_DOCUMENT}presentation": office.read_open_document,
    "image/png": pictures.read,
    "image/jpeg": pictures.read,
    "text/html": plain.read_page,
    "text/plain": plain.read_text,
    "text/csv": plain.read_text,
    "text/markdown": plain.read_text,
}


def say(**line):
    """Write one line for the portal."""
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=True).encode() + b"\n")


def words(path, media_type, limits):
    """Read the pages, as many and as long as the limits allow."""
    if media_type not in READERS:
        raise Unreadable("unknown")
    if media_type.startswith((OPEN_XML, OPEN_DOCUMENT)):
        office.look_into(path, limits)
    pages = READERS[media_type](path, limits)
    about = next(pages)
    say(
        about={name: clean(value)[:400] if isinstance(value, str) else value for name, value in about.items()}
    )
    number = length = 0
    cut = False
    for number, page in enumerate(pages, 1):
        text = clean(page[: limits.page_characters])
        length += len(text)
        if number > limits.pages or length > limits.characters:
            number, cut = number - 1, True
            break
        cut = cut or len(page) > limits.page_characters
        say(page=number, text=text)
    total = max(about.get("pages", 0), number)
    say(end="read", pages=total, cut=cut or total > number)


def main(arguments):
    """Do one job and say how it ended, also when the file is not what it seems."""
    job, path, media_type, *rest = arguments
    limits = Limits.from_arguments(rest)
    stand_under(limits)
    close_the_doors()
    warnings.simplefilter("ignore")
    try:
        if job.startswith("dots:"):
            sys.stdout.buffer.write(pictures.as_dots(path, media_type, int(job[5:]), limits))
        else:
            words(path, media_type, limits)
    except Unreadable as error:
        say(end=error.problem)
    except MemoryError:
        say(end="memory")
    except RecursionError:
        say(end="damaged")
    except Exception as error:  # noqa: BLE001 -- whatever a hostile file makes a library do ends here, with the process
        say(end="damaged", error=type(error).__name__)
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
