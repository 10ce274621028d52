"""The story of the demo: which meeting, decision and action point is written into the diary on which day."""

from unmn.demo import (
    annual,
    cadence,
    deeds,
    escalated,
    group_meetings,
    library,
    planning,
    publication,
    register,
    review_of_minutes,
    searches,
    seventh,
    silence,
    state_part,
    statements,
    updates,
    working_groups,
)
from unmn.demo.diary import Diary
from unmn.demo.directory import read

# Their letters are kept as sent; of older meetings only the record is loaded.
WITH_LETTERS = ("qm-6", "anm-1")
# Whose approved minutes were shared with whom outside the Network.
SHARED = {"qm-6": ("who", "sms")}
IN_PLANNING = 7
HANDS_OVER_ON = 14


def diary_of_the_network(world):
    """Everything that happens in the Network, from its first meeting to today."""
    diary, story = Diary(world), read("demo.json")
    decisions = {row["slug"]: row for row in story["decisions"]}
    for meeting in story["meetings"]:
        if meeting["status"] == "held":
            past_meeting(diary, meeting, decisions, story["action_points"])
    for row in decisions.values():
        life_of_a_decision(diary, row)
    for row in story["action_points"]:
        life_of_an_action_point(diary, row, story["meetings"])
    state_part.write(diary, story)
    silence.write(diary, story)
    escalated.write(diary)
    statements.write(diary, story)
    publication.write(diary, story)
    review_of_minutes.write(diary, story["meetings"])
    upcoming = next(row for row in story["meetings"] if row["status"] == "scheduled")
    seventh.write(diary, upcoming)
    cadence.write(diary, upcoming)
    planning.write(diary)
    register.write(diary)
    annual.write(diary)
    working_groups.write(diary)
    group_meetings.write(diary)
    library.write(diary)
    updates.write(diary)
    diary.write(-4, "09:30", deeds.confirm_entries, ["unicef", "iom", "unesco", "rco"])
    diary.write(-3, "11:20", deeds.propose_correction, "unhcr", "leila-sandervik")
    diary.write(
        -3, "16:00", deeds.hand_over_focal_point, "kanykei-songkolova", "sofia-lagoverde", HANDS_OVER_ON
    )
    diary.write(0, "08:00", deeds.send_weekly_letters)
    searches.write(diary)
    return diary


def past_meeting(diary, meeting, decisions, action_points):
    """From its planning to the approval of its minutes."""
    slug, day, record = meeting["slug"], meeting["day"], meeting["minutes"]
    notice = meeting["notice_sent_day"]
    with_letters = slug in WITH_LETTERS
    diary.write(min(notice - IN_PLANNING, notice - 1), "09:00", deeds.plan, meeting)
    diary.write(notice, "09:40", deeds.convene, slug, guests_of(meeting), with_letters=with_letters)
    diary.write(notice, "10:00", deeds.issue, slug, "draft", with_letters=False)
    if with_letters:
        diary.write(notice + 7, "11:00", deeds.answer_invitations, meeting)
    final = day - 2 if day % 7 > 1 else day - 4
    if final > notice:
        diary.write(final, "15:00", deeds.issue, slug, "final", with_letters=with_letters)
    diary.write(day, meeting["time"], deeds.take_attendance, meeting)
    adopted = {
        item["slug"]: [decisions[key] for key in item["decisions"] if is_adopted_there(decisions[key], day)]
        for item in meeting["agenda"]
    }
    owed = [row for row in action_points if row["meeting"] == slug]
    diary.write(day, "17:00", deeds.write_minutes, meeting, adopted, owed)
    diary.write(
        record["draft_circulated_day"], "11:00", deeds.send_for_review, slug, record["comments_close_day"],
        with_letters=with_letters,
    )  # fmt: skip
    if record["status"] == "approved":
        diary.write(
            record["comments_close_day"], "18:01", deeds.close_review, slug, with_letters=with_letters
        )
        diary.write(record["approved_day"], "18:30", deeds.approve, slug, with_letters=with_letters)
        if slug in SHARED:
            diary.write(record["approved_day"] + 3, "10:00", deeds.share_outside, slug, SHARED[slug])


def is_adopted_there(decision, day):
    """Whether the decision was adopted by consensus on the day of this meeting."""
    return decision["adopted_day"] == day and decision["adoption_mode"] == "consensus"


def guests_of(meeting):
    """Slugs of the organisations that were invited to a past meeting."""
    return [row["organisation"] for row in meeting["attendance"] if row.get("capacity") == "invited"]


def life_of_a_decision(diary, row):
    """What is told neither by a meeting nor by a silence procedure: implementation."""
    slug = row["slug"]
    if row["implemented_day"] is not None:
        diary.write(row["implemented_day"], "17:30", deeds.implement, slug)


def life_of_an_action_point(diary, row, meetings):
    """Reported on, or done; never before its owner has read of it in the minutes."""
    meeting = next(one for one in meetings if one["slug"] == row["meeting"])
    known = meeting["minutes"]["draft_circulated_day"]
    if row["state"] == "done":
        diary.write(max(row["done_day"], known), "16:00", deeds.do, row)
    elif row["state"] == "in_progress":
        diary.write(max(-32, known), "16:10", deeds.report, row)
