"""The words of a file, page by page, read in a process of its own that a hostile file cannot outgrow.

`apart.read_apart(path, media_type)` is what the portal calls; it starts `child`, which knows neither Django, nor
the database, nor a secret, and which may use so much memory and so much time and no network.
"""
