"""A page of a PDF, or a picture, as grey dots for character recognition. No Django here."""

from foundation.documents.reading import pdf
from foundation.documents.reading.pages import Unreadable

DOTS_PER_INCH = 300


def read(path, limits):
    """A picture has no words of its own; it is opened to see that it is whole and not beyond reason."""
    picture = _opened(path, limits)
    yield {"pages": 1, "title": "", "author": "", "width": picture.width, "height": picture.height}
    yield ""


def as_dots(path, media_type, number, limits):
    """One page as a portable grey map."""
    if media_type == "application/pdf":
        page = pdf.opened(path)[number - 1]
        width, height = page.get_size()
        scale = DOTS_PER_INCH / 72
        if width * height * scale * scale > limits.pixels / 4:
            scale = (limits.pixels / 4 / max(width * height, 1)) ** 0.5
        picture = page.render(scale=scale, grayscale=True).to_pil()
    else:
        picture = _opened(path, limits)
    picture = picture.convert("L")
    return b"P5 %d %d 255\n" % picture.size + picture.tobytes()


def _opened(path, limits):
    from PIL import Image  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = limits.pixels // 2  # Pillow stops at twice this.
    try:
        picture = Image.open(path, formats=("PNG", "JPEG"))
    except Image.DecompressionBombError as error:
        raise Unreadable("too-large") from error
    except OSError as error:
        raise Unreadable("damaged") from error
    return picture
