"""Run one program under the limits of a reading: `python -m foundation.documents.reading.under_limits LIMITS… -- PROGRAM …`.

Limits survive exec, so that a program of others (Tesseract) stands under them from its first instruction. No
Django here.
"""

import os
import sys

from foundation.documents.reading.limits import Limits, stand_under

if __name__ == "__main__":
    divider = sys.argv.index("--")
    stand_under(Limits.from_arguments(sys.argv[1:divider]))
    os.execv(sys.argv[divider + 1], sys.argv[divider + 1 :])  # noqa: S606 -- no shell is meant
