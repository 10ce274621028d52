import pytest
from django.urls import reverse

from tests.factories.workinggroups import DeliverableFactory, GroupDocumentFactory, GroupNoteFactory, TermsFactory


@pytest.mark.parametrize("who", ["aizada", "aiko", "temir", "kubanych", "kwame", "leila"])
def test_all_pages(cast, group, other, as_user, who):
    d = DeliverableFactory(group=group, owner=cast.orgs.unicef)
    GroupDocumentFactory(group=group)
    n = GroupNoteFactory(group=group)
    TermsFactory(group=group)
    client = as_user(getattr(cast, who))
    out = {}
    from workinggroups import urls
    for p in urls.urlpatterns:
        kw = {}
        for name in p.pattern.converters:
            kw[name] = {"slug": group.slug, "pk": 1, "number": 1, "move": "deliver", "act": "answer"}[name]
        if p.name.startswith("deliverable") and "pk" in kw: kw["pk"] = d.pk
        if p.name.startswith("note") and "pk" in kw: kw["pk"] = n.pk
        if p.name.startswith("document") and "pk" in kw: kw["pk"] = group.documents.get().pk
        if p.name == "seat_end": kw["pk"] = group.seats.first().pk
        r = client.get(reverse("workinggroups:" + p.name, kwargs=kw))
        out[p.name] = r.status_code
    print(who, out)
    assert not [k for k, v in out.items() if v >= 500]
