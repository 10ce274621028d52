"""Forms about meetings, their agenda and the answers to invitations; each one feeds one workflow function."""

from meetings.forms.agenda import (
    ItemForm,
    LibraryPaperForm,
    MoveForm,
    NewItemForm,
    PaperForm,
    PaperUploadForm,
    ProposalForm,
)
from meetings.forms.meetings import (
    ConveneAgainForm,
    GuestForm,
    MeetingForm,
    PostponeForm,
    ReasonForm,
    suggested_facts,
)
from meetings.forms.planning import (
    BacklogForm,
    LeaveForm,
    RecommendationForm,
    ReportForm,
    RequestForm,
    TemplateForm,
    TemplateItemFormSet,
    TemplateNameForm,
    items_of,
    organisations_of,
)
from meetings.forms.replies import RecordReplyForm, ReplyForm

__all__ = (
    "BacklogForm",
    "ConveneAgainForm",
    "GuestForm",
    "ItemForm",
    "LeaveForm",
    "LibraryPaperForm",
    "MeetingForm",
    "MoveForm",
    "NewItemForm",
    "PaperForm",
    "PaperUploadForm",
    "PostponeForm",
    "ProposalForm",
    "ReasonForm",
    "RecommendationForm",
    "RecordReplyForm",
    "ReplyForm",
    "ReportForm",
    "RequestForm",
    "TemplateForm",
    "TemplateItemFormSet",
    "TemplateNameForm",
    "items_of",
    "organisations_of",
    "suggested_facts",
)
