"""Addresses of the Annual Network Meeting: stakeholders from outside and the gate list."""

from django.urls import path

from meetings.views import stakeholders

LIST = "<slug:slug>/stakeholders"
urlpatterns = [
    path(f"{LIST}/", stakeholders.stakeholder_list, name="stakeholder_list"),
    path(f"{LIST}/new/", stakeholders.stakeholder_new, name="stakeholder_new"),
    path(f"{LIST}/paste/", stakeholders.stakeholder_paste, name="stakeholder_paste"),
    path(f"{LIST}/terms/", stakeholders.stakeholder_terms, name="stakeholder_terms"),
    path(f"{LIST}/gate-list.pdf", stakeholders.gate_list_pdf, name="gate_list_pdf"),
    path(f"{LIST}/gate-list.xlsx", stakeholders.gate_list_xlsx, name="gate_list_xlsx"),
    path(
        f"{LIST}/circulate/<slug:occasion>/", stakeholders.stakeholder_circulate, name="stakeholder_circulate"
    ),
    path(f"{LIST}/<int:pk>/", stakeholders.stakeholder_edit, name="stakeholder_edit"),
    path(f"{LIST}/<int:pk>/register/", stakeholders.stakeholder_register, name="stakeholder_register"),
    path(f"{LIST}/<int:pk>/withdraw/", stakeholders.stakeholder_withdraw, name="stakeholder_withdraw"),
    path(
        f"{LIST}/<int:pk>/invite-again/",
        stakeholders.stakeholder_invite_again,
        name="stakeholder_invite_again",
    ),
]
