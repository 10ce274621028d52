"""The story of a quarterly meeting, told step by step; who tells it says how they use the browser."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from foundation.circulation import delivery
from foundation.circulation.models import Circulation, Delivery
from foundation.circulation.states import DeliveryState
from foundation.circulation.workflow import release_due
from meetings.models import Meeting, Minutes
from meetings.states import MeetingState, MinutesState
from meetings.tasks_minutes import close_due_reviews, send_approved

TITLE = "Quarterly meeting on schooling"
ITEM = "Schooling of returning children"
PROPOSED = "Rural return: lessons of the pilot"
NOTES = "UNICEF reported that two towns had opened classes for returning children."
BETTER = "UNICEF reported that three towns had opened classes for returning children."
DECISION = "The Network endorses the note on schooling."
ACTION = "Circulate the note on schooling to the authorities"


def post_goes(smtp_server):
    """The worker's round: every queued letter goes to the mail server."""
    for row in Delivery.objects.filter(state=DeliveryState.QUEUED).order_by("pk"):
        delivery.deliver(row.pk)
    return list(smtp_server.messages)


def latest_letter(smtp_server, user, words):
    """The newest letter to somebody whose subject or text has these words."""
    letters = [one for one in smtp_server.to(user.email) if words in one["Subject"] or words in one.text]
    assert letters, [one["Subject"] for one in smtp_server.to(user.email)]
    return letters[-1]


def link_in(letter, part):
    """The address in a letter's plain text that contains `part`."""
    return next(link for link in re.findall(r"https?://\S+", letter.text) if part in link)


def a_working_day_ahead(days):
    """A Monday to Friday at least so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def circulates(person, smtp_server, *, note=""):
    """From the preview to the mail server: look, write a note, circulate, send without waiting."""
    if note:
        person.fill("Covering note", note)
    person.press("button", re.compile("^Circulate to"))
    person.sees("You can still call this back")
    person.press("button", "Send now")
    expect(person.page.get_by_role("button", name="Call back")).to_have_count(0)
    post_goes(smtp_server)


def convenes(officer):
    """The secretariat prepares the meeting and its agenda, and convenes it."""
    officer.go("/meetings/")
    officer.press("link", "New meeting")
    officer.fill("Title", TITLE)
    officer.fill_day("Day", a_working_day_ahead(12))
    officer.fill("Place", "UN House, Bishkek, Room 1")
    officer.press("button", "Save")
    officer.press("link", "Edit the agenda")
    officer.press("button", "Start from the standing items")
    expect(officer.page.locator("[data-item]")).to_have_count(4)
    adds_an_item(officer)
    officer.press("link", "To the meeting")
    officer.press("button", "Convene")
    officer.sees("The meeting is convened.")
    return Meeting.objects.get(title=TITLE)


def adds_an_item(officer):
    """A new item, which comes before any other business, then up by the keys of the page; saved by itself."""
    officer.fill("Title of the new item", ITEM)
    officer.press("button", "Add an item")
    rows = officer.page.locator("[data-item]")
    expect(rows).to_have_count(5)
    expect(rows.nth(3).locator("textarea.agenda-title")).to_have_value(ITEM)
    handle = rows.nth(3).locator("[data-handle]")
    if type(officer).__name__ == "KeyboardPerson":
        officer.reach(handle)
    else:
        handle.focus()
    officer.page.keyboard.press("Alt+ArrowUp")
    expect(officer.page.locator("[data-item]").nth(2).locator("textarea.agenda-title")).to_have_value(ITEM)
    expect(officer.page.locator(".autosave").first).to_have_text(re.compile("All changes are saved"))


def invites(officer, meeting, smtp_server):
    """Invitation and draft agenda go to all members."""
    officer.go(f"/meetings/{meeting.slug}/letters/invitation/")
    circulates(officer, smtp_server, note="Please keep the hour free.")
    officer.go(f"/meetings/{meeting.slug}/agenda/edit/")
    officer.press("link", "Circulate the draft agenda")
    circulates(officer, smtp_server)


def answers_from_the_letter(visitor, member, smtp_server):
    """The focal point answers by the link in the letter, without signing in, with a click to confirm."""
    letter = latest_letter(smtp_server, member, "invitation")
    assert "Please keep the hour free." in letter.text
    visitor.go(link_in(letter, "/answer/"))
    visitor.tick(visitor.page.get_by_label("Attends in person"))
    visitor.press("button", "Send the answer")
    visitor.sees("Recorded for UNICEF")


def proposes_an_item(member, meeting):
    """A member proposes an item from its home page's meeting."""
    member.go("/")
    member.press("link", TITLE)
    member.press("link", "Propose an item")
    member.fill("Title", PROPOSED)
    member.fill("Why should the Network deal with it?", "Forty households, one year.")
    member.press("button", "Propose", exact=True)
    expect(member.page.get_by_role("button", name="Withdraw the proposal")).to_be_visible()
    assert meeting.items.filter(title=PROPOSED, state="proposed").exists()


