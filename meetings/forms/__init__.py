"""Forms about meetings, their agenda and the answers to invitations; each one feeds one workflow function."""

from meetings.forms.agenda import ItemForm, MoveForm, NewItemForm, PaperForm, PaperUploadForm, ProposalForm
from meetings.forms.meetings import (
    ConveneAgainForm,
    GuestForm,
    MeetingForm,
    PostponeForm,
    ReasonForm,
    suggested_facts,
)
from meetings.forms.replies import RecordReplyForm, ReplyForm

__all__ = (
    "ConveneAgainForm",
    "GuestForm",
    "ItemForm",
    "MeetingForm",
    "MoveForm",
    "NewItemForm",
    "PaperForm",
    "PaperUploadForm",
    "PostponeForm",
    "ProposalForm",
    "ReasonForm",
    "RecordReplyForm",
    "ReplyForm",
    "suggested_facts",
)
