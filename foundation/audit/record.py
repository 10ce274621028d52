"""Write an act: called by the workflow, in the same transaction as what it records."""

from django.contrib.contenttypes.models import ContentType

from foundation.audit.models import Act
from foundation.audit.states import Hat


def record(
    subject, verb, *, by=None, hat=Hat.PORTAL, before="", after="", reason="", details=None,
    text_hash="", is_sealed=False,
):  # fmt: skip
    """Record that `by` (None: the portal itself) did `verb` to `subject`.

    `verb` is the permission's name (`meetings.convene`); the sentence that people read is made when
    it is shown, in their language. Rule: RULES R9.49.
    """
    person = getattr(by, "person", None)
    return Act.objects.create(
        actor=by,
        actor_name=str(by) if by else "",
        organisation_name=str(person.organisation) if person else "",
        hat=hat if by else Hat.PORTAL,
        verb=verb,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        subject_label=str(subject)[:300],
        before=before,
        after=after,
        reason=reason,
        details=details or {},
        text_hash=text_hash,
        is_sealed=is_sealed,
    )