def accepts_and_circulates_the_final_agenda(officer, meeting, smtp_server):
    """The secretariat finds the proposal on its desk, accepts it, and circulates the final agenda."""
    officer.go("/")
    officer.sees(f"UNICEF proposes an item: {PROPOSED}")
    officer.press("link", re.compile("^Accept or decline"))
    officer.press("link", PROPOSED)
    officer.press("button", "Accept onto the agenda")
    expect(officer.page.locator("[data-item]")).to_have_count(6)
    officer.go(f"/meetings/{meeting.slug}/agenda/circulate/final/")
    circulates(officer, smtp_server)


def the_day_comes(meeting):
    """The days pass: the meeting began an hour ago."""
    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1)
    )


def holds(officer, meeting, cast):
    """Who is there is ticked, and the meeting marked as held."""
    officer.go(f"/meetings/{meeting.slug}/")
    officer.press("button", "Mark as held")
    officer.sees("The meeting is marked as held.")
    officer.go(f"/meetings/{meeting.slug}/attendance/")
    for organisation in (cast.orgs.unicef, cast.orgs.fao, cast.orgs.rco, cast.orgs.iom):
        card = officer.page.locator(f"#organisation-{organisation.pk}")
        officer.press("button", "Present", within=card)
        expect(officer.find("button", "Present", card)).to_have_attribute("aria-pressed", "true")
    assert Meeting.objects.get(pk=meeting.pk).state == MeetingState.HELD


def takes_minutes(officer, meeting):
    """Notes under the item, with a decision and an action point born there."""
    officer.go(f"/meetings/{meeting.slug}/")
    officer.press("button", "Take minutes")
    officer.page.wait_for_selector("[data-ready]")
    item = meeting.items.get(title=ITEM)
    section = officer.page.locator(f"#item-{item.pk}")
    officer.type_notes(section.locator(".ProseMirror"), NOTES)
    expect(section.locator("[data-state-of]")).to_have_text(re.compile("Saved at"))
    officer.press("link", "Record a decision", within=section)
    form = section.locator(".record-form")
    officer.fill("Title of the decision", "Note on schooling", within=form)
    officer.fill("Exact wording", DECISION, within=form)
    officer.activate(form.locator("button.button").first)
    expect(section.locator(".decision-box")).to_have_count(1)
    officer.press("link", "Record an action point", within=section)
    officer.fill("What is to be done", ACTION, within=form)
    officer.choose("Owner organisation", "UNICEF", within=form)
    officer.activate(form.locator("button.button").first)
    expect(section.locator(".action-box")).to_have_count(1)


def sends_for_review(officer, meeting, smtp_server):
    """The draft is frozen and goes to the members."""
    officer.go(f"/meetings/{meeting.slug}/minutes/edit/")
    officer.press("link", "Send for review")
    circulates(officer, smtp_server)
    assert Minutes.objects.get(meeting=meeting).state == MinutesState.IN_REVIEW


