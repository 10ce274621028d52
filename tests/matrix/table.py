"""Every address of the portal and what each kind of person gets there. The table is the specification.

A line: method, name of the address, place (see `world.places`), then one code for each column of COLUMNS.
302 of the first column leads to the sign-in page; 404 hides; 403 says why; 405 is a GET on a move.
"""

from collections import namedtuple

COLUMNS = (
    "public+hans", "stranger", "kubanych", "anara", "kwame", "temir", "aiko+jyldyz", "leila",
    "chiara+nurzat", "ingrid+tomas", "aizada+pavel",
)  # fmt: skip
Row = namedtuple("Row", "method name place codes")

# What is posted, so that a refusal is about the person and not about an empty form.
DATA = {
    "meetings:meeting_postpone": {"reason": "Snow"},
    "meetings:meeting_cancel": {"reason": "Snow"},
    "meetings:item_decline": {"reason": "No time"},
    "meetings:request_decline": {"reason": "No time"},
    "meetings:paper_leave": {"reason": "Late"},
    "meetings:paper_leave_refuse": {"reason": "Too late"},
    "meetings:meeting_recommend": {"title": "One entry point"},
    "meetings:backlog_decline": {"reason": "No time"},
    "meetings:agenda_start": {"template": "last"},
    "meetings:minutes_comment": {"body": "A remark"},
    "meetings:minutes_propose_wording": {"wording": "UNICEF spoke.", "reason": "Shorter"},
    "meetings:minutes_correct": {"wording": "The Network met.", "why": "A slip"},
    "meetings:minutes_comment_act": {"answer": "Thank you"},
    "meetings:minutes_return": {"reason": "One more look"},
    "meetings:minutes_item_save": {"html": "<p>Said</p>", "version": "1"},
    "meetings:minutes_item_seal": {"sealed_notes": "Who said it", "is_chatham_house": "yes"},
    "meetings:minutes_names_stay": {"looked_at": "yes"},
    "meetings:minutes_share_withdraw": {"reason": "Sent by mistake"},
    "meetings:minutes_declare_adopted": {"reason": "In the room"},
    "meetings:live_extend": {"extra_minutes": "5"},
    "meetings:live_wording": {"wording": "The Network agrees.", "is_projected": "on", "version": "2"},
    "meetings:briefing_write": {"purpose": "To see", "positions": "FAO agrees", "version": "2"},
    "decisions:decision_move": {"reason": "Not needed"},
    "meetings:room_decision_move": {"reason": "No time"},
    "workinggroups:joining_decline": {"reason": "The group is full"},
    "knowledge:update_withdraw": {"reason": "Wrong figures"},
    "knowledge:classification": {"classification": "unclassified", "reason": "Old figures"},
    "workinggroups:terms_comment": {"body": "A remark"},
    "workinggroups:terms_propose_wording": {"wording": "The group meets.", "why": "Shorter"},
    "workinggroups:terms_correct": {"wording": "The group meets.", "why": "A slip"},
    "workinggroups:terms_comment_act": {"answer": "Thank you"},
    "decisions:round_move": {"reason": "FAO asked", "working_days": "1"},
    "statements:review_comment": {"body": "A remark"},
    "statements:review_propose_wording": {"wording": "We ask everybody.", "why": "Shorter"},
    "statements:review_correct": {"wording": "We ask everybody.", "why": "A slip"},
    "statements:review_comment_act": {"answer": "Thank you"},
    "decisions:confirmation_wish": {"is_wished": "yes"},
    "decisions:redline": {"text": "Other words"},
    "decisions:action_point_move": {
        "evidence": "UNMN-KG/2026/1",
        "due_on": "2099-12-01",
        "reason": "The ministry is late",
    },
}
TABLE = """
#                                                         pub str kub ana kwa tem aik lei chi ing aiz
GET  home:home                          -                 200 200 200 200 200 200 200 200 200 200 200
GET  home:search                        -                 302 200 200 200 200 200 200 200 200 200 200
GET  finding:suggest                    -                 302 200 200 200 200 200 200 200 200 200 200
GET  finding:saved_list                 -                 302 200 200 200 200 200 200 200 200 200 200
GET  finding:saved_new                  -                 302 200 200 200 200 200 200 200 200 200 200
GET  finding:saved_edit                 saved             302 404 200 404 404 404 404 404 404 404 404
POST finding:saved_delete               saved             302 404 302 404 404 404 404 404 404 404 404
POST finding:saved_restore              saved             302 404 302 404 404 404 404 404 404 404 404
GET  finding:alerts_stop                search-letters    200 200 200 200 200 200 200 200 200 200 200
GET  finding:alerts_stop                broken            410 410 410 410 410 410 410 410 410 410 410
GET  home:calendar                      -                 302 404 200 200 200 200 200 200 200 200 200
GET  home:calendar_feed                 -                 302 404 200 200 200 200 200 200 200 200 200
POST home:feed_make                     -                 302 404 302 302 302 302 302 302 302 302 302
POST home:feed_close                    -                 302 404 302 302 302 302 302 302 302 302 302
GET  home:feed_ics                      feed              200 200 200 200 200 200 200 200 200 200 200
GET  home:feed_ics                      broken-feed       404 404 404 404 404 404 404 404 404 404 404
GET  home:group_feed_ics                group-feed        200 200 200 200 200 200 200 200 200 200 200
GET  home:group_feed_ics                broken-group-feed 404 404 404 404 404 404 404 404 404 404 404
GET  home:needs                         -                 302 404 200 200 200 200 200 200 200 200 200
GET  home:my_word                       -                 302 404 404 404 404 404 404 404 404 200 404
GET  home:handover                      handover          302 404 404 404 404 404 404 200 404 404 200
GET  home:handover_pdf                  handover          302 404 404 404 404 404 404 200 404 404 200
POST home:handover_reassign             handover+move     302 404 404 404 404 404 404 403 404 404 302
GET  home:weekly_letter_stop            weekly            200 200 200 200 200 200 200 200 200 200 200
GET  home:weekly_letter_stop            broken            410 410 410 410 410 410 410 410 410 410 410
GET  meetings:meeting_list              -                 302 200 200 200 200 200 200 200 200 200 200
GET  meetings:meeting_new               -                 302 302 302 302 302 302 302 302 302 302 200
GET  meetings:representation_map        -                 302 403 403 403 403 403 403 403 403 200 200
GET  meetings:representation_map_xlsx   -                 302 403 403 403 403 403 403 403 403 200 200
GET  meetings:courtesy_note             courtesy          302 404 404 404 404 404 404 404 404 404 200
GET  meetings:courtesy_note_send        courtesy          302 404 404 404 404 404 404 404 404 404 200
POST meetings:courtesy_note_discard     courtesy          302 404 404 404 404 404 404 404 404 404 302
GET  meetings:unct_list                 -                 302 403 403 403 403 200 200 200 200 200 200
GET  meetings:unct_new                  -                 302 403 403 403 403 403 403 403 403 403 200
GET  meetings:unct_source               -                 302 403 403 403 403 403 403 403 403 403 200
GET  meetings:unct_edit                 unct              302 404 404 404 404 403 403 403 403 403 200
POST meetings:unct_drop                 unct              302 404 404 404 404 403 403 403 403 403 302
GET  meetings:unct_beside               coming            302 404 403 404 403 403 403 403 403 403 200
POST meetings:unct_keep                 coming            302 404 403 404 403 403 403 403 403 403 302
GET  meetings:unct_move                 coming            302 404 403 404 403 403 403 403 403 403 200
GET  meetings:date_poll_new             -                 302 403 403 403 403 403 403 403 403 403 200
GET  meetings:date_poll                 poll              302 404 404 404 404 200 200 200 200 200 200
GET  meetings:date_poll_answer          poll+unicef       302 404 404 404 404 404 200 404 404 404 404
POST meetings:date_poll_choose          poll              302 404 404 404 404 403 403 403 403 403 302
GET  meetings:date_poll_withdraw        poll              302 404 404 404 404 403 403 403 403 403 200
GET  meetings:date_poll_circulate       poll+offered      302 404 404 404 404 403 403 403 403 403 200
GET  answers:answer_dates               poll+link         200 200 200 200 200 200 200 200 200 200 200
GET  answers:answer_dates               broken            410 410 410 410 410 410 410 410 410 410 410
GET  meetings:meeting                   draft             302 404 404 404 404 404 404 404 404 200 200
GET  meetings:meeting                   coming            302 404 200 404 200 200 200 200 200 200 200
GET  meetings:meeting                   begun             302 404 404 404 200 200 200 200 200 200 200
GET  meetings:meeting_edit              draft             302 404 404 404 404 404 404 404 404 302 200
GET  meetings:meeting_edit              coming            302 404 302 404 302 302 302 302 302 302 200
POST meetings:meeting_convene           draft             302 404 404 404 404 404 404 404 404 403 302
POST meetings:meeting_postpone          coming            302 404 403 404 403 403 403 403 403 403 302
GET  meetings:meeting_postpone          coming            302 404 403 404 403 403 403 403 403 403 200
GET  meetings:meeting_convene_again     postponed         302 404 404 404 403 403 403 403 403 403 200
GET  meetings:meeting_cancel            coming            302 404 403 404 403 403 403 403 403 403 200
POST meetings:meeting_cancel            coming            302 404 403 404 403 403 403 403 403 403 302
POST meetings:meeting_hold              begun             302 404 404 404 403 403 403 403 403 403 302
GET  meetings:guest_new                 coming            302 404 302 404 302 302 302 302 302 302 200
POST meetings:guest_withdraw            guest             302 404 403 404 403 403 403 403 403 403 302
GET  meetings:agenda                    coming            302 404 200 404 200 200 200 200 200 200 200
GET  meetings:agenda                    draft             302 404 404 404 404 404 404 404 404 200 200
GET  meetings:agenda_pdf                coming            302 404 200 404 200 200 200 200 200 200 200
GET  meetings:agenda_docx               coming            302 404 200 404 200 200 200 200 200 200 200
GET  meetings:agenda_ics                coming            302 404 200 404 200 200 200 200 200 200 200
GET  meetings:agenda_ics                draft             302 404 404 404 404 404 404 404 404 200 200
GET  meetings:agenda_circulate_guests   coming            302 404 403 404 403 403 403 403 403 403 200
GET  meetings:agenda_circulate          coming+draft      302 404 403 404 403 403 403 403 403 403 200
GET  meetings:agenda_circulate          coming+final      302 404 403 404 403 403 403 403 403 403 200
GET  meetings:meeting_circulate         coming+invitation 302 404 403 404 403 403 403 403 403 403 200
GET  meetings:meeting_circulate         coming+reminder   302 404 403 404 403 403 403 403 403 403 200
GET  meetings:agenda_edit               coming            302 404 302 404 302 302 302 302 302 302 200
GET  meetings:agenda_edit               draft             302 404 404 404 404 404 404 404 404 302 200
POST meetings:standing_items            draft             302 404 404 404 404 404 404 404 404 403 302
GET  meetings:agenda_items              coming            302 404 403 404 403 403 403 403 403 403 200
POST meetings:item_new                  coming            302 404 403 404 403 403 403 403 403 403 302
GET  meetings:item_edit                 item              302 404 404 404 404 404 404 404 404 200 200
POST meetings:item_edit                 item              302 404 404 404 404 404 404 404 404 200 200
POST meetings:item_move                 item              302 404 404 404 404 404 404 404 404 403 302
POST meetings:item_remove               item              302 404 404 404 404 404 404 404 404 403 302
POST meetings:item_restore              removed           302 404 404 404 404 404 404 404 404 403 302
POST meetings:paper_new                 item              302 404 404 404 404 404 404 404 404 302 302
GET  meetings:paper                     paper             302 404 404 404 200 200 200 200 200 200 200
GET  meetings:paper                     guest-paper       302 404 200 404 200 200 200 200 200 200 200
GET  meetings:paper                     confidential      302 404 404 404 404 200 200 200 200 200 200
POST meetings:papers_read               coming            302 404 302 404 302 302 302 302 302 302 302
POST meetings:papers_read               draft             302 404 404 404 404 404 404 404 404 302 302
GET  meetings:paper                     named             302 404 404 404 404 404 404 404 404 200 200
GET  meetings:paper_from_library        item              302 404 404 404 404 404 404 404 404 403 200
GET  meetings:paper_edit                paper             302 404 404 404 403 403 403 403 403 403 200
POST meetings:paper_remove              paper             302 404 404 404 403 403 403 403 403 403 302
POST meetings:paper_restore             paper             302 404 404 404 403 403 403 403 403 403 302
GET  meetings:item_propose              coming            302 404 403 404 403 200 200 200 200 403 403
GET  meetings:proposal                  proposal          302 404 404 404 404 200 404 404 404 200 200
POST meetings:item_accept               proposal          302 404 404 404 404 403 404 404 404 403 302
POST meetings:item_decline              proposal          302 404 404 404 404 403 404 404 404 403 302
POST meetings:item_withdraw             proposal          302 404 404 404 404 302 404 404 404 403 403
GET  meetings:backlog                   -                 302 403 403 403 403 200 200 200 200 200 200
GET  meetings:backlog_new               -                 302 403 403 403 403 200 200 200 200 403 200
GET  meetings:backlog_item              backlog           302 404 404 404 404 200 404 404 404 200 200
POST meetings:backlog_decline           backlog           302 404 404 404 404 403 404 404 404 403 302
POST meetings:backlog_withdraw          backlog           302 404 404 404 404 302 404 404 404 403 302
POST meetings:backlog_reopen            backlog-declined  302 404 404 404 404 403 404 404 404 403 302
GET  meetings:template_list             -                 302 403 403 403 403 403 403 403 403 200 200
GET  meetings:template_new              -                 302 403 403 403 403 403 403 403 403 403 200
GET  meetings:template                  template          302 403 403 403 403 403 403 403 403 200 200
POST meetings:template_put_away         template          302 404 404 404 404 404 404 404 404 403 302
POST meetings:template_take_out         template-away     302 404 404 404 404 404 404 404 404 403 302
POST meetings:agenda_start              draft             302 404 404 404 404 404 404 404 404 403 302
GET  meetings:agenda_keep               coming            302 404 403 404 403 403 403 403 403 403 200
GET  meetings:agenda_matters            coming            302 404 403 404 403 403 403 403 403 200 200
POST meetings:offer_take                offer             302 404 403 404 403 403 403 403 403 403 302
GET  meetings:request_new               -                 302 403 403 403 403 200 200 200 200 403 403
GET  meetings:request                   request           302 404 404 404 404 200 404 404 404 200 200
GET  meetings:request_plan              request-accepted  302 404 404 404 404 403 404 404 404 403 200
POST meetings:request_accept            request           302 404 404 404 404 403 404 404 404 302 403
POST meetings:request_decline           request           302 404 404 404 404 403 404 404 404 302 403
POST meetings:request_withdraw          request           302 404 404 404 404 302 404 404 404 403 403
POST meetings:meeting_short_notice      short             302 404 404 404 404 404 404 404 404 302 403
POST meetings:meeting_recommend         annual            302 404 404 404 403 403 403 403 403 403 302
GET  meetings:meeting                   annual            302 404 404 404 200 200 200 200 200 200 200
GET  meetings:meeting                   short             302 404 404 404 404 404 404 404 404 200 200
GET  meetings:stakeholder_list           stake             302 404 404 404 404 404 404 404 404 200 200
GET  meetings:stakeholder_list           coming            302 404 404 404 404 404 404 404 404 404 404
GET  meetings:stakeholder_new            stake             302 404 404 404 404 404 404 404 404 403 200
GET  meetings:stakeholder_paste          stake             302 404 404 404 404 404 404 404 404 403 200
GET  meetings:stakeholder_terms          stake             302 404 404 404 404 404 404 404 404 403 200
GET  meetings:stakeholder_edit           stake+row         302 404 404 404 404 404 404 404 404 403 200
GET  meetings:stakeholder_register       stake+row         302 404 404 404 404 404 404 404 404 403 200
POST meetings:stakeholder_withdraw       stake+row         302 404 404 404 404 404 404 404 404 403 302
POST meetings:stakeholder_invite_again   stake+away        302 404 404 404 404 404 404 404 404 403 302
GET  meetings:stakeholder_circulate      stake+invitation  302 404 404 404 404 404 404 404 404 403 200
GET  meetings:gate_list_pdf              stake             302 404 404 404 404 404 404 404 404 403 200
GET  meetings:gate_list_xlsx             stake             302 404 404 404 404 404 404 404 404 403 200
GET  answers:registration                stake+link        200 200 200 200 200 200 200 200 200 200 200
GET  answers:registration                broken            410 410 410 410 410 410 410 410 410 410 410
GET  answers:registration_paper          stake+paper       200 200 200 200 200 200 200 200 200 200 200
GET  answers:registration_paper          stake+closed      404 404 404 404 404 404 404 404 404 404 404
GET  meetings:paper_leave               late-paper        302 404 404 404 404 404 404 404 404 200 200
POST meetings:paper_leave               late-paper        302 404 404 404 404 404 404 404 404 403 200
POST meetings:paper_leave_grant         late-paper        302 404 404 404 404 404 404 404 404 302 403
POST meetings:paper_leave_refuse        late-paper        302 404 404 404 404 404 404 404 404 302 403
POST meetings:item_carry_over           unfinished        302 404 404 404 404 404 404 404 404 403 302
POST meetings:item_carry_over_undo      unfinished        302 404 404 404 404 404 404 404 404 403 302
GET  meetings:rsvp                      coming            302 404 200 404 302 200 200 200 200 302 302
GET  meetings:rsvp                      draft             302 404 404 404 404 404 404 404 404 302 302
GET  meetings:rsvp_record               coming            302 404 302 404 302 302 302 302 302 302 200
GET  meetings:attendance                begun             302 404 404 404 403 403 403 403 403 200 200
GET  meetings:attendance                writing           302 404 404 404 403 403 403 403 403 200 200
POST meetings:attendance_record         begun             302 404 404 404 403 403 403 403 403 302 302
POST meetings:attendance_remove         present           302 404 404 404 403 403 403 403 403 403 302
GET  meetings:minutes                   writing           302 404 404 404 404 404 404 404 404 200 200
GET  meetings:minutes                   review            302 404 404 404 404 200 200 200 200 200 200
GET  meetings:minutes                   reviewed          302 404 404 404 404 200 200 200 200 200 200
GET  meetings:minutes                   approved          302 404 404 404 200 200 200 200 200 200 200
POST meetings:minutes_begin             begun             302 404 404 404 403 403 403 403 403 403 302
GET  meetings:minutes_edit              writing           302 404 404 404 404 404 404 404 404 403 200
POST meetings:minutes_item_save         writing+item      302 404 404 404 404 404 404 404 404 403 200
POST meetings:minutes_decision_record   writing+item      302 404 404 404 404 404 404 404 404 403 422
POST meetings:minutes_action_record     writing+item      302 404 404 404 404 404 404 404 404 403 422
GET  meetings:minutes_record_form       writing+form      302 404 404 404 404 404 404 404 404 403 200
POST meetings:minutes_record_edit       writing+decision  302 404 404 404 404 404 404 404 404 403 422
POST meetings:minutes_record_remove     writing+decision  302 404 404 404 404 404 404 404 404 403 302
POST meetings:minutes_item_seal         writing+item      302 404 404 404 404 404 404 404 404 403 302
POST meetings:minutes_names_stay        writing           302 404 404 404 404 404 404 404 404 403 302
GET  meetings:minutes_circulate         writing           302 404 404 404 404 404 404 404 404 403 200
GET  meetings:minutes_pdf               writing           302 404 404 404 404 404 404 404 404 200 200
GET  meetings:minutes_pdf               review            302 404 404 404 404 200 200 200 200 200 200
GET  meetings:minutes_pdf               approved          302 404 404 404 200 200 200 200 200 200 200
GET  meetings:minutes_docx              writing           302 404 404 404 404 404 404 404 404 200 200
GET  meetings:minutes_docx              review            302 404 404 404 404 200 200 200 200 200 200
GET  meetings:minutes_docx              approved          302 404 404 404 200 200 200 200 200 200 200
GET  meetings:minutes_extract           writing           302 404 404 404 404 404 404 404 404 200 200
GET  meetings:minutes_extract           review            302 404 404 404 404 200 200 200 200 200 200
GET  meetings:minutes_extract           approved          302 404 404 404 200 200 200 200 200 200 200
GET  meetings:minutes_extract_pdf       review            302 404 404 404 404 200 200 200 200 200 200
GET  meetings:minutes_extract_docx      review            302 404 404 404 404 200 200 200 200 200 200
GET  meetings:minutes_extract_circulate review            302 404 404 404 404 403 403 403 403 403 200
GET  meetings:minutes_changes           changes           302 404 404 404 404 404 404 404 404 404 404
GET  meetings:minutes_paragraph         paragraph         302 404 404 404 404 200 200 200 200 200 200
POST meetings:minutes_comment           paragraph         302 404 404 404 404 302 302 302 302 302 403
POST meetings:minutes_propose_wording   paragraph         302 404 404 404 404 403 422 403 403 403 403
POST meetings:minutes_correct           paragraph         302 404 404 404 404 403 403 403 403 403 302
POST meetings:minutes_comment_act       comment           302 404 404 404 404 403 403 403 403 403 302
POST meetings:minutes_proposal_act      wording           302 404 404 404 404 403 403 403 403 403 302
POST meetings:minutes_issue_revision    review            302 404 404 404 404 403 403 403 403 403 302
GET  meetings:minutes_issue_revision    review            302 404 404 404 404 403 403 403 403 403 302
POST meetings:minutes_passage           passage           302 404 404 404 404 403 403 403 403 403 302
POST meetings:minutes_passage           passage-open      302 404 404 404 404 403 403 403 403 403 302
GET  meetings:minutes                   shared            302 404 200 404 200 200 200 200 200 200 200
GET  meetings:minutes_pdf               shared            302 404 200 404 200 200 200 200 200 200 200
GET  meetings:minutes_docx              shared            302 404 200 404 200 200 200 200 200 200 200
GET  meetings:minutes_extract           shared            302 404 200 404 200 200 200 200 200 200 200
GET  meetings:minutes_extract_pdf       shared            302 404 200 404 200 200 200 200 200 200 200
GET  meetings:minutes_paragraph         shared+inside     302 404 200 404 200 200 200 200 200 200 200
GET  meetings:minutes_changes           shared+changes    302 404 404 404 404 200 200 200 200 200 200
GET  meetings:minutes_share             shared            302 404 403 404 403 403 403 403 403 403 200
GET  meetings:minutes_share             review            302 404 404 404 404 403 403 403 403 403 302
GET  meetings:minutes_share_circulate   shared            302 404 403 404 403 403 403 403 403 403 302
POST meetings:minutes_share_withdraw    shared+share      302 404 403 404 403 403 403 403 403 403 302
POST meetings:minutes_close_review      review            302 404 404 404 404 403 403 403 403 403 302
GET  meetings:minutes_ask_approval      reviewed          302 404 404 404 404 403 403 403 403 403 200
POST meetings:minutes_approve           reviewed          302 404 404 404 404 403 403 403 403 302 403
POST meetings:minutes_return            reviewed          302 404 404 404 404 403 403 403 403 302 403
POST meetings:minutes_declare_adopted   writing+declare   302 404 404 404 404 404 404 404 404 302 403
GET  meetings:live                       begun             302 404 404 404 302 302 302 302 302 302 200
GET  meetings:live_screen                begun             302 404 404 404 200 200 200 200 200 200 200
GET  meetings:live_screen                coming            302 404 200 404 200 200 200 200 200 200 200
GET  meetings:live_follow                begun             302 404 404 404 200 200 200 200 200 200 200
GET  meetings:live_follow                coming            302 404 200 404 200 200 200 200 200 200 200
POST meetings:live_open                  begun             302 404 404 404 403 403 403 403 403 403 302
POST meetings:live_close                 begun             302 404 404 404 403 403 403 403 403 403 302
POST meetings:live_reopen                begun             302 404 404 404 403 403 403 403 403 403 302
POST meetings:live_stop                  begun             302 404 404 404 403 403 403 403 403 403 302
POST meetings:live_start                 begun+item        302 404 404 404 403 403 403 403 403 403 302
POST meetings:live_extend                begun+item        302 404 404 404 403 403 403 403 403 403 302
POST meetings:live_wording               begun+item        302 404 404 404 403 403 403 403 403 403 302
POST meetings:live_record                begun+item        302 404 404 404 403 403 403 403 403 403 302
GET  meetings:room                       begun             302 404 404 404 403 403 403 403 403 200 200
GET  meetings:attendance_sheet_pdf       begun             302 404 404 404 403 403 403 403 403 200 200
GET  meetings:name_plates_pdf            begun             302 404 404 404 403 403 403 403 403 200 200
GET  meetings:annotated_agenda_pdf       begun             302 404 404 404 403 403 403 403 403 200 200
GET  meetings:briefing                   begun             302 404 404 404 403 403 403 403 403 200 200
GET  meetings:sign_in_code               begun             302 404 404 404 403 403 403 403 403 200 200
POST meetings:briefing_write             begun+item        302 404 404 404 403 403 403 403 403 403 302
GET  meetings:arrival_confirm            begun+arrival     302 404 404 404 403 403 403 403 403 403 200
POST meetings:arrival_decline            begun+arrival     302 404 404 404 403 403 403 403 403 403 302
GET  meetings:board_pack                 coming            302 404 200 404 200 200 200 200 200 200 200
GET  meetings:board_pack                 draft             302 404 404 404 404 404 404 404 404 200 200
POST meetings:board_pack_make            coming+en         302 404 302 404 302 302 302 302 302 302 302
GET  meetings:board_pack_pdf             coming+en         302 404 302 404 302 200 200 200 200 200 200
GET  meetings:board_pack_zip             coming+en         302 404 302 404 302 200 200 200 200 200 200
GET  door:here                           door              200 200 200 200 200 200 200 200 200 200 200
GET  door:here                           broken            410 410 410 410 410 410 410 410 410 410 410
GET  answers:answer                     answer            200 200 200 200 200 200 200 200 200 200 200
GET  answers:answer                     broken            410 410 410 410 410 410 410 410 410 410 410
GET  decisions:decision_list            -                 302 403 403 403 200 200 200 200 200 200 200
GET  decisions:decision_list_xlsx       -                 302 403 403 403 200 200 200 200 200 200 200
GET  decisions:decision_list_pdf        -                 302 403 403 403 200 200 200 200 200 200 200
GET  decisions:parameter_change         -                 302 403 403 403 403 403 403 403 403 403 200
GET  decisions:monitor                  -                 302 403 403 403 200 403 403 403 403 200 200
GET  decisions:monitor_xlsx             -                 302 403 403 403 200 403 403 403 403 200 200
GET  decisions:decision_pdf             adopted           302 404 404 404 200 200 200 200 200 200 200
GET  decisions:decision_pdf             draft-decision    302 404 404 404 404 404 404 404 404 200 200
GET  decisions:decision_by_symbol       -                 302 404 404 404 404 404 404 404 404 404 404
GET  decisions:decision                 adopted           302 404 404 404 200 200 200 200 200 200 200
GET  decisions:decision                 draft-decision    302 404 404 404 404 404 404 404 404 200 200
POST decisions:decision_move            draft+withdraw    302 404 404 404 404 404 404 404 404 302 302
GET  decisions:decision_new             -                 302 403 403 403 403 200 200 200 200 200 200
GET  decisions:decision_edit            proposed-decision 302 404 404 404 404 200 403 403 403 200 200
GET  decisions:decision_paper_new       proposed-decision 302 404 404 404 404 200 403 403 403 200 200
GET  decisions:decision_paper           proposal+paper    302 404 404 404 404 200 404 404 404 200 200
POST decisions:decision_paper_remove    proposal+paper    302 404 404 404 404 302 404 404 404 302 302
GET  decisions:decision_concern         proposal+contest  302 404 404 404 404 200 200 200 200 403 403
GET  decisions:decision_concern         proposal+rule     302 404 404 404 404 403 403 403 403 200 403
GET  decisions:state_consultation_new   proposed-decision 302 404 404 404 404 403 403 403 403 403 200
GET  decisions:state_consultation       state+left        302 404 404 404 404 200 200 200 200 200 200
GET  decisions:state_consultation       state+draft       302 404 404 404 404 404 404 404 404 200 200
GET  decisions:state_consultation_letter_docx state+draft 302 404 404 404 404 404 404 404 404 200 200
GET  decisions:state_consultation_letter_pdf state+draft  302 404 404 404 404 404 404 404 404 200 200
GET  decisions:state_consultation_reply state+left        302 404 404 404 404 200 200 200 200 200 200
GET  decisions:state_consultation_move  state+rule        302 404 404 404 404 403 403 403 403 200 403
GET  decisions:state_consultation_move  state+sent        302 404 404 404 404 404 404 404 404 403 200
POST decisions:declare_after_state      proposed-decision 302 404 404 404 404 403 403 403 403 302 403
GET  meetings:room_decision             deciding          302 404 404 404 403 403 403 403 403 200 200
POST meetings:room_decision_move        deciding+defer    302 404 404 404 403 403 403 403 403 302 302
GET  meetings:item_decision             linking           302 404 404 404 404 404 404 404 404 403 200
GET  meetings:item_decision_new         linking           302 404 404 404 404 404 404 404 404 403 200
POST meetings:item_decision_unlink      linking           302 404 404 404 404 404 404 404 404 403 302
GET  decisions:decision                 broken-decision   302 404 404 404 404 200 200 200 200 200 200
GET  decisions:decision_revise          broken-decision   302 404 404 404 404 403 403 403 403 200 200
POST decisions:redline                  broken-decision   302 404 404 404 404 404 404 404 404 200 200
GET  decisions:compare                  broken-decision   302 404 404 404 404 404 404 404 404 404 404
GET  decisions:decision_escalate        broken-decision   302 404 404 404 404 403 403 403 403 200 403
GET  decisions:decision_corrigendum     adopted           302 404 404 404 403 403 403 403 403 403 200
GET  decisions:escalation               unct-note         302 404 404 404 404 200 200 200 200 200 200
GET  decisions:escalation               pmt-note          302 404 404 404 200 200 200 200 200 200 200
GET  decisions:escalation_file          pmt-note+pdf      302 404 404 404 200 200 200 200 200 200 200
GET  decisions:escalation_circulate     pmt-note          302 404 404 404 403 403 403 403 403 200 200
GET  decisions:round_prepare            to-ask            302 404 404 404 404 403 403 403 403 200 200
GET  decisions:round                    round             302 404 404 404 404 200 200 200 200 200 200
GET  decisions:round                    prepared          302 404 404 404 404 404 404 404 404 200 200
GET  decisions:round_open               prepared          302 404 404 404 404 404 404 404 404 200 200
GET  decisions:round_answer             round             302 404 404 404 404 200 200 200 200 403 403
GET  decisions:record_answer            round             302 404 404 404 404 403 403 403 403 403 200
GET  decisions:answer_message           round+message     302 404 404 404 404 200 200 200 200 200 200
GET  decisions:board                    asked             302 404 404 404 404 200 200 200 200 200 200
GET  decisions:board                    to-open           302 404 404 404 404 200 200 200 200 200 200
GET  decisions:board                    broken-decision   302 404 404 404 404 200 200 200 200 200 200
GET  decisions:board_list               -                 302 403 403 403 403 200 200 200 200 200 200
POST decisions:round_move               round+extend      302 404 404 404 404 403 403 403 403 302 403
POST decisions:round_move               prepared+stop     302 404 404 404 404 404 404 404 404 302 403
GET  statements:statement_list         -                 302 403 403 403 403 200 200 200 200 200 200
GET  statements:statement_new          -                 302 403 403 403 403 200 200 200 200 200 200
GET  statements:statement              statement         302 404 404 404 404 200 200 200 200 200 200
GET  statements:statement              statement+cleared 302 404 404 404 404 200 200 200 200 200 200
GET  statements:statement_edit         statement         302 404 404 404 404 403 200 403 403 403 200
GET  statements:statement_return       statement+cleared 302 404 404 404 404 403 403 403 403 200 403
GET  statements:statement_withdraw     statement         302 404 404 404 404 403 403 403 403 200 200
GET  statements:sign                   statement+cleared 302 404 404 404 404 403 403 403 403 200 403
GET  statements:sign                   statement         302 404 404 404 404 403 403 403 403 302 403
GET  statements:canonical              statement         302 404 404 404 404 200 200 200 200 200 200
GET  statements:clearance_request      statement         302 404 404 404 404 403 403 403 403 200 200
GET  statements:clearance_letters      statement         302 404 404 404 404 403 403 403 403 302 302
GET  statements:clearance_answer       statement+asked   302 404 404 404 404 200 200 200 200 403 403
GET  statements:clearance_record       statement+asked   302 404 404 404 404 403 403 403 403 403 200
GET  statements:clearance_hold         statement+asked   302 404 404 404 404 403 403 403 403 200 200
GET  statements:clearance_message      statement+message 302 404 404 404 404 200 200 200 200 200 200
POST statements:clearance_act          statement+confirm 302 404 404 404 404 404 404 404 404 404 404
GET  statements:text                   statement+text    302 404 404 404 404 200 200 200 200 200 200
GET  statements:text_edit              statement+draft-text 302 404 404 404 404 403 200 403 403 403 200
GET  statements:wordings_take          statement+text    302 404 404 404 404 403 403 403 403 403 302
GET  statements:review_paragraph       statement+paragraph 302 404 404 404 404 200 200 200 200 200 200
POST statements:review_comment         statement+paragraph 302 404 404 404 404 302 302 302 302 403 403
POST statements:review_propose_wording statement+paragraph 302 404 404 404 404 422 302 302 302 403 403
POST statements:review_correct         statement+paragraph 302 404 404 404 404 403 302 403 403 403 302
POST statements:review_comment_act     statement+comment 302 404 404 404 404 403 302 403 403 403 302
POST statements:review_proposal_act    statement+proposal 302 404 404 404 404 403 302 403 403 403 302
GET  clearance_answers:answer_clearance statement+link   200 200 200 200 200 200 200 200 200 200 200
GET  clearance_answers:answer_clearance broken           410 410 410 410 410 410 410 410 410 410 410
POST decisions:confirmation_wish        fao               302 404 404 404 404 302 404 404 404 404 404
GET  round_answers:answer_round         round+link        200 200 200 200 200 200 200 200 200 200 200
GET  round_answers:answer_round         broken            410 410 410 410 410 410 410 410 410 410 410
GET  decisions:action_point_list        -                 302 404 200 200 200 200 200 200 200 200 200
GET  decisions:action_point_list_xlsx   -                 302 404 200 200 200 200 200 200 200 200 200
GET  decisions:action_point_list_pdf    -                 302 404 200 200 200 200 200 200 200 200 200
GET  decisions:action_point_overview    -                 302 404 200 200 200 200 200 200 200 200 200
GET  decisions:action_point_evidence    evidence          302 404 404 404 200 200 200 200 200 200 200
GET  decisions:action_point_evidence    state-evidence    302 404 200 404 200 200 200 200 200 200 200
GET  decisions:action_point             action            302 404 404 404 200 200 200 200 200 200 200
GET  decisions:action_point             state-action      302 404 200 404 200 200 200 200 200 200 200
POST decisions:action_point_move        action+done       302 404 404 404 403 302 403 403 403 403 302
POST decisions:action_point_move        action+ask        302 404 404 404 403 302 403 403 403 403 403
POST decisions:action_point_move        asked+grant       302 404 404 404 403 403 403 403 403 403 302
GET  workinggroups:group_list                -                 302 404 200 200 200 200 200 200 200 200 200
GET  workinggroups:group_new                 -                 302 403 403 403 403 200 200 200 200 200 200
GET  workinggroups:group                     group             302 404 200 404 200 200 200 200 200 200 200
GET  workinggroups:group                     group+proposed    302 404 404 404 404 200 200 200 200 200 200
GET  workinggroups:group                     group+other       302 404 404 404 200 200 200 200 200 200 200
GET  workinggroups:group_edit                group             302 404 403 404 403 200 403 403 403 403 200
GET  workinggroups:group_establish           group+proposed    302 404 404 404 404 403 403 403 403 403 200
GET  workinggroups:group_turn_down           group+proposed    302 404 404 404 404 403 403 403 403 403 200
GET  workinggroups:group_propose_again       group+refused     302 404 404 404 404 403 404 404 404 403 200
GET  workinggroups:group_move_end            group             302 404 403 404 403 403 403 403 403 403 200
GET  workinggroups:group_report              group+closed      302 404 404 404 200 200 200 200 200 200 200
GET  workinggroups:group_hand_in             group             302 404 403 404 403 200 403 403 403 403 200
GET  workinggroups:group_close               group             302 404 403 404 403 403 403 403 403 403 200
GET  workinggroups:group_reopen              group+closed      302 404 404 404 403 403 403 403 403 403 200
GET  workinggroups:group_members             group             302 404 200 404 200 200 200 200 200 200 200
GET  workinggroups:group_members_pdf         group             302 404 200 404 200 200 200 200 200 200 200
GET  workinggroups:group_members_xlsx        group             302 404 200 404 200 200 200 200 200 200 200
GET  workinggroups:seat_new                  group             302 404 403 404 403 403 403 403 403 403 200
GET  workinggroups:seat_end                  group+seat        302 404 403 404 403 200 403 403 403 403 200
GET  workinggroups:group_leave               group             302 404 200 404 403 200 200 403 403 403 403
GET  workinggroups:group_lead                group             302 404 403 404 403 200 403 403 403 403 200
GET  workinggroups:group_join                group             302 404 403 404 200 403 403 200 200 200 200
GET  workinggroups:group_invite              group             302 404 403 404 403 200 403 403 403 403 200
GET  workinggroups:joining                   joining           302 404 404 404 404 200 404 200 404 200 200
POST workinggroups:joining_accept            joining           302 404 404 404 404 302 404 403 404 403 302
POST workinggroups:joining_decline           joining           302 404 404 404 404 302 404 403 404 403 302
POST workinggroups:joining_withdraw          joining           302 404 404 404 404 403 404 302 404 403 403
GET  workinggroups:group_feed                group             302 404 200 404 404 200 200 404 404 200 200
POST workinggroups:group_feed_make           group             302 404 302 404 404 302 302 404 404 302 302
POST workinggroups:group_feed_close          group             302 404 302 404 404 302 302 404 404 302 302
GET  workinggroups:document_list             group             302 404 200 404 200 200 200 200 200 200 200
GET  workinggroups:document                  doc-group         302 404 200 404 404 200 200 404 404 200 200
GET  workinggroups:document                  doc-members       302 404 404 404 404 200 200 404 404 200 200
GET  workinggroups:document                  doc-confidential  302 404 404 404 404 200 200 404 404 200 200
GET  workinggroups:document                  doc-network       302 404 200 404 200 200 200 200 200 200 200
GET  workinggroups:document                  doc-other         302 404 404 404 404 404 404 200 404 200 200
GET  workinggroups:document_new              group             302 404 200 404 403 200 200 403 403 403 200
GET  workinggroups:document_edit             doc-group         302 404 403 404 404 200 403 404 404 403 200
GET  workinggroups:document_withdraw         doc-group         302 404 403 404 404 200 403 404 404 403 200
POST workinggroups:document_restore          doc-withdrawn     302 404 404 404 404 302 404 404 404 403 302
GET  workinggroups:deliverable_list          group             302 404 200 404 200 200 200 200 200 200 200
GET  workinggroups:deliverable_new           group             302 404 403 404 403 200 403 403 403 403 200
GET  workinggroups:deliverable               deliverable       302 404 200 404 200 200 200 200 200 200 200
GET  workinggroups:deliverable_edit          deliverable       302 404 403 404 403 200 403 403 403 403 200
GET  workinggroups:deliverable_move          deliverable+deliver 302 404 403 404 403 200 200 403 403 403 200
GET  meetings:group_meetings            group             302 404 200 404 404 200 200 404 404 200 200
GET  meetings:group_meeting_new         group             302 404 403 404 404 200 403 404 404 403 200
GET  meetings:group_report_new          group             302 404 403 404 404 200 403 404 404 403 200
POST meetings:letter_call_back          coming+letter     302 404 404 404 404 404 404 404 404 404 404
GET  workinggroups:note_list                 group             302 404 200 404 404 200 200 404 404 200 200
GET  workinggroups:note_new                  group             302 404 403 404 404 200 403 404 404 403 200
GET  workinggroups:note                      note              302 404 200 404 404 200 200 404 404 200 200
GET  workinggroups:note_edit                 note+draft        302 404 404 404 404 200 404 404 404 404 200
GET  workinggroups:note_circulate            note+draft        302 404 404 404 404 200 404 404 404 404 200
GET  workinggroups:terms                     group             302 404 200 404 200 200 200 200 200 200 200
POST workinggroups:terms_begin               group+other       302 404 404 404 403 403 403 302 403 403 302
GET  workinggroups:terms_edit                group             302 404 403 404 404 200 403 404 404 403 200
GET  workinggroups:terms_circulate           group             302 404 403 404 404 302 403 404 404 403 302
POST workinggroups:terms_issue_version       group             302 404 403 404 404 302 403 404 404 403 302
POST workinggroups:terms_agree               group             302 404 403 404 404 302 403 404 404 403 302
GET  workinggroups:terms_take_back           group             302 404 403 404 404 200 403 404 404 403 200
POST workinggroups:terms_write_anew          group             302 404 302 404 404 302 302 404 404 302 302
GET  workinggroups:terms_pdf                 group             302 404 200 404 404 200 200 404 404 200 200
GET  workinggroups:terms_changes             terms+changes     302 404 200 404 404 200 200 404 404 200 200
GET  workinggroups:terms_paragraph           terms+paragraph   302 404 200 404 404 200 200 404 404 200 200
POST workinggroups:terms_comment             terms+paragraph   302 404 302 404 404 302 302 404 404 403 403
POST workinggroups:terms_propose_wording     terms+paragraph   302 404 302 404 404 302 302 404 404 403 403
POST workinggroups:terms_correct             terms+paragraph   302 404 403 404 404 302 403 404 404 403 302
POST workinggroups:terms_comment_act         terms+comment     302 404 403 404 404 302 403 404 404 403 302
POST workinggroups:terms_proposal_act        terms+proposal    302 404 403 404 404 302 403 404 404 403 302
GET  knowledge:document_list            -                 200 200 200 200 200 200 200 200 200 200 200
GET  knowledge:document_new             -                 302 403 403 403 403 200 200 200 200 403 200
GET  knowledge:group_library            group             302 404 200 404 200 200 200 200 200 200 200
GET  knowledge:document                 lib-network       302 404 404 404 404 200 200 200 200 200 200
GET  knowledge:document                 lib-state         302 404 200 404 404 200 200 200 200 200 200
GET  knowledge:document                 lib-group         302 404 200 404 404 200 200 404 404 200 200
GET  knowledge:document                 lib-of-members    302 404 404 404 404 200 200 404 404 200 200
GET  knowledge:document                 lib-other         302 404 404 404 404 404 404 200 404 200 200
GET  knowledge:document                 lib-confidential  302 404 404 404 404 200 200 200 200 200 200
GET  knowledge:document                 lib-named         302 404 404 200 404 404 200 404 404 200 200
GET  knowledge:document                 lib-strict        302 404 404 200 404 404 200 404 404 404 404
GET  knowledge:document                 lib-draft         302 404 404 404 404 404 200 404 404 200 200
GET  knowledge:document                 lib-withdrawn     302 404 404 404 404 404 200 404 404 200 200
GET  knowledge:document                 lib-public        200 200 200 200 200 200 200 200 200 200 200
GET  knowledge:document                 lib-asked         302 404 404 200 404 200 200 200 200 200 200
GET  knowledge:file                     lib-network+file  302 404 404 404 404 200 200 200 200 200 200
GET  knowledge:file                     lib-state+file    302 404 200 404 404 200 200 200 200 200 200
GET  knowledge:file                     lib-strict+file   302 404 404 200 404 404 200 404 404 404 404
GET  knowledge:file                     lib-public+file   200 200 200 200 200 200 200 200 200 200 200
GET  knowledge:read                     lib-network+file  302 404 404 404 404 200 200 200 200 200 200
GET  knowledge:read                     lib-state+file    302 404 200 404 404 200 200 200 200 200 200
GET  knowledge:read                     lib-strict+file   302 404 404 200 404 404 200 404 404 404 404
GET  knowledge:read                     lib-draft+file    302 404 404 404 404 404 200 404 404 200 200
GET  knowledge:read                     lib-public+file   200 200 200 200 200 200 200 200 200 200 200
POST knowledge:read_again               lib-network+file  302 404 404 404 404 403 302 403 403 403 302
GET  knowledge:update_list              -                 302 404 200 200 200 200 200 200 200 200 200
GET  knowledge:update_new               -                 302 403 200 403 403 200 200 200 200 403 200
GET  knowledge:group_updates            group             302 404 200 404 200 200 200 200 200 200 200
GET  knowledge:update                   upd-network       302 404 404 404 404 200 200 200 200 200 200
GET  knowledge:update                   upd-state         302 404 200 404 404 200 200 200 200 200 200
GET  knowledge:update                   upd-group         302 404 200 404 404 200 200 404 404 200 200
GET  knowledge:update                   upd-of-members    302 404 404 404 404 200 200 404 404 200 200
GET  knowledge:update                   upd-other         302 404 404 404 404 404 404 200 404 200 200
GET  knowledge:update                   upd-partner       302 404 200 404 404 200 200 404 404 200 200
GET  knowledge:update                   upd-confidential  302 404 404 404 404 200 200 200 200 200 200
GET  knowledge:update                   upd-draft         302 404 404 404 404 200 404 404 404 404 404
GET  knowledge:update                   upd-withdrawn     302 404 404 404 404 404 200 404 404 200 200
GET  knowledge:update_edit              upd-network       302 404 404 404 404 403 200 403 403 403 200
GET  knowledge:update_edit              upd-partner       302 404 200 404 404 403 403 404 404 403 200
GET  knowledge:update_edit              upd-draft         302 404 404 404 404 200 404 404 404 404 404
GET  knowledge:update_withdraw          upd-state         302 404 403 404 404 403 200 403 403 403 200
POST knowledge:update_withdraw          upd-state         302 404 403 404 404 403 302 403 403 403 302
GET  knowledge:update_readers           upd-state         302 404 403 404 404 403 200 403 403 403 200
POST knowledge:update_move              upd-draft+post-update 302 404 404 404 404 302 404 404 404 404 404
POST knowledge:update_move              upd-withdrawn+put-back-update 302 404 404 404 404 404 302 404 404 403 302
GET  update_answers:updates_stop        updates-letter    200 200 200 200 200 200 200 200 200 200 200
GET  update_answers:updates_stop        broken            410 410 410 410 410 410 410 410 410 410 410
GET  knowledge:intake                   -                 302 403 403 403 403 200 200 200 200 403 200
GET  knowledge:upload_list              -                 302 403 403 403 403 302 302 302 302 403 302
GET  knowledge:upload                   upload            302 404 404 404 404 200 404 404 404 404 404
POST knowledge:upload_discard           upload            302 404 404 404 404 302 404 404 404 404 404
GET  knowledge:citation_bib             lib-network       302 404 404 404 404 200 200 200 200 200 200
GET  knowledge:citation_ris             lib-public        200 200 200 200 200 200 200 200 200 200 200
GET  knowledge:compare                  lib-group         302 404 200 404 404 200 200 404 404 200 200
GET  knowledge:compare                  lib-public        200 200 200 200 200 200 200 200 200 200 200
GET  knowledge:document_edit            lib-network       302 404 404 404 404 403 200 403 403 403 200
GET  knowledge:document_edit            lib-draft         302 404 404 404 404 404 200 404 404 403 200
GET  knowledge:document_withdraw        lib-network       302 404 404 404 404 403 200 403 403 403 200
GET  knowledge:document_supersede       lib-network       302 404 404 404 404 403 200 403 403 403 200
POST knowledge:document_move            lib-draft+keep-document 302 404 404 404 404 404 302 404 404 403 302
POST knowledge:document_move            lib-withdrawn+put-back-document 302 404 404 404 404 404 302 404 404 403 302
GET  knowledge:version_new              lib-state         302 404 403 404 404 403 200 403 403 403 200
GET  knowledge:classification           lib-state         302 404 403 404 404 403 200 403 403 403 200
POST knowledge:classification           lib-confidential  302 404 404 404 404 403 302 403 403 403 200
GET  knowledge:audience                 lib-state         302 404 403 404 404 403 200 403 403 403 200
GET  knowledge:reader_name              lib-state         302 404 403 404 404 403 200 403 403 403 200
POST knowledge:reader_unname            lib-asked+reader  302 404 404 403 404 403 302 403 403 403 302
GET  knowledge:access_record            lib-confidential  302 404 404 404 404 404 200 404 404 404 200
GET  knowledge:access_record            lib-strict        302 404 404 404 404 404 200 404 404 404 404
GET  knowledge:release_ask              lib-network       302 404 404 404 404 403 200 403 403 403 200
GET  knowledge:release_move             lib-asked+agree-to-release 302 404 404 404 404 404 200 404 404 404 403
GET  knowledge:release_move             lib-asked+decline-release 302 404 404 404 404 404 200 404 404 404 403
POST knowledge:release_move             lib-asked+release-document 302 404 404 404 404 404 403 404 404 404 302
GET  knowledge:release_move             lib-asked+call-off-release 302 404 404 404 404 404 200 404 404 404 200
GET  group_answers:answer_group              group-link        200 200 200 200 200 200 200 200 200 200 200
GET  group_answers:answer_group              broken            410 410 410 410 410 410 410 410 410 410 410
GET  circulation:circulation_list       -                 302 404 404 404 404 404 404 404 404 404 200
GET  circulation:circulation            held              302 404 404 404 404 404 404 404 404 404 200
GET  circulation:circulation            sent              302 404 404 404 404 404 404 404 404 404 200
POST circulation:circulation_call_back  held              302 404 404 404 404 404 404 404 404 404 302
POST circulation:circulation_release    held              302 404 404 404 404 404 404 404 404 404 302
POST circulation:circulation_send_again sent              302 404 404 404 404 404 404 404 404 404 302
POST circulation:circulation_retry      sent              302 404 404 404 404 404 404 404 404 404 302
GET  circulation:delivery               failed            302 404 404 404 404 404 404 404 404 404 200
POST circulation:delivery_retry         failed            302 404 404 404 404 404 404 404 404 404 302
GET  circulation:delivery_file          failed+file       302 404 404 404 404 404 404 404 404 404 200
GET  accounts:invitation                invitation        200 200 200 200 200 200 200 200 200 200 200
GET  accounts:invitation                broken            410 410 410 410 410 410 410 410 410 410 410
GET  accounts:welcome                   -                 302 200 200 200 200 200 200 200 200 200 200
GET  accounts:settings                  -                 302 200 200 200 200 200 200 200 200 200 200
GET  members:member_list                -                 302 404 404 404 200 200 200 200 200 200 200
GET  members:member_list_pdf            -                 302 404 404 404 200 200 200 200 200 200 200
GET  members:member_list_xlsx           -                 302 404 404 404 200 200 200 200 200 200 200
GET  members:member_list_vcard          -                 302 404 404 404 200 200 200 200 200 200 200
GET  members:member_list_circulate      -                 302 404 404 404 403 403 403 403 403 403 200
GET  members:calendar                   -                 302 404 200 200 200 200 200 200 200 200 200
GET  members:holiday_new                -                 302 403 403 403 403 403 403 403 403 403 200
GET  members:holiday_edit               holiday           302 404 403 403 403 403 403 403 403 403 200
GET  members:parameters                 -                 302 404 200 200 200 200 200 200 200 200 200
GET  members:correction_list            -                 302 403 403 403 403 403 403 403 403 403 200
POST members:correction_apply           correction        302 404 404 404 404 404 404 403 404 404 302
GET  members:correction_decline         correction        302 404 404 404 404 404 404 403 404 404 200
GET  members:organisation_new           -                 302 403 403 403 403 403 403 403 403 403 200
GET  members:organisation               unicef            302 404 200 200 200 200 200 200 200 200 200
GET  members:organisation               sms               302 404 200 404 200 200 200 200 200 200 200
GET  members:organisation               who               302 404 404 200 200 200 200 200 200 200 200
GET  members:organisation_edit          fao               302 404 403 403 403 403 403 403 403 403 200
GET  members:entry_confirm              unicef            302 404 403 403 403 403 200 403 403 403 403
GET  members:entry_confirm              sms               302 404 200 404 403 403 403 403 403 403 403
POST members:entry_is_correct           unicef            302 404 403 403 403 403 302 403 403 403 403
GET  members:participation_begin        who               302 404 404 403 403 403 403 403 403 403 200
GET  members:succession_new             sms               302 404 403 404 403 403 403 403 403 403 200
GET  members:representation_begin       who               302 404 404 403 403 403 403 403 403 403 200
GET  members:participation_end          participation     302 404 403 403 403 403 403 403 403 403 200
GET  members:representation_end         representation    302 404 404 404 403 403 403 403 403 403 200
GET  members:representation_hand_over   representation    302 404 404 404 403 403 403 403 403 403 200
GET  members:office_list                -                 302 200 200 200 200 200 200 200 200 200 200
GET  members:appointment_begin          -                 302 403 403 403 403 403 403 403 403 403 200
GET  members:appointment_end            appointment       302 404 403 403 403 403 403 403 403 403 200
GET  members:appointment_hand_over      appointment       302 404 403 403 403 403 403 403 403 403 200
GET  members:person_new                 -                 302 403 403 403 403 403 403 403 403 403 200
GET  members:person_vcard               temir             302 404 404 404 200 200 200 200 200 200 200
GET  members:person_vcard               aizada            302 404 200 200 200 200 200 200 200 200 200
GET  members:person                     temir             302 404 404 404 200 200 200 200 200 200 200
GET  members:person                     aizada            302 404 200 200 200 200 200 200 200 200 200
GET  members:person                     kubanych          302 404 200 404 200 200 200 200 200 200 200
GET  members:person_edit                temir             302 404 404 404 403 403 403 403 403 403 200
GET  members:person_contact             temir             302 404 404 404 403 200 403 403 403 403 403
GET  members:person_leave               temir             302 404 404 404 403 403 403 403 403 403 200
POST members:person_return              hans              302 404 404 404 403 403 403 403 403 403 302
POST members:person_invite              newcomer          302 404 404 404 403 403 403 403 403 403 302
POST members:person_withdraw_invitation invited           302 404 404 404 403 403 403 403 403 403 302
GET  public:statements                  -                 302 302 302 302 302 302 302 302 302 302 302
GET  public:statement_list              in-russian        200 200 200 200 200 200 200 200 200 200 200
GET  public:feed                        in-russian        200 200 200 200 200 200 200 200 200 200 200
GET  public:statement                   published         302 302 302 302 302 302 302 302 302 302 302
GET  public:statement                   under-embargo     404 404 404 404 404 404 404 404 404 404 404
GET  public:statement_in                published-in      200 200 200 200 200 200 200 200 200 200 200
GET  public:statement_in                under-embargo-in  404 404 404 404 404 404 404 404 404 404 404
GET  public:statement_pdf               published         200 200 200 200 200 200 200 200 200 200 200
GET  public:statement_pdf               under-embargo     404 404 404 404 404 404 404 404 404 404 404
GET  public:check_any                   -                 200 200 200 200 200 200 200 200 200 200 200
GET  public:check                       published-check   200 200 200 200 200 200 200 200 200 200 200
GET  public:check                       embargo-check     404 404 404 404 404 404 404 404 404 404 404
GET  publishing:publish                 ready             302 404 404 404 404 403 403 403 403 200 200
POST publishing:publish                 ready             302 404 404 404 404 403 403 403 403 302 302
GET  publishing:embargo                 ready             302 404 404 404 404 403 403 403 403 200 200
GET  publishing:move_embargo            under-embargo     302 404 404 404 404 403 403 403 403 200 200
GET  publishing:lift_embargo            under-embargo     302 404 404 404 404 403 403 403 403 200 200
POST publishing:lift_embargo            under-embargo     302 404 404 404 404 403 403 403 403 302 302
GET  publishing:corrigendum_propose     published         302 404 404 404 404 403 403 403 403 200 200
GET  publishing:corrigendum_agree       published         302 404 404 404 404 403 403 403 403 200 403
GET  publishing:corrigendum_drop        published         302 404 404 404 404 403 403 403 403 200 200
POST publishing:corrigendum_drop        published         302 404 404 404 404 403 403 403 403 302 302
GET  publishing:retract                 published         302 404 404 404 404 403 403 403 403 200 403
GET  publishing:press_copy              published         302 404 404 404 404 403 403 403 403 403 200
GET  publishing:press_list              -                 302 404 404 404 404 404 404 404 404 404 200
GET  publishing:press_new               -                 302 404 404 404 404 404 404 404 404 404 200
GET  publishing:press_edit              press             302 404 404 404 404 404 404 404 404 404 200
POST publishing:press_restore           -                 302 404 404 404 404 404 404 404 404 404 302
GET  publishing:press_remove            press             302 404 404 404 404 404 404 404 404 404 200
POST publishing:press_remove            press             302 404 404 404 404 404 404 404 404 404 302
GET  demo:sign_in_as                    aizada            302 302 302 302 302 302 302 302 302 302 302
GET  demo:letter_list                   -                 200 200 200 200 200 200 200 200 200 200 200
GET  styleguide                         -                 200 200 200 200 200 200 200 200 200 200 200
POST set_language                       -                 302 302 302 302 302 302 302 302 302 302 302
"""


def rows():
    """The table as rows; a code for each person by short name."""
    for line in TABLE.split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        method, name, place, *codes = line.split()
        assert len(codes) == len(COLUMNS), line
        people = {
            person: int(code)
            for group, code in zip(COLUMNS, codes, strict=True)
            for person in group.split("+")
        }
        yield Row(method, name, place, people)
