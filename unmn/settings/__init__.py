"""Settings of the portal, chosen by `PORTAL_MODE`: production (the default), demo or test."""

import os

MODE = os.environ.get("PORTAL_MODE", "production")

if MODE == "demo":
    from unmn.settings.demo import *  # noqa: F403
elif MODE == "test":
    from unmn.settings.test import *  # noqa: F403
elif MODE == "production":
    from unmn.settings.production import *  # noqa: F403
else:
    raise RuntimeError(f"PORTAL_MODE is {MODE!r}; it must be production, demo or test.")
