"""The catalogue of audit events: what is written down about who did what, one documented sentence each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class AuditEvent(StrEnum):
    """Names are stable: they are stored, exported and searched for years (CJIS AU-2)."""

    STATION_STARTED = "station_started"
    STATION_STOPPED = "station_stopped"
    OFFICE_AUTHORITY_MADE = "office_authority_made"
    ENROLMENT_CODE_MADE = "enrolment_code_made"
    ENROLMENT_REFUSED = "enrolment_refused"
    DEVICE_ENROLLED = "device_enrolled"
    DEVICE_RENEWED = "device_renewed"
    DEVICE_REVOKED = "device_revoked"
    RECOVERY_KEY_KEPT = "recovery_key_kept"
    RECOVERY_KEY_SHOWN = "recovery_key_shown"
    KIOSK_VERSION_KEPT = "kiosk_version_kept"
    KIOSK_VERSION_WITHDRAWN = "kiosk_version_withdrawn"
    KIOSK_VERSION_FETCHED = "kiosk_version_fetched"
    SET_ASIDE_DROPPED = "set_aside_dropped"
    ACCOUNT_CREATED = "account_created"
    ACCOUNT_LOCKED = "account_locked"
    ACCOUNT_RELEASED = "account_released"
    OFFICERS_FACTOR_SET = "officers_factor_set"
    SESSIONS_ENDED = "sessions_ended"
    OFFICER_SIGNED_IN = "officer_signed_in"
    OFFICER_SIGN_IN_REFUSED = "officer_sign_in_refused"
    OFFICER_SIGNED_OUT = "officer_signed_out"
    LOOKED_UP = "looked_up"
    SECOND_FACTOR_ACCEPTED = "second_factor_accepted"
    SECOND_FACTOR_REFUSED = "second_factor_refused"
    ARRIVED = "arrived"
    CHECK_IN_ACCEPTED = "check_in_accepted"
    CHECK_IN_REFUSED = "check_in_refused"
    CHECK_IN_REPEATED = "check_in_repeated"
    ITEM_OUT_OF_ORDER = "item_out_of_order"
    SPOOL_ITEMS_MISSING = "spool_items_missing"
    CHECK_IN_CLAIMED = "check_in_claimed"
    CHECK_IN_RELEASED = "check_in_released"
    CHECK_IN_SENT_BACK = "check_in_sent_back"
    CHECK_IN_ENDED = "check_in_ended"
    CHECK_IN_IDENTIFIED = "check_in_identified"
    RECORD_VIEWED = "record_viewed"
    ROSTER_SEARCHED = "roster_searched"
    PHOTOGRAPH_VIEWED = "photograph_viewed"
    RECORD_IMPORTED = "record_imported"
    ROSTER_IMPORTED = "roster_imported"
    SECOND_FACTOR_SET = "second_factor_set"
    APPEARANCE_COMPLETED = "appearance_completed"
    COMPLETION_UNDONE = "completion_undone"
    RECEIPT_PRINTED = "receipt_printed"
    WALK_IN_TAKEN = "walk_in_taken"
    RECORD_AMENDED = "record_amended"
    REGISTRANT_ENTERED = "registrant_entered"
    DOCUMENT_ATTACHED = "document_attached"
    DOCUMENT_VIEWED = "document_viewed"
    FEE_ENTERED = "fee_entered"
    PAPER_MADE = "paper_made"
    TICKET_VERIFIED = "ticket_verified"
    UPDATE_ENTERED_BY_HAND = "update_entered_by_hand"
    NUMBER_TAKEN = "number_taken"
    NUMBER_ENDED = "number_ended"
    HELP_CALLED = "help_called"
    HELP_ANSWERED = "help_answered"
    UPDATE_DELIVERED = "update_delivered"
    UPDATE_TRIED = "update_tried"
    UPDATE_PARKED = "update_parked"
    UPDATE_RELEASED = "update_released"
    UPDATE_REPLACED = "update_replaced"
    UPDATE_TOLD_AGAIN = "update_told_again"
    CLOCK_LATE = "clock_late"
    BOARD_EXPORTED = "board_exported"
    DAY_SHEET_WRITTEN = "day_sheet_written"
    ADDRESS_CHECKED = "address_checked"
    RECORDS_GIVEN = "records_given"
    HOLD_PLACED = "hold_placed"
    HOLD_LIFTED = "hold_lifted"
    RECORDS_REMOVED = "records_removed"
    REMINDERS_CHOSEN = "reminders_chosen"
    REMINDER_SENT = "reminder_sent"
    REMINDER_NOT_SENT = "reminder_not_sent"
    TIP_TAKEN = "tip_taken"
    TIP_SENT_ON = "tip_sent_on"
    TIP_CLOSED = "tip_closed"
    SAMPLE_DRAWN = "sample_drawn"
    ENTRY_CHECKED = "entry_checked"
    STATE_FILE_COMPARED = "state_file_compared"
    EXCEPTION_EXPLAINED = "exception_explained"
    CASE_OPENED = "case_opened"
    CASE_STEP_TAKEN = "case_step_taken"
    CASE_CLOSED = "case_closed"
    RESIDENCY_NOTICE_MADE = "residency_notice_made"
    RESIDENCY_NOTICE_SERVED = "residency_notice_served"
    RESIDENCY_NOTICE_ENDED = "residency_notice_ended"
    APPOINTMENT_BOOKED = "appointment_booked"
    APPOINTMENT_MOVED = "appointment_moved"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    REGISTRY_COMPARED = "registry_compared"
    REGISTRY_NOT_COMPARED = "registry_not_compared"
    BACKUP_MADE = "backup_made"
    STATION_RESTORED = "station_restored"
    STORE_MOVED = "store_moved"
    LOG_LIVES = "log_lives"
    LOGGING_FAILED = "logging_failed"
    LOG_NOT_WHOLE = "log_not_whole"


CATALOGUE: Mapping[AuditEvent, str] = {
    AuditEvent.STATION_STARTED: "The station began to serve.",
    AuditEvent.STATION_STOPPED: "The station stopped in good order.",
    AuditEvent.OFFICE_AUTHORITY_MADE: "The office's certificate authority was made at first start.",
    AuditEvent.ENROLMENT_CODE_MADE: "A one-time code for a new device was made.",
    AuditEvent.ENROLMENT_REFUSED: "Somebody asked for a certificate with a code that is not good.",
    AuditEvent.DEVICE_ENROLLED: "A kiosk or desk was given a certificate of this office.",
    AuditEvent.DEVICE_RENEWED: "A device was given its next certificate.",
    AuditEvent.DEVICE_REVOKED: "A device's certificate was withdrawn.",
    AuditEvent.RECOVERY_KEY_KEPT: "A kiosk gave the station the key that opens its disk.",
    AuditEvent.RECOVERY_KEY_SHOWN: "The key that opens a kiosk's disk was read at the station's console.",
    AuditEvent.KIOSK_VERSION_KEPT: "A version of the image was kept at the station for the kiosks to fetch.",
    AuditEvent.KIOSK_VERSION_WITHDRAWN: "The kiosks are offered no version any more.",
    AuditEvent.KIOSK_VERSION_FETCHED: "A kiosk was given all of the version that the station keeps.",
    AuditEvent.SET_ASIDE_DROPPED: "An envelope that was refused and kept was looked at and let go.",
    AuditEvent.ACCOUNT_CREATED: "An account was made for an officer.",
    AuditEvent.ACCOUNT_LOCKED: "An account was locked, after five failed sign-ins or by an administrator.",
    AuditEvent.ACCOUNT_RELEASED: "An administrator released a locked account.",
    AuditEvent.OFFICERS_FACTOR_SET: "An account was given a second factor.",
    AuditEvent.SESSIONS_ENDED: "Every sign-in of an account was ended by somebody else.",
    AuditEvent.OFFICER_SIGNED_IN: "An officer signed in at a desk.",
    AuditEvent.OFFICER_SIGN_IN_REFUSED: "A sign-in was refused.",
    AuditEvent.OFFICER_SIGNED_OUT: "An officer signed out or was signed out.",
    AuditEvent.LOOKED_UP: "A kiosk asked whether a card or a claim names a registrant.",
    AuditEvent.SECOND_FACTOR_ACCEPTED: "A second factor was right and the person's own view was opened.",
    AuditEvent.SECOND_FACTOR_REFUSED: "A second factor was not accepted.",
    AuditEvent.ARRIVED: "A person arrived: second factor accepted, or card read offline.",
    AuditEvent.CHECK_IN_ACCEPTED: "A check-in reached the station and was stored.",
    AuditEvent.CHECK_IN_REFUSED: "An envelope from a kiosk was refused and kept aside.",
    AuditEvent.CHECK_IN_REPEATED: "A check-in that was already stored came again.",
    AuditEvent.ITEM_OUT_OF_ORDER: "An item of a kiosk's spool came after one with a later number.",
    AuditEvent.SPOOL_ITEMS_MISSING: "Numbers of a kiosk's spool are neither there nor at the station.",
    AuditEvent.CHECK_IN_CLAIMED: "An officer took a check-in to work on.",
    AuditEvent.CHECK_IN_RELEASED: "An officer gave a check-in back to the queue.",
    AuditEvent.CHECK_IN_SENT_BACK: "An officer sent a check-in back to be mended.",
    AuditEvent.CHECK_IN_ENDED: "A check-in ended without an appearance.",
    AuditEvent.CHECK_IN_IDENTIFIED: "An officer said whose check-in it is.",
    AuditEvent.RECORD_VIEWED: "An officer opened a registrant's record.",
    AuditEvent.ROSTER_SEARCHED: "Somebody searched the roster and was shown so many people.",
    AuditEvent.PHOTOGRAPH_VIEWED: "Somebody was shown a photograph.",
    AuditEvent.RECORD_IMPORTED: "A record was taken into the roster.",
    AuditEvent.ROSTER_IMPORTED: "A file of people was taken into the roster, in one piece.",
    AuditEvent.SECOND_FACTOR_SET: "A registrant set or replaced their second factor with an officer.",
    AuditEvent.APPEARANCE_COMPLETED: "An officer completed an appearance.",
    AuditEvent.COMPLETION_UNDONE: "An officer undid a completion within the hold.",
    AuditEvent.RECEIPT_PRINTED: "A completion receipt was printed or printed again.",
    AuditEvent.WALK_IN_TAKEN: "An officer began a check-in at the desk, without the kiosk.",
    AuditEvent.RECORD_AMENDED: "An officer changed a record outside an appearance, with a reason.",
    AuditEvent.REGISTRANT_ENTERED: "An officer entered a new registrant.",
    AuditEvent.DOCUMENT_ATTACHED: "An officer attached a scan to a record.",
    AuditEvent.DOCUMENT_VIEWED: "An officer opened a scan on a record.",
    AuditEvent.FEE_ENTERED: "A fee was entered as due, paid, waived or taken back.",
    AuditEvent.PAPER_MADE: "A certificate, a letter or a form of the state was made from a record.",
    AuditEvent.TICKET_VERIFIED: "An officer asked whether a ticket's code is genuine.",
    AuditEvent.UPDATE_ENTERED_BY_HAND: "An officer confirmed that an update stands in the state's system.",
    AuditEvent.NUMBER_TAKEN: "Somebody took a number for another service of the lobby.",
    AuditEvent.NUMBER_ENDED: "An officer ended a number for another service.",
    AuditEvent.HELP_CALLED: "Somebody at a kiosk asked for help or an interpreter.",
    AuditEvent.HELP_ANSWERED: "The desk answered a call for help.",
    AuditEvent.UPDATE_DELIVERED: "The registry took an update.",
    AuditEvent.UPDATE_TRIED: "A try to deliver an update did not succeed.",
    AuditEvent.UPDATE_PARKED: "An update waits for a person, for a named reason.",
    AuditEvent.UPDATE_RELEASED: "A person released a parked update.",
    AuditEvent.UPDATE_REPLACED: "A person let a later version go in the place of a parked update.",
    AuditEvent.UPDATE_TOLD_AGAIN: "The registry had lost a delivered update; it is told again.",
    AuditEvent.CLOCK_LATE: "An update passed its three-calendar-day deadline undelivered.",
    AuditEvent.BOARD_EXPORTED: "A supervisor took a board out of the station as a table.",
    AuditEvent.DAY_SHEET_WRITTEN: "A desk took its first emergency day sheet of the day out of the station.",
    AuditEvent.ADDRESS_CHECKED: "Somebody looked whether a registrant lives where the record says.",
    AuditEvent.RECORDS_GIVEN: "The answer to a request for records was made, or made again.",
    AuditEvent.HOLD_PLACED: "A supervisor placed a legal hold on a record: nothing of it is removed.",
    AuditEvent.HOLD_LIFTED: "A supervisor lifted a legal hold, for a reason.",
    AuditEvent.RECORDS_REMOVED: "A supervisor removed what a retention series lets go.",
    AuditEvent.REMINDERS_CHOSEN: "A registrant said to an officer whether and how to be reminded.",
    AuditEvent.REMINDER_SENT: "A reminder was printed as a letter or taken by the mail server.",
    AuditEvent.REMINDER_NOT_SENT: "A reminder was refused, or nobody knows whether it went.",
    AuditEvent.TIP_TAKEN: "An officer took a tip down.",
    AuditEvent.TIP_SENT_ON: "A tip went to another agency, which is named.",
    AuditEvent.TIP_CLOSED: "A tip ended by what came of it.",
    AuditEvent.SAMPLE_DRAWN: "A sample of a week's completions was drawn for a second person to check.",
    AuditEvent.ENTRY_CHECKED: "A second person checked a completion of the sample.",
    AuditEvent.STATE_FILE_COMPARED: "The roster was compared with the state's published file.",
    AuditEvent.EXCEPTION_EXPLAINED: "An officer said why the roster and the state's file differ.",
    AuditEvent.CASE_OPENED: "Somebody did not come by the last day; a failure-to-report case was opened.",
    AuditEvent.CASE_STEP_TAKEN: "A step of a failure-to-report case was taken.",
    AuditEvent.CASE_CLOSED: "A failure-to-report case ended by an accounted-for code.",
    AuditEvent.RESIDENCY_NOTICE_MADE: "The paper of a notice to relocate was made, to be served.",
    AuditEvent.RESIDENCY_NOTICE_SERVED: "A notice to relocate was served; its ten business days run.",
    AuditEvent.RESIDENCY_NOTICE_ENDED: "A notice to relocate ended, with what shows it.",
    AuditEvent.APPOINTMENT_BOOKED: "An officer booked an appointment.",
    AuditEvent.APPOINTMENT_MOVED: "An officer moved an appointment to another time.",
    AuditEvent.APPOINTMENT_CANCELLED: "An officer cancelled an appointment, with a reason.",
    AuditEvent.REGISTRY_COMPARED: "The registry's records were compared with this office's and differ.",
    AuditEvent.REGISTRY_NOT_COMPARED: "The registry's records could not be compared with for two days.",
    AuditEvent.BACKUP_MADE: "The whole station was sealed into a backup.",
    AuditEvent.STATION_RESTORED: "The station was made anew from a backup.",
    AuditEvent.STORE_MOVED: "The station's store was copied to another database.",
    AuditEvent.LOG_LIVES: "Nothing happened for half an hour; this line shows that the log can be written.",
    AuditEvent.LOGGING_FAILED: "For a while lines could not be written; what they told of was not done.",
    AuditEvent.LOG_NOT_WHOLE: "The log is not as it was written, as a check of it found.",
}
"""One sentence for each event, in the order of the enumeration."""
