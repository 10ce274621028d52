"""The working groups of the demo, told through their workflows: four that were decided, one that is proposed."""

from decisions.models import Decision
from foundation.circulation.workflow import circulate
from foundation.documents.files import store_bytes
from foundation.review import workflow as review
from members.letters import InvitationSent
from unmn.demo import groups_of_demo as words
from unmn.demo import papers_of_demo
from unmn.demo.deeds import SECRETARY, user
from unmn.demo.directory import read
from unmn.demo.post import posted
from workinggroups import letters
from workinggroups.models import TermsOfReference, WorkingGroup
from workinggroups.workflow import closing, deliverables, documents, groups, joining, notes, seats, terms

# A decision has its symbol once the minutes that record it are approved.
RECORDED_AFTER = 50
ENDS = {"wg-return": 19}
CLOSED = ("wg-gcm-review", -58, "UNMN-KG/DEC: closed after its review was submitted")


def write(diary):
    """Write the lives of the groups into the diary."""
    story = read("demo.json")
    titles = {row["slug"]: row["title"] for row in story["decisions"]}
    for row in story["working_groups"]:
        day = row["established_day"]
        diary.write(day, "17:20", propose, row)
        diary.write(day + RECORDED_AFTER, "10:00", establish, row, titles.get(row["established_by"], ""))
    for row in words.DELIVERABLES:
        diary.write(row[1], "10:30", plan, row)
        if row[6] is not None:
            diary.write(row[6][0], "16:00", deliver, row)
    for row in words.DOCUMENTS:
        diary.write(row[1], "11:10", add, row)
    diary.write(-400, "12:00", agree_terms, "wg-data", words.TERMS_OF_DATA)
    diary.write(-388, "12:00", finish_terms, "wg-data")
    diary.write(CLOSED[1], "15:00", close)
    diary.write(-40, "15:30", write_to_the_group)
    diary.write(-4, "12:00", agree_terms, "wg-return", words.TERMS)
    diary.write(-3, "10:15", remark_on_terms)
    diary.write(-6, "14:00", ask_to_join)
    diary.write(-2, "11:30", invite)
    diary.write(-9, "15:45", propose_another)


def the_group(slug):
    """The group of that name, fresh from the database."""
    return WorkingGroup.objects.get(slug=slug)


def propose(world, row):
    """The secretariat writes the group down as the meeting proposed it, with its people."""
    ru, ky = words.PURPOSES[row["slug"]]
    facts = dict(words.FACTS[row["slug"]])
    purpose = words.PURPOSE_OF_RETURN if row["slug"] == "wg-return" else row["purpose"]
    if row["slug"] in ENDS:
        facts["ends_on"] = world.clock.day(ENDS[row["slug"]])
    group = groups.propose_group(
        by=user(world, SECRETARY), slug=row["slug"], name=row["title_en"], name_ru=row["title_ru"],
        name_ky=row["title_ky"], kind=row["type"], purpose=purpose, purpose_ru=ru, purpose_ky=ky, **facts,
    )  # fmt: skip
    for who, role in words.SEATS[row["slug"]]:
        person = None if who.startswith("@") else world.people[who]
        body = world.organisations[who[1:]] if person is None else person.organisation
        seats.seat(group, by=user(world, SECRETARY), organisation=body, person=person, role=role)


def establish(world, row, title):
    """The decision has its symbol: it is recorded with the day on which it was taken."""
    decision = Decision.objects.filter(title=title).exclude(symbol="").first()
    day = world.clock.day(row["established_day"])
    symbol = decision.symbol if decision else f"UNMN-KG/{day.year}/DEC"
    groups.establish(the_group(row["slug"]), by=user(world, SECRETARY), decided_by=symbol, on=day)


def add(world, row):
    """Somebody of the group adds a document."""
    slug, _day, who, kind, title, language, audience, note = row
    by, group = user(world, who), the_group(slug)
    name, media, data = papers_of_demo.make(kind, title, language, f"UNMN-KG/{group.acronym}")
    documents.add_document(
        group, by=by, stored_file=store_bytes(name, media, data, by=by), title=title, language=language,
        audience=audience, note=note, owner=world.people[who].organisation,
    )  # fmt: skip


def plan(world, row):
    """The lead names a product."""
    slug, _day, (title, title_ru, title_ky), owner, who, due, _end = row
    deliverables.plan_deliverable(
        the_group(slug), by=user(world, SECRETARY), title=title, title_ru=title_ru, title_ky=title_ky,
        owner=world.organisations[owner], person=world.people[who], due_on=world.clock.day(due),
    )  # fmt: skip