def reviews(member, smtp_server):
    """The focal point follows the letter, comments, and proposes other words for its own intervention."""
    letter = latest_letter(smtp_server, member.user, "silence is acceptance")
    assert any(part.get_content_type() == "application/pdf" for part in letter.message.walk())
    member.go(link_in(letter, "/minutes/"))
    paragraph = member.page.get_by_role("article").filter(has_text=NOTES)
    member.press("link", re.compile("^Comment"), within=paragraph)
    member.fill("Comment", "Please check the number of towns.", within=paragraph)
    member.press("button", "Send the comment", within=paragraph)
    expect(paragraph.get_by_text("Please check the number of towns.")).to_be_visible()
    member.press("link", re.compile("^Propose wording"), within=paragraph)
    member.fill("Proposed wording", BETTER, within=paragraph)
    member.fill("Why", "The third town opened in May.", within=paragraph)
    member.press("button", "Send the proposed wording", within=paragraph)
    expect(paragraph.locator("ins", has_text="three")).to_be_visible()
    expect(paragraph.locator("del", has_text="two")).to_be_visible()


def answers_the_remarks(officer, meeting, smtp_server):
    """The secretariat sees on its desk what waits, accepts, and issues the next version."""
    officer.go("/")
    officer.sees("1 proposed wording waits for an answer")
    officer.press("link", re.compile("^Accept, merge or decline"))
    officer.press("button", "Accept", exact=True)
    expect(officer.find("button", "Accept", exact=True)).to_have_count(0)
    officer.sees("Accepted")
    officer.go(f"/meetings/{meeting.slug}/minutes/")
    officer.press("link", "Issue the next version")
    circulates(officer, smtp_server)
    officer.go(f"/meetings/{meeting.slug}/minutes/")
    officer.sees(BETTER)


def the_review_ends(meeting, smtp_server):
    """The days pass: the deadline comes, the clock closes the review and writes to the co-chairs."""
    Minutes.objects.filter(meeting=meeting).update(review_ends=timezone.now() - timedelta(minutes=1))
    close_due_reviews()
    post_goes(smtp_server)
    assert Minutes.objects.get(meeting=meeting).state == MinutesState.REVIEWED


def approves(co_chair, smtp_server):
    """A co-chair finds the minutes as the next step and approves."""
    latest_letter(smtp_server, co_chair.user, "MIN")
    co_chair.go("/")
    co_chair.press("link", re.compile("^Read and approve"))
    co_chair.press("button", "Approve these minutes")
    expect(co_chair.page.get_by_role("button", name="Approve these minutes")).to_have_count(0)


def the_approved_minutes_go_out(meeting, smtp_server):
    """The second approval made them final; the portal sends them, with the PDF, to everybody."""
    minutes = Minutes.objects.get(meeting=meeting)
    assert minutes.state == MinutesState.APPROVED
    send_approved()
    Circulation.objects.filter(occasion="minutes_approved").update(
        leaves_at=timezone.now() - timedelta(minutes=1)
    )
    release_due()
    post_goes(smtp_server)
    return minutes


def reads_the_end(member, minutes, smtp_server):
    """The focal point has the approved minutes by mail and the action point on the desk."""
    letter = latest_letter(smtp_server, member.user, minutes.symbol)
    assert any(part.get_content_type() == "application/pdf" for part in letter.message.walk())
    member.go(f"/meetings/{minutes.meeting.slug}/minutes/")
    member.sees("The text does not change any more.")
    member.sees(BETTER)
    member.go("/action-points/")
    member.sees(ACTION)
    threads = {one["References"].split()[0] for one in smtp_server.to(member.user.email) if one["References"]}
    assert len(threads) == 1


def a_whole_quarterly_meeting(officer, member, visitor, co_chairs, cast, smtp_server):
    """From a blank agenda to approved minutes."""
    meeting = convenes(officer)
    invites(officer, meeting, smtp_server)
    answers_from_the_letter(visitor, cast.aiko, smtp_server)
    proposes_an_item(member, meeting)
    accepts_and_circulates_the_final_agenda(officer, meeting, smtp_server)
    the_day_comes(meeting)
    holds(officer, meeting, cast)
    takes_minutes(officer, meeting)
    sends_for_review(officer, meeting, smtp_server)
    reviews(member, smtp_server)
    answers_the_remarks(officer, meeting, smtp_server)
    the_review_ends(meeting, smtp_server)
    for co_chair in co_chairs:
        approves(co_chair, smtp_server)
    minutes = the_approved_minutes_go_out(meeting, smtp_server)
    reads_the_end(member, minutes, smtp_server)
