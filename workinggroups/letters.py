"""Letters about working groups: into them, to them, about their text and their end."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.circulation.letters import Letter, Remark
from foundation.core.links import sign_link
from foundation.core.moments import day, moment
from foundation.core.templatetags.ui import in_language
from members.letters import recipients_among
from workinggroups.recipients import MEMBERS, PARTNERS, group_recipients, who_runs
from workinggroups.states import GroupAudience, JoinState


class GroupLetter(Letter):
    """What letters about a group have in common: its thread, and a few sentences with one address."""

    group = None

    def sentences(self):
        """Return the paragraphs, in the active language."""
        raise NotImplementedError

    def action(self, recipient):
        """Return the address to go to, and what stands on its button."""
        return self.link(recipient), _("Open it in the portal")

    def heading(self):
        """Return the subject's words after the group's name."""
        return self.title()

    def context(self, recipient):
        """Return what `notice` shows."""
        url, label = self.action(recipient)
        return {
            "heading": self.heading(), "paragraphs": list(self.sentences()), "action_url": url, "action_label": label,
        }  # fmt: skip

    @property
    def name(self):
        """The group's name in the active language."""
        return in_language(self.group)


class InvitedIntoGroup(GroupLetter):
    """Somebody is asked into a group, with a link that answers (RULES R10.61)."""

    occasion = "group_invitation"
    occasion_label = gettext_lazy("Invitation into a working group")

    def __init__(self, joining):
        self.about = self.joining = joining
        self.group = joining.group
        self.thread = f"joining-{joining.pk}"

    def title(self):
        """Return what the list of circulations calls it."""
        return _("Invitation into the working group “%(group)s”: %(person)s") % {
            "group": self.name, "person": in_language(self.joining.person),
        }  # fmt: skip

    def heading(self):
        """Return the subject: what is asked, and until when."""
        return _("Invitation into the working group “%(group)s”. Please answer until %(moment)s") % {
            "group": self.name, "moment": moment(self.joining.answer_by),
        }  # fmt: skip

    def recipients(self):
        """Return the invited person."""
        return recipients_among([self.joining.person])

    def sentences(self):
        """Return who asks, as what, and why."""
        yield _(
            "You are asked to take part in the working group “%(group)s” of the UN Migration Network."
        ) % {"group": self.name}
        yield in_language(self.group, "purpose")
        yield _("Your part in the group: %(role)s, for %(organisation)s.") % {
            "role": self.joining.get_role_display(),
            "organisation": in_language(self.joining.organisation, "acronym"),
        }
        if self.joining.reason:
            yield self.joining.reason
        yield _("The link below asks for your answer and works until %(moment)s.") % {
            "moment": moment(self.joining.answer_by)
        }

    def action(self, recipient):
        """Return the signed link."""
        token = sign_link("group-invitation", self.joining.answer_by, joining=self.joining.pk)
        return settings.SITE_URL + reverse("group_answers:answer_group", args=[token]), _("Answer")


class JoinAsked(GroupLetter):
    """Somebody asks to join: who runs the group is told."""

    occasion = "group_join_asked"
    occasion_label = gettext_lazy("Request to join a working group")

    def __init__(self, joining):
        self.about = self.joining = joining
        self.group = joining.group
        self.thread = f"joining-{joining.pk}"

    def title(self):
        """Return what the list of circulations calls it."""
        return _("%(person)s (%(organisation)s) asks to join the working group “%(group)s”") % {
            "person": in_language(self.joining.person), "group": self.name,
            "organisation": in_language(self.joining.organisation, "acronym"),
        }  # fmt: skip

    def recipients(self):
        """Return who runs the group."""
        return who_runs(self.group)

    def sentences(self):
        """Return why they ask."""
        yield _("They write:")
        yield self.joining.reason

    def action(self, recipient):
        """Return the page of the request."""
        return self.link(recipient), _("Accept or decline")


class JoinAnswered(GroupLetter):
    """A request or an invitation was answered: who asked is told."""

    occasion = "group_join_answered"
    occasion_label = gettext_lazy("Answer about joining a working group")

    def __init__(self, joining):
        self.joining = joining
        self.about = joining
        self.group = joining.group
        self.thread = f"joining-{joining.pk}"

    def title(self):
        """Return what the list of circulations calls it."""
        words = {"person": in_language(self.joining.person), "group": self.name}
        if self.joining.state == JoinState.ACCEPTED:
            return _("%(person)s joins the working group “%(group)s”") % words
        return _("%(person)s does not join the working group “%(group)s”") % words

    def recipients(self):
        """Return the person who asked, or who runs the group that invited."""
        return who_runs(self.group) if self.joining.is_invitation else recipients_among([self.joining.person])

    def sentences(self):
        """Return the answer."""
        if self.joining.answer:
            yield self.joining.answer
        if self.joining.state == JoinState.ACCEPTED:
            yield _("The group's page with its members, documents and dates is open now.")

    def link(self, recipient):
        """Return the group's page, for those who joined; the request's own for the others."""
        about = self.group if self.joining.state == JoinState.ACCEPTED else self.joining
        return settings.SITE_URL + about.get_absolute_url()


