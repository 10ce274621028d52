"""Statements with something to leak: a draft, one in clearance, one cleared, all inside the Network."""

from datetime import timedelta

from django.utils import timezone

from decisions.states import AnswerKind
from foundation.core.links import sign_link
from foundation.review.models import Comment, Paragraph, Proposal
from statements.letters import LINK
from statements.workflow import clearance
from statements.workflow.texts import text_in
from tests.factories.documents import StoredFileFactory
from tests.statements import spoken


def make_statements(world, cast, secret, *, insiders):
    """What the pages of statements are asked about."""
    draft = spoken.begun(cast, name="Draft statement")
    draft.issue = secret(world, "ISSUEOFSTATEMENT", insiders)
    draft.save()
    spoken.write(cast, draft, "en", title=secret(world, "TITLEOFSTATEMENT", insiders))
    asked = spoken.asked(cast, languages=("en",))
    said = clearance.record_clearance(
        asked, by=cast.aizada, organisation=cast.orgs.fao, person=cast.temir.person,
        kind=AnswerKind.CLEARED_WITH_COMMENTS, words=secret(world, "CLEAREDBYFAO with a comment", insiders),
        channel="email", received_at=timezone.now(), message=StoredFileFactory(),
    )  # fmt: skip
    first = Paragraph.objects.get(version=text_in(asked, "en").current_id, number=1)
    remark = {"paragraph": first, "by": cast.temir, "voice": "fao", "voice_name": "FAO"}
    comment = Comment.objects.create(body="A remark on a statement", **remark)
    proposal = Proposal.objects.create(wording="Other words", **remark)
    cleared = spoken.cleared(cast, languages=("en",))
    linked = spoken.asked(cast, languages=("en",))
    token = sign_link(
        LINK, timezone.now() + timedelta(days=9), clearance=linked.clearances.get().pk, user=cast.aiko.pk,
        organisation=cast.orgs.unicef.pk,
    )  # fmt: skip
    draft_, asked_ = {"slug": draft.slug}, {"slug": asked.slug}
    text = asked_ | {"language": "en"}
    world.places |= {
        "statement": draft_, "statement+asked": asked_, "statement+cleared": {"slug": cleared.slug},
        "statement+message": asked_ | {"pk": said.pk}, "statement+confirm": asked_ | {"act": "confirm-answer"},
        "statement+text": text, "statement+draft-text": draft_ | {"language": "en"},
        "statement+paragraph": text | {"pk": first.pk},
        "statement+comment": text | {"pk": comment.pk, "act": "answer"},
        "statement+proposal": text | {"pk": proposal.pk, "act": "accept"},
        "statement+link": {"token": token},
    }  # fmt: skip
