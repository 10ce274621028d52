"""How every act of the office is done: locked, permitted, carried out, recorded. The only machinery.

    @MEETING.move(S.DRAFT, to=S.CONVENED, may=is_secretariat, hat=Hat.SECRETARIAT,
                  label=_("Convene"), done=_("Meeting convened"))
    def convene(meeting, *, by): ...

A call `convene(meeting, by=user)` opens a transaction, locks the row, asks whether the state allows
the move and whether `by` may make it, runs the body, saves, and writes an `Act`; letters that the
body queued leave on commit. `may` is registered as the permission `meetings.convene`, so pages,
tasks and other moves ask the same question: `user.has_perm("meetings.convene", meeting)`.
`hat` is a `Hat`, or `(user, obj) → Hat` where several kinds of people may do the same.
"""

import functools

import rules
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record


class Refused(Exception):
    """The office's answer when a move is not possible: a sentence for the user that says what to do."""


class NotPermitted(Refused):
    """The person may see the object but may not do this to it."""


class Stale(Refused):
    """Somebody else changed the row first; `current` is the row as it is now, nothing was overwritten."""

    def __init__(self, message, current):
        super().__init__(message)
        self.current = current


class ThePortal:
    """The actor of scheduled moves: a clock that closes a review is nobody's hat."""

    is_authenticated = False
    pk = None

    def __str__(self):
        return str(_("the portal"))


THE_PORTAL = ThePortal()
ACTS = {}


class Move:
    """One thing that the office does to one kind of object; call it to do it."""

    def __init__(self, workflow, body, *, sources, to, may, hat, label, done, **options):
        self.workflow = workflow
        self.body = body
        self.sources = sources
        self.to = to
        self.may = may
        self.hat = hat
        self.label = label
        self.done = done
        self.automatic = options.pop("automatic", False)
        self.missing = options.pop("missing", None)
        self.is_creation = options.pop("is_creation", False)
        self.is_sealed = options.pop("is_sealed", False)
        if options:
            raise TypeError(f"Unknown options of a move: {sorted(options)}")
        self.name = body.__name__
        self.verb = f"{workflow.app}.{self.name}"
        functools.update_wrapper(self, body)
        if self.verb in ACTS:
            raise TypeError(f"{self.verb} is defined twice.")
        ACTS[self.verb] = self
        rules.add_perm(self.verb, may)

    @property
    def slug(self):
        """The last part of the address of this move: `send-for-review`."""
        return self.name.replace("_", "-")

    def is_open(self, user, obj):
        """Say whether the button is to be drawn: the state allows it, `user` may, nothing is missing."""
        if self.sources is not None and getattr(obj, self.workflow.field) not in self.sources:
            return False
        return user.has_perm(self.verb, obj) and not self.what_is_missing(obj)

    def what_is_missing(self, obj):
        """List, in sentences, what keeps this move from being possible yet (RULES R10.59)."""
        return list(self.missing(obj)) if self.missing else []

    def __call__(self, *args, by, **details):
        """Do it. Raises `NotPermitted`, or `Refused` with the sentence for the user."""
        with transaction.atomic():
            if self.is_creation:
                return self._create(*args, by=by, **details)
            return self._act(*args, by=by, **details)

    def _create(self, *args, by, **details):
        self._ask(by, args[0] if args else None)
        created = self.body(*args, by=by, **details)
        self._record(created, by, before="", details=details)
        return created

    def _act(self, obj, *, by, **details):
        self._lock(obj)
        before = getattr(obj, self.workflow.field, "") if self.workflow.field else ""
        if self.sources is not None and before not in self.sources:
            raise Refused(self.workflow.refusal(self, obj))
        self._ask(by, obj)
        missing = self.what_is_missing(obj)
        if missing:
            raise Refused(" ".join(str(sentence) for sentence in missing))
        result = self.body(obj, by=by, **details)
        if self.to is not None:
            setattr(obj, self.workflow.field, self.to)
        obj.save()
        self._record(obj, by, before=before, details=details)
        return result

    def _lock(self, obj):
        if self.workflow.owner:
            # Always from the owner down, or two acts on both would wait for each other for ever.
            owner = type(obj)._meta.get_field(self.workflow.owner).related_model
            key = getattr(obj, f"{self.workflow.owner}_id")
            owner._base_manager.select_for_update(of=("self",)).filter(pk=key).exists()
        manager = type(obj)._base_manager
        if not manager.select_for_update(of=("self",)).filter(pk=obj.pk).exists():
            raise Refused(_("This no longer exists. Go back to the list and look again."))
        obj.refresh_from_db()

    def _ask(self, by, obj):
        if by is THE_PORTAL:
            if not self.automatic:
                raise NotPermitted(_("Only a person may do this."))
        elif not by.has_perm(self.verb, obj):
            raise NotPermitted(_("You may not do this. Ask the secretariat if you think that you should."))

    def _record(self, obj, by, *, before, details):
        record(
            obj,
            self.verb,
            by=None if by is THE_PORTAL else by,
            hat=self.hat(by, obj) if callable(self.hat) else self.hat,
            before=before,
            after=getattr(obj, self.workflow.field, "") if self.workflow.field else "",
            reason=str(details.get("reason") or ""),
            details=getattr(obj, "act_details", None),
            text_hash=getattr(obj, "text_hash", "") or "",
            is_sealed=self.is_sealed,
        )
        obj.act_details = None


class Workflow:
    """The life of one kind of object: its map of states, and the functions that move it.

    `owner` names the foreign key to the row that is locked first, where acts on both touch each other.
    """

    def __init__(self, app, states=None, transitions=None, *, field="state", owner=None):
        self.app = app
        self.states = states
        self.map = transitions or {}
        self.field = field if states else None
        self.owner = owner
        self.moves = []

    def move(self, *sources, to, may, hat, label, done, **options):
        """Declare a move from any of `sources` to `to`; one outside the map fails at import."""
        for source in sources:
            if to not in self.map[source]:
                raise TypeError(f"{source} → {to} is not on the map of {self.app}.")
        return self._declare(sources=sources, to=to, may=may, hat=hat, label=label, done=done, **options)

    def act(self, *sources, may, hat, label, done, **options):
        """Declare an act that leaves the state as it is; without `sources` it is open in any state."""
        return self._declare(
            sources=sources or None, to=None, may=may, hat=hat, label=label, done=done, **options
        )

    def creation(self, *, may, hat, label, done, **options):
        """Declare how one comes to be: `f(parent_or_nothing, by=…)` returns the new row.

        `may` is asked of the parent, where there is one.
        """
        return self._declare(
            sources=None, to=None, may=may, hat=hat, label=label, done=done, is_creation=True, **options
        )

    def _declare(self, **options):
        def decorate(body):
            made = Move(self, body, **options)
            self.moves.append(made)
            return made

        return decorate

    def open_to(self, user, obj):
        """The moves whose buttons this user gets on this object now: page and server cannot disagree."""
        return [move for move in self.moves if not move.is_creation and move.is_open(user, obj)]

    def refusal(self, move, obj):
        """The sentence for a move that the present state does not allow."""
        state = self.states(getattr(obj, self.field or "")).label
        return _("“%(act)s” is not possible any more: this is now “%(state)s”. Reload the page.") % {
            "act": move.label,
            "state": state,
        }
