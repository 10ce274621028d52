"""What organisations say to draft minutes, and what the secretariat answers: `data/demo_review.json`."""

from foundation.review import workflow as review
from foundation.review.redline import plain
from unmn.demo.deeds import SECRETARY, the_meeting, user
from unmn.demo.directory import read


def write(diary, meetings):
    """Write remarks and answers into the diary, each on its day."""
    said = read("demo_review.json")
    for meeting in meetings:
        remarks = said.get(meeting["slug"])
        if not remarks:
            continue
        for row in remarks["proposals"]:
            diary.write(row["day"], "14:00", propose, meeting["slug"], row)
        for row in remarks["comments"]:
            diary.write(row["day"], "14:30", comment, meeting["slug"], row)


def _paragraph(text, words):
    return next(row for row in text.latest.paragraphs.all() if plain(row.html).startswith(words))


def _voice(world, row):
    organisation = world.organisations[row["organisation"]]
    return {"voice": organisation.slug, "voice_name": str(organisation)}


def propose(world, slug, row):
    """An organisation proposes wording; the secretariat answers on the same day, where it answers."""
    text = the_meeting(slug).record.text
    paragraph = _paragraph(text, row["find"])
    wording = plain(paragraph.html).replace(*row["replace"])
    proposal = review.propose_wording(
        text,
        by=user(world, row["by"]),
        paragraph=paragraph,
        wording=wording,
        why=row["why"],
        **_voice(world, row),
    )
    secretary = user(world, SECRETARY)
    if row["answer"] == "accept":
        review.accept(proposal, by=secretary)
    elif row["answer"] == "merge":
        review.merge(proposal, by=secretary, wording=row["merged"])
    elif row["answer"] == "decline":
        review.decline(proposal, by=secretary, reason=row["reason"])


def comment(world, slug, row):
    """An organisation comments on a paragraph."""
    text = the_meeting(slug).record.text
    made = review.comment(
        text, by=user(world, row["by"]), paragraph=_paragraph(text, row["find"]), body=row["body"],
        **_voice(world, row),
    )  # fmt: skip
    if row.get("answer"):
        review.answer_comment(made, by=user(world, SECRETARY), answer=row["answer"])