def deliver(world, row):
    """It is there."""
    made = the_group(row[0]).deliverables.get(title=row[2][0])
    deliverables.deliver(made, by=user(world, row[4]), evidence=row[6][1])


def agree_terms(world, slug, draft):
    """The terms of reference go to the group for review."""
    group = the_group(slug)
    lead = group.seats.on().get(role="lead").person.user
    text = terms.begin_terms(group, by=lead)
    terms.write_terms(text, by=lead, version=text.version, draft=draft)
    terms.send_terms_for_review(text, by=lead)
    if slug == "wg-return":
        for letter in letters.terms_letters(text):
            posted(circulate(letter, by=user(world, SECRETARY)), opened=0.6)


def finish_terms(world, slug):
    """Nobody had a remark: the group agreed its text."""
    group = the_group(slug)
    lead = group.seats.on().get(role="lead").person.user
    terms.agree_terms(TermsOfReference.objects.get(group=group), by=lead)


def remark_on_terms(world):
    """Two organisations of the group say something on its text."""
    text = TermsOfReference.objects.get(group__slug="wg-return").text
    rows = {row.number: row for row in text.latest.paragraphs.all()}
    review.comment(
        text, by=user(world, "temir-talasov"), paragraph=rows[1], voice="fao", voice_name="FAO",
        body="Should return to rural districts be named here?",
    )  # fmt: skip
    review.propose_wording(
        text, by=user(world, "gulnara-arslanbobova"), paragraph=rows[5], voice="sms", voice_name="SMS",
        wording="The group meets each month in Bishkek or online, in Russian with interpretation where it is needed.",
        why="Colleagues from the oblasts join online.",
    )  # fmt: skip


def close(world):
    """The review was submitted: the group's report goes with the decision that closes it."""
    slug, _day, decision = CLOSED
    group, lead = the_group(slug), user(world, "nurzat-alatoova")
    name, media, data = papers_of_demo.make("pdf", words.REPORT, "en", f"UNMN-KG/{group.acronym}/FIN")
    groups.hand_in_final_report(group, by=lead, stored_file=store_bytes(name, media, data, by=lead))
    year = world.clock.day(CLOSED[1]).year
    symbol = decision.replace("/DEC", f"/{year}/DEC")
    closing.close_group(group, by=user(world, SECRETARY), decided_by=symbol, on=world.clock.day(CLOSED[1]))


def write_to_the_group(world):
    """A letter to the group on return: members and partners in mailings apart."""
    by = user(world, SECRETARY)
    note = notes.write_note(
        the_group("wg-return"), by=by, title="Remarks on the list of services by Friday",
        body="Draft 2 of the list of services is in the group's documents, in English and in Russian.\n\n"
             "Please look at the lines of your own organisation and write your remarks to Chiara by Friday.",
    )  # fmt: skip
    notes.send_note(note, by=by)
    for letter in letters.letters_to_group(note):
        posted(circulate(letter, by=by), opened=0.6)


def ask_to_join(world):
    """UNESCO wants to take part in the work on data."""
    asked = joining.ask_to_join(
        the_group("wg-data"), by=user(world, "olga-zarechnaya"), organisation=world.organisations["unesco"],
        reason="UNESCO has figures on the education of returning children and wants to bring them in.",
    )  # fmt: skip
    posted(circulate(letters.JoinAsked(asked), by=user(world, "olga-zarechnaya")))


def invite(world):
    """A civil society organisation is asked into the group on return."""
    asked = joining.invite_into_group(
        the_group("wg-return"), by=user(world, SECRETARY), person=world.people["asel-kyzylkieva"], role="partner",
        reason="Köpürö runs the hotline of which the list of services speaks.", account_letter=InvitationSent,
    )  # fmt: skip
    posted(circulate(letters.InvitedIntoGroup(asked), by=user(world, SECRETARY)))


def propose_another(world):
    """FAO proposes a group; the Network has not decided yet."""
    by = user(world, "temir-talasov")
    group = groups.propose_group(
        by=by, slug="wg-climate", name="Climate and mobility", name_ru="Климат и мобильность",
        name_ky="Климат жана мобилдүүлүк", acronym="WG Climate", kind="ad-hoc",
        ends_event="The note on climate and mobility is adopted",
        purpose="A note on how drought and mudflows move people, with what the agencies do about it.",
        purpose_ru="Записка о том, как засуха и сели вынуждают людей переезжать, и что делают учреждения.",
        purpose_ky="Кургакчылык жана сел адамдарды кантип көчүрөрү жана мекемелер эмне кылары жөнүндө баяндама.",
        objectives=[2, 9], proposed_by=world.organisations["fao"],
    )  # fmt: skip
    seats.name_first_lead(group, by=by, person=world.people["elena-beryozkina"])
