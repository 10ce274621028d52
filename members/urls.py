"""Addresses of the directory; fixed words come before names."""

from django.urls import path

from members import views

app_name = "members"
urlpatterns = [
    path("", views.member_list, name="member_list"),
    path("list.pdf", views.member_list_pdf_file, name="member_list_pdf"),
    path("list.xlsx", views.member_list_xlsx_file, name="member_list_xlsx"),
    path("list.vcf", views.member_list_vcard, name="member_list_vcard"),
    path("circulate/", views.member_list_circulate, name="member_list_circulate"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/new/", views.holiday_new, name="holiday_new"),
    path("calendar/<int:pk>/", views.holiday_edit, name="holiday_edit"),
    path("parameters/", views.parameters, name="parameters"),
    path("corrections/", views.correction_list, name="correction_list"),
    path("corrections/<int:pk>/apply/", views.correction_apply, name="correction_apply"),
    path("corrections/<int:pk>/decline/", views.correction_decline, name="correction_decline"),
    path("organisations/new/", views.organisation_new, name="organisation_new"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("organisations/<slug:slug>/edit/", views.organisation_edit, name="organisation_edit"),
    path("organisations/<slug:slug>/entry/", views.entry_confirm, name="entry_confirm"),
    path("organisations/<slug:slug>/entry/confirm/", views.entry_is_correct, name="entry_is_correct"),
    path("organisations/<slug:slug>/take-part/", views.participation_begin, name="participation_begin"),
    path("organisations/<slug:slug>/succeed/", views.succession_new, name="succession_new"),
    path("organisations/<slug:slug>/represent/", views.representation_begin, name="representation_begin"),
    path("participations/<int:pk>/end/", views.participation_end, name="participation_end"),
    path("representations/<int:pk>/end/", views.representation_end, name="representation_end"),
    path(
        "representations/<int:pk>/hand-over/", views.representation_hand_over, name="representation_hand_over"
    ),
    path("offices/", views.office_list, name="office_list"),
    path("offices/appoint/", views.appointment_begin, name="appointment_begin"),
    path("offices/<int:pk>/end/", views.appointment_end, name="appointment_end"),
    path("offices/<int:pk>/hand-over/", views.appointment_hand_over, name="appointment_hand_over"),
    path("people/new/", views.person_new, name="person_new"),
    path("people/<slug:slug>.vcf", views.person_vcard, name="person_vcard"),
    path("people/<slug:slug>/", views.person, name="person"),
    path("people/<slug:slug>/edit/", views.person_edit, name="person_edit"),
    path("people/<slug:slug>/contact/", views.person_contact, name="person_contact"),
    path("people/<slug:slug>/leave/", views.person_leave, name="person_leave"),
    path("people/<slug:slug>/bring-back/", views.person_return, name="person_return"),
    path("people/<slug:slug>/invite/", views.person_invite, name="person_invite"),
    path(
        "people/<slug:slug>/withdraw-invitation/",
        views.person_withdraw_invitation,
        name="person_withdraw_invitation",
    ),
]
