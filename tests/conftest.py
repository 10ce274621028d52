"""Fixtures of the whole suite."""

pytest_plugins = ["tests.cast", "tests.servers", "tests.browser"]
