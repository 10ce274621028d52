"""Static files that come from packages: Noto Sans from `fontpkg-noto-sans`, so that no font is committed.

Two shapes of the same font: `fonts/noto-sans.woff2` for browsers (Latin and Cyrillic only, made once into
STATE_DIR) and `fonts/noto-sans.ttf` for WeasyPrint, which reads the whole variable font.
"""

import importlib.util
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Latin with its supplements, Cyrillic with Kyrgyz ң ө ү, punctuation, the som, arrows, the minus sign.
KEPT = (
    (0x20, 0x17F),
    (0x300, 0x304),
    (0x400, 0x52F),
    (0x2010, 0x2044),
    (0x20A0, 0x20C0),
    (0x2116, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
)
FACES = {"noto-sans": "NotoSans[wdth,wght].ttf", "noto-sans-italic": "NotoSans-Italic[wdth,wght].ttf"}


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed names for ever-caching, also for modules that import each other."""

    support_js_module_import_aggregation = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Our own modules only: those of packages import by names that an import map or a bundler resolves.
        self._patterns["js/*.js"] = self._patterns.pop("*.js")


class FontFinder(BaseFinder):
    """Find the portal's fonts in their package."""

    def check(self, **kwargs):
        """Nothing to configure, so nothing to check."""
        return []

    def find(self, path, find_all=False, **kwargs):
        """Return the file of `fonts/<face>.ttf` or `.woff2`; the latter is made when it is missing."""
        folder, _, name = str(path).partition("/")
        face, _, kind = name.rpartition(".")
        if folder != "fonts" or face not in FACES or kind not in ("ttf", "woff2"):
            return []
        found = str(original(face) if kind == "ttf" else browser_font(face))
        return [found] if find_all else found

    def list(self, ignore_patterns):
        """Yield each font for `collectstatic`."""
        for face in FACES:
            made = browser_font(face)
            storage = FileSystemStorage(location=made.parent)
            storage.prefix = "fonts"  # type: ignore[attr-defined]
            yield made.name, storage
            yield f"{face}.ttf", _Renamed(original(face), f"{face}.ttf")


class _Renamed(FileSystemStorage):
    """One file of a package under a name that needs no percent-encoding in an address."""

    prefix = "fonts"

    def __init__(self, source, name):
        super().__init__(location=source.parent)
        self.source, self.name = source, name

    def path(self, name):
        return str(self.source) if name == self.name else super().path(name)


def original(face):
    """Return the path of a face's variable TTF in its package."""
    package = importlib.util.find_spec("fontpkg_noto_sans")
    return Path(package.origin).parent / "files" / FACES[face]  # type: ignore[union-attr, arg-type]


def browser_font(face):
    """Return the path of a face as a small woff2; the first call takes a few seconds to make it."""
    made = Path(settings.STATE_DIR) / "fonts" / f"{face}.woff2"
    if not made.exists():
        made.parent.mkdir(parents=True, exist_ok=True)
        _make_woff2(original(face), made)
    return made


def _make_woff2(source, target):
    from fontTools import subset, ttLib  # noqa: PLC0415  (slow to import, used once per machine)
    from fontTools.varLib import instancer  # noqa: PLC0415

    font = ttLib.TTFont(source)
    options = subset.Options(flavor="woff2", layout_features=["*"])
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=[code for first, last in KEPT for code in range(first, last + 1)])
    chosen.subset(font)
    font = instancer.instantiateVariableFont(font, {"wdth": 100, "wght": (400, 700)})
    font.flavor = "woff2"
    # Two processes may make it at once: each writes its own file, the rename is atomic.
    handle, unfinished = tempfile.mkstemp(dir=target.parent, suffix=".part")
    os.close(handle)
    font.save(unfinished)
    Path(unfinished).chmod(0o644)
    Path(unfinished).replace(target)