class WrittenToGroup(GroupLetter):
    """A letter to everybody in a group; members of the Network and partners get mailings apart."""

    occasion = "group_letter"
    occasion_label = gettext_lazy("Letter to a working group")

    def __init__(self, note, to=MEMBERS):
        self.about = self.note_to_group = note
        self.group, self.to, self.edition = note.group, to, to
        self.thread = note.group.thread

    def title(self):
        """Return what the list of circulations calls it."""
        return f"[{self.group.tag}] {self.note_to_group.title}"

    def recipients(self):
        """Return the group's people of one kind."""
        return group_recipients(self.group, self.to)

    def sentences(self):
        """Return the letter's own paragraphs, in the language in which it was written."""
        return [part.strip() for part in self.note_to_group.body.split("\n\n") if part.strip()]

    def remarks(self):
        """Return who else reads it."""
        if self.to == PARTNERS:
            return [Remark("warn", _("This goes to partners outside of the Network as well."))]
        return []


def letters_to_group(note):
    """The mailings of one letter: the members', and the partners' where there are any and it is for them."""
    letters = [WrittenToGroup(note)]
    if note.audience == GroupAudience.GROUP and group_recipients(note.group, PARTNERS):
        letters.append(WrittenToGroup(note, PARTNERS))
    return letters


class TermsForReview(GroupLetter):
    """The group is asked for its remarks on its terms of reference."""

    occasion = "group_terms_review"
    occasion_label = gettext_lazy("Terms of reference for review")

    def __init__(self, terms, to=MEMBERS, ends=None):
        self.about, self.group, self.to = terms, terms.group, to
        self.ends = ends or terms.review_ends
        self.edition, self.thread = to, terms.group.thread

    def title(self):
        """Return what the list of circulations calls it."""
        return _("[%(tag)s] Terms of reference for review until %(moment)s") % {
            "tag": self.group.tag, "moment": moment(self.ends),
        }  # fmt: skip

    def recipients(self):
        """Return the group's people of one kind."""
        return group_recipients(self.group, self.to)

    def sentences(self):
        """Return what is asked."""
        yield _(
            "The terms of reference of the working group “%(group)s” are open for comments and proposed wording "
            "until %(moment)s."
        ) % {"group": self.name, "moment": moment(self.ends)}
        yield _("If your organisation says nothing by the deadline, it accepts the text.")

    def action(self, recipient):
        """Return the page of the text."""
        return self.link(recipient), _("Read, comment or propose wording")


def terms_letters(terms, ends=None):
    """The mailings that open the review: members', and partners' where there are any."""
    letters = [TermsForReview(terms, ends=ends)]
    if group_recipients(terms.group, PARTNERS):
        letters.append(TermsForReview(terms, PARTNERS, ends=ends))
    return letters


class GroupEnds(GroupLetter):
    """A group's end comes near: who runs it prepares the final report, or asks for another day."""

    occasion = "group_ends"
    occasion_label = gettext_lazy("End of a working group comes near")
    is_reminder = True

    def __init__(self, group, edition):
        self.about = self.group = group
        self.edition, self.thread = edition, group.thread

    def title(self):
        """Return what the list of circulations calls it."""
        words = {"tag": self.group.tag, "event": self.group.ends_event}
        if self.group.ends_on:
            return _("[%(tag)s] The group ends on %(day)s") % {**words, "day": day(self.group.ends_on)}
        return _("[%(tag)s] The group ends with: %(event)s") % words

    def recipients(self):
        """Return who runs the group."""
        return who_runs(self.group)

    def sentences(self):
        """Return what is to be done."""
        if self.group.ends_on:
            yield _("The working group “%(group)s” ends on %(day)s.") % {
                "group": self.name, "day": day(self.group.ends_on),
            }  # fmt: skip
        if self.group.ends_event:
            yield _("It ends with this event: %(event)s. Has it taken place, or is its day known?") % {
                "event": self.group.ends_event
            }
        yield _("Hand in the final report, or ask the secretariat for another day and say why.")
