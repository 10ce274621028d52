"""Acts, for pages that list them; in life they are written by the workflow."""

from django.contrib.contenttypes.models import ContentType
from factory.django import DjangoModelFactory

from foundation.audit.models import Act
from foundation.audit.states import Hat


class ActFactory(DjangoModelFactory):
    """`ActFactory(subject=meeting, verb="meetings.convene")`."""

    class Meta:
        model = Act

    hat = Hat.PORTAL
    verb = "meetings.convene"

    @classmethod
    def _create(cls, model_class, *args, subject, **fields):
        fields.setdefault("subject_label", str(subject))
        kind = ContentType.objects.get_for_model(subject)
        return model_class.objects.create(subject_type=kind, subject_id=subject.pk, **fields)
