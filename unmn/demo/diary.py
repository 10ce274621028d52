"""A diary of the demo: what is to happen on which day, kept in order and then lived through."""

from operator import itemgetter


class Diary:
    """Entries are written in any order; `live` carries them out by day and hour, under the stopped clock."""

    def __init__(self, world):
        self.world = world
        self.entries = []

    def write(self, offset, hour, deed, *args, **details):
        """On that day at that hour, call `deed(world, *args, **details)`."""
        self.entries.append((offset, hour, len(self.entries), deed, args, details))

    def live(self):
        """Let everything happen, the earliest first; entries of the same minute in the order of writing."""
        for offset, hour, _order, deed, args, details in sorted(self.entries, key=itemgetter(0, 1, 2)):
            with self.world.clock.on(offset, hour):
                deed(self.world, *args, **details)
