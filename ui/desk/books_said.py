"""The lines of the office's books in words: fees, log and rules."""

from __future__ import annotations

from kiosk.ledger import FeeAct, FeeLine, dollars
from kiosk.words import Words, words
from sync.station.account_wire import LOG_LINES, LogPage, RuleLine, RulesPage
from sync.station.desk_wire import AuditLine
from sync.station.people_wire import DayOfFees
from ui.desk.here import Here
from ui.desk.pages.listing import Shown
from ui.desk.rows import Cell, Column
from ui.style.icons import Icon

_ACTS = {
    FeeAct.DUE: "book.fees.due",
    FeeAct.PAID: "book.fees.taken",
    FeeAct.WAIVED: "book.fees.waived",
    FeeAct.TAKEN_BACK: "book.fees.taken_back",
}


def fee_columns(here: Here) -> tuple[Column, ...]:
    """Of the ledger."""
    say = here.say
    return (
        Column(say("book.at"), figures=True),
        Column(say("book.fees.act")),
        Column(say("book.fees.dollars"), figures=True),
        Column(say("book.fees.receipt")),
        Column(say("book.officer")),
        Column(say("book.fees.reason"), stretches=True),
    )


def fees(here: Here, found: DayOfFees) -> Shown:
    """One day's ledger, what was paid as its title."""
    say = here.say
    told = say(
        "book.fees.told",
        due=dollars(found.due_cents),
        waived=dollars(found.waived_cents),
        lines=len(found.lines),
    )
    return Shown(
        say("book.fees.paid", day=here.date(found.day), dollars=dollars(found.paid_cents)),
        told,
        {one.fee_id: _fee_cells(here, one) for one in found.lines},
        {one.fee_id: _fee_told(here, one) for one in found.lines},
        say("book.fees.none"),
        a_page=max(1, len(found.lines)),
    )


def _fee_cells(here: Here, one: FeeLine) -> tuple[Cell, ...]:
    return (
        Cell(here.time(one.at)),
        Cell(here.say(_ACTS[one.act])),
        Cell(dollars(one.cents)),
        Cell(one.receipt_number),
        Cell(one.officer_name),
        Cell(one.reason, tells=one.reason),
    )


def _fee_told(here: Here, one: FeeLine) -> tuple[str, ...]:
    person = here.say("book.fees.person", registrant=one.registrant_id, appearance=one.appearance_id or "-")
    what = f"{here.say(_ACTS[one.act])}: ${dollars(one.cents)}"
    return tuple(text for text in (what, here.moment(one.at), one.officer_name, one.reason, person) if text)


def log_columns(here: Here) -> tuple[Column, ...]:
    """Of the log."""
    say = here.say
    return (
        Column(say("desk.office.line"), figures=True),
        Column(say("book.at")),
        Column(say("book.log.event")),
        Column(say("desk.office.who")),
        Column(say("desk.office.from")),
        Column(say("desk.office.about"), stretches=True),
    )


def event(here: Here, name: str) -> str:
    """An event as a person reads it; its name in the store is the same in every language."""
    return _said(here, words(f"logged.event.{name}"), name)


def _said(here: Here, known: Words, name: str) -> str:
    # A log is kept for years: it may name what this program no longer knows, or does not know yet.
    return here.say(known) if known.key in here.look.language.sentences else name.replace("_", " ")


def _about(here: Here, one: AuditLine) -> tuple[str, ...]:
    return tuple(f"{_said(here, words(f'logged.about.{name}'), name)} {value}" for name, value in one.about)


def log(here: Here, found: LogPage, page: int) -> Shown:
    """One page of the log."""
    say = here.say
    return Shown(
        say("book.log.found", total=found.total),
        say("book.log.told"),
        {str(one.sequence): log_cells(here, one) for one in found.lines},
        {str(one.sequence): _log_told(here, one) for one in found.lines},
        say("book.log.none"),
        page,
        found.total,
        LOG_LINES,
    )


def log_cells(here: Here, one: AuditLine) -> tuple[Cell, ...]:
    """One line of the log."""
    about = ", ".join(_about(here, one))
    return (
        Cell(str(one.sequence)),
        Cell(here.brief(one.at)),
        Cell(event(here, one.event)),
        Cell(one.who),
        Cell(one.where),
        Cell(about, tells=about),
    )


def _log_told(here: Here, one: AuditLine) -> tuple[str, ...]:
    end = here.say(
        "book.log.outcome", outcome=one.outcome, name=one.event, line=one.sequence, chain=one.chain[-12:]
    )
    return (event(here, one.event), here.moment(one.at), f"{one.who}, {one.where}", *_about(here, one), end)


def rule_columns(here: Here) -> tuple[Column, ...]:
    """Of the rules."""
    say = here.say
    return (
        Column(say("book.rules.rule")),
        Column(say("book.rules.mode")),
        Column(say("book.rules.from"), figures=True),
        Column(say("book.rules.read_by")),
        Column(say("book.rules.wording"), stretches=True),
    )


def rules(here: Here, found: RulesPage, ruleset: str) -> Shown:
    """The rules of one set (empty: of all), how many wait to be read as the title."""
    say = here.say
    unread = sum(one.needs_reading and not one.verified_by for one in found.rules)
    told = say("book.rules.told")
    if found.would_change:
        each = (
            say(
                "book.rules.of",
                differs=say(words(f"supervisor.law.differs.{one.differs.value}")),
                people=one.people,
            )
            for one in found.would_change
        )
        told = f"{told} {say('book.rules.change', changes=', '.join(each))}"
    shown = {f"{place}": one for place, one in enumerate(found.rules) if ruleset in ("", one.ruleset)}
    return Shown(
        say("book.rules.found", unread=unread) if unread else say("book.rules.all_read"),
        told,
        {key: _rule_cells(here, one) for key, one in shown.items()},
        {key: _rule_told(here, one) for key, one in shown.items()},
        say("book.rules.none"),
        a_page=max(1, len(shown)),
    )


def _rule_cells(here: Here, one: RuleLine) -> tuple[Cell, ...]:
    waits = one.needs_reading and not one.verified_by
    icon, ink = (Icon.CAUTION, "on_caution") if waits else (Icon.RULES, "quiet")
    return (
        Cell(f"{one.ruleset} {one.rule_id}", icon, ink),
        Cell(here.say(words(f"book.rules.modes.{one.mode.value}"))),
        Cell(here.short(one.effective_from)),
        Cell(_read_by(here, one)),
        Cell(one.wording, tells=one.wording),
    )


def _read_by(here: Here, one: RuleLine) -> str:
    return one.verified_by or (here.say("book.rules.nobody") if one.needs_reading else "")


def _rule_told(here: Here, one: RuleLine) -> tuple[str, ...]:
    say = here.say
    last = say("book.rules.until", day=here.short(one.effective_to)) if one.effective_to else ""
    section = say(
        "book.rules.section",
        section=one.section,
        first=here.short(one.effective_from),
        last=last or say("book.rules.no_end"),
    )
    return tuple(
        text for text in (f"{one.ruleset} {one.rule_id}", one.wording, section, _read_by(here, one)) if text
    )
