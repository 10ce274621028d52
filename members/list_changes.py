"""A member list kept as data, and what changed from one to the next, in words (ToR: shares it regularly)."""

from django.utils.translation import gettext as _

from members.states import Office, Part


def entries_of(members):
    """The list as plain data for `MemberListIssue.entries`."""
    return {
        "offices": [
            {"office": row.office, "in_charge": row.is_in_charge, **_kept(row.person)}
            for row in [*members.offices, *members.secretariat]
        ],
        "organisations": [
            {
                "slug": entry.organisation.slug,
                "acronym": entry.organisation.acronym,
                "part": entry.part,
                "contact": [entry.organisation.email, entry.organisation.phone],
                "focal_point": _kept(entry.focal_point) if entry.focal_point else None,
                "alternates": [_kept(person) for person in entry.alternates],
            }
            for section in members.sections
            for entry in section.entries
        ],
    }


def _kept(person):
    return {"slug": person.slug, "name": person.name, "email": person.email, "phone": person.phone}


def changes_between(old, new):
    """What changed from one kept list to the next, as sentences in the active language."""
    old = old or {"offices": [], "organisations": []}
    return [*_office_changes(old["offices"], new["offices"]), *_organisation_changes(old, new)]


def _office_changes(old, new):
    sentences = []
    before = {(row["office"], row["in_charge"], row["slug"]): row for row in old}
    after = {(row["office"], row["in_charge"], row["slug"]): row for row in new}
    for key, row in after.items():
        words = {"name": row["name"], "office": Office(row["office"]).label}
        if key not in before and row["in_charge"]:
            sentences.append(_("%(name)s is officer-in-charge: %(office)s.") % words)
        elif key not in before:
            sentences.append(_("%(name)s is new in the office: %(office)s.") % words)
        elif _contact(row) != _contact(before[key]):
            sentences.append(_("%(name)s has new contact details.") % words)
    for key, row in before.items():
        if key not in after:
            words = {"name": row["name"], "office": Office(row["office"]).label}
            sentences.append(_("%(name)s no longer holds the office: %(office)s.") % words)
    return sentences


def _contact(row):
    return row["email"], row["phone"]


def _organisation_changes(old, new):
    sentences = []
    before = {(row["slug"], row["part"]): row for row in old["organisations"]}
    after = {(row["slug"], row["part"]): row for row in new["organisations"]}
    for key, row in after.items():
        words = {"organisation": row["acronym"], "part": Part(row["part"]).label}
        if key not in before:
            sentences.append(_("%(organisation)s joined: %(part)s.") % words)
        elif row["part"] != Part.COORDINATOR:
            # The coordinator is a member as well: its people are compared once, as those of a member.
            sentences += _people_changes(before[key], row)
    for key, row in before.items():
        if key not in after:
            words = {"organisation": row["acronym"], "part": Part(row["part"]).label}
            sentences.append(_("%(organisation)s left: %(part)s.") % words)
    return sentences


def _people_changes(old, new):
    words = {"organisation": new["acronym"]}
    sentences = []
    if old["acronym"] != new["acronym"]:
        sentences.append(_("%(old)s is now called %(organisation)s.") % {**words, "old": old["acronym"]})
    if old["contact"] != new["contact"]:
        sentences.append(_("%(organisation)s has new contact details.") % words)
    sentences += _focal_point_changes(old["focal_point"], new["focal_point"], words)
    before = {row["slug"]: row for row in old["alternates"]}
    after = {row["slug"]: row for row in new["alternates"]}
    for slug, row in after.items():
        if slug not in before:
            sentences.append(
                _("%(organisation)s: %(name)s is a new alternate.") % {**words, "name": row["name"]}
            )
        elif _contact(row) != _contact(before[slug]):
            sentences.append(_("%(name)s has new contact details.") % {"name": row["name"]})
    for slug, row in before.items():
        if slug not in after:
            sentences.append(
                _("%(organisation)s: %(name)s is no longer the alternate.") % {**words, "name": row["name"]}
            )
    return sentences


def _focal_point_changes(old, new, words):
    if old is None and new is None:
        return []
    if new is None:
        return [
            _("%(organisation)s has no focal point at present; it was %(old)s.")
            % {**words, "old": old["name"]}
        ]
    if old is None:
        return [_("%(organisation)s: the focal point is %(name)s.") % {**words, "name": new["name"]}]
    if old["slug"] != new["slug"]:
        return [
            _("%(organisation)s: the focal point is %(name)s; it was %(old)s.")
            % {**words, "name": new["name"], "old": old["name"]}
        ]
    if _contact(old) != _contact(new):
        return [_("%(name)s has new contact details.") % {"name": new["name"]}]
    return []
