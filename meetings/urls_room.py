"""Addresses of the meeting as it runs and of the room kit, under each meeting's own address."""

from django.urls import path

from meetings.views import board_pack, following, live, room, room_decisions

LIVE, ROOM, PACK = "<slug:slug>/live", "<slug:slug>/room", "<slug:slug>/board-pack"
urlpatterns = [
    path(f"{LIVE}/", live.live, name="live"),
    path(f"{LIVE}/open/", live.live_open, name="live_open"),
    path(f"{LIVE}/close/", live.live_close, name="live_close"),
    path(f"{LIVE}/open-again/", live.live_reopen, name="live_reopen"),
    path(f"{LIVE}/stop/", live.live_stop, name="live_stop"),
    path(f"{LIVE}/items/<int:pk>/start/", live.live_start, name="live_start"),
    path(f"{LIVE}/items/<int:pk>/extend/", live.live_extend, name="live_extend"),
    path(f"{LIVE}/items/<int:pk>/wording/", live.live_wording, name="live_wording"),
    path(f"{LIVE}/items/<int:pk>/record/", live.live_record, name="live_record"),
    path(f"{LIVE}/screen/", following.live_screen, name="live_screen"),
    path(f"{LIVE}/follow/", following.live_follow, name="live_follow"),
    path(f"{ROOM}/", room.room, name="room"),
    path(f"{ROOM}/attendance-sheet.pdf", room.attendance_sheet_pdf, name="attendance_sheet_pdf"),
    path(f"{ROOM}/name-plates.pdf", room.name_plates_pdf, name="name_plates_pdf"),
    path(f"{ROOM}/annotated-agenda.pdf", room.annotated_agenda_pdf, name="annotated_agenda_pdf"),
    path(f"{ROOM}/briefing/", room.briefing, name="briefing"),
    path(f"{ROOM}/briefing/<int:pk>/", room.briefing_write, name="briefing_write"),
    path(f"{ROOM}/sign-in-code/", room.sign_in_code, name="sign_in_code"),
    path(f"{ROOM}/arrivals/<int:pk>/", room.arrival_confirm, name="arrival_confirm"),
    path(f"{ROOM}/arrivals/<int:pk>/decline/", room.arrival_decline, name="arrival_decline"),
    path("<slug:slug>/decisions/<int:pk>/", room_decisions.room_decision, name="room_decision"),
    path(
        "<slug:slug>/decisions/<int:pk>/<slug:move>/",
        room_decisions.room_decision_move,
        name="room_decision_move",
    ),
    path("<slug:slug>/agenda/items/<int:pk>/decision/", room_decisions.item_decision, name="item_decision"),
    path(
        "<slug:slug>/agenda/items/<int:pk>/decision/new/",
        room_decisions.item_decision_new,
        name="item_decision_new",
    ),
    path(
        "<slug:slug>/agenda/items/<int:pk>/decision/unlink/",
        room_decisions.item_decision_unlink,
        name="item_decision_unlink",
    ),
    path(f"{PACK}/", board_pack.board_pack, name="board_pack"),
    path(f"{PACK}/<slug:language>/make/", board_pack.board_pack_make, name="board_pack_make"),
    path(f"{PACK}/<slug:language>.pdf", board_pack.board_pack_pdf, name="board_pack_pdf"),
    path(f"{PACK}/<slug:language>.zip", board_pack.board_pack_zip, name="board_pack_zip"),
]
