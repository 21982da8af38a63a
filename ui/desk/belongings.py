"""What belongs to a record beside itself: fees, scans, history, and what the law's helpers propose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk.entries import Text
from kiosk.law.person import fact_words
from kiosk.ledger import dollars
from kiosk.words import words
from sync.station.people_wire import Advice, PeriodShown, RecordPage, RecordVersion
from ui.desk.fees import fee_said
from ui.desk.here import Here
from ui.desk.parts import column, holding, label, line, rule
from ui.desk.reminders_said import reminder_said
from ui.desk.retention_said import hold_line
from ui.desk.tips_said import tip_line
from ui.desk.verb import Verb
from ui.style.icons import Icon

_FEES = 5
"""Newest lines of the ledger that are shown."""


def belongings(
    here: Here,
    view: RecordPage,
    open_scan: Callable[[str, str], object],
    answer: Callable[[], object],
    remind: Callable[[], object],
) -> QWidget:
    """Everything under each other; ``open_scan`` is called with a scan's id and media type, ``answer`` when
    the officer would answer what the tier tables ask, ``remind`` when the person would be reminded."""
    rows: list[QWidget] = [
        *_fees(here, view),
        *_scans(here, view, open_scan),
        *_reminders(here, view, remind),
        *_kept_in_mind(here, view),
        *_history(here, view.versions),
        *_advice(here, view.advice, answer),
    ]
    return holding(column(here.look, *rows, None, gap=here.look.shape.tight))


def _fees(here: Here, view: RecordPage) -> Iterator[QWidget]:
    yield label(here.say("desk.fee.owed", dollars=dollars(view.owed_cents)), "heading")
    for fee in view.fees[-_FEES:][::-1]:
        yield label(fee_said(here, fee), "caption")


def _scans(here: Here, view: RecordPage, open_scan: Callable[[str, str], object]) -> Iterator[QWidget]:
    yield rule()
    yield label(here.say("desk.scan.title"), "heading")
    if not view.attachments:
        yield label(here.say("desk.scan.none"), "caption")
    for scan in view.attachments:
        told = here.say(
            "desk.scan.one",
            kind=words(f"desk.scan.kind.{scan.kind.value}"),
            title=scan.title,
            day=here.day_of(scan.kept_at),
            by=scan.kept_by,
        )
        wish = partial(open_scan, scan.attachment_id, scan.media_type)
        verb = Verb(here.look, here.say("desk.scan.open"), f"record.scan.{scan.attachment_id}", wish)
        row = line(here.look, label(told), verb)
        row.setStretch(0, 1)
        yield holding(row)


def _reminders(here: Here, view: RecordPage, remind: Callable[[], object]) -> Iterator[QWidget]:
    yield rule()
    text = here.say("reminder.how_verb")
    verb = Verb(here.look, text, "record.reminders", remind, key="F12", icon=Icon.MAIL)
    yield holding(line(here.look, label(here.say("reminder.title"), "heading"), None, verb))
    for one in view.reminders:
        yield label(reminder_said(here, one), "caption")


def _kept_in_mind(here: Here, view: RecordPage) -> Iterator[QWidget]:
    """Tips that are not closed, and legal holds in force."""
    say = here.say
    for name, heading, lines in (
        ("tips", "tip.title", [tip_line(here, one) for one in view.tips]),
        ("holds", "retention.holds", [hold_line(here, one) for one in view.holds]),
    ):
        if lines:
            yield rule()
            yield label(say(words(heading)), "heading")
            yield label("\n".join(lines), "caption", name=f"record.{name}")


def _history(here: Here, versions: Sequence[RecordVersion]) -> Iterator[QWidget]:
    yield rule()
    yield label(here.say("desk.record.history"), "heading")
    for version in versions:
        yield rule()
        yield label(
            here.say(
                "desk.record.one_version",
                version=version.version,
                day=here.day_of(version.made_at),
                cause=words(f"desk.record.cause.{version.cause}"),
                by=version.made_by,
            )
        )
        if version.reason:
            yield label(here.say("desk.record.reason", reason=version.reason, proof=version.proof or "-"))
        for row in version.became:
            old, new = _texts(here, row.old), _texts(here, row.new)
            yield label(
                here.say("desk.record.became", part=row.topic, old=old or "-", new=new or "-"), "caption"
            )


def _texts(here: Here, lines: Sequence[Text]) -> str:
    return ", ".join(one if isinstance(one, str) else here.say(one) for one in lines)


def _advice(here: Here, advice: Advice, answer: Callable[[], object]) -> Iterator[QWidget]:
    if advice == Advice():
        return
    yield rule()
    yield label(here.say("desk.advice.title"), "heading")
    yield label(here.say("desk.advice.people_decide"), "caption")
    for tier in advice.tiers:
        said = here.say(
            "desk.advice.tier",
            ruleset=tier.ruleset,
            offense=tier.offense,
            tier=tier.tier.value if tier.tier else here.say("choice.none"),
        )
        yield label(said)
        yield label(here.say(tier.reason), "caption")
        if tier.needs:
            needs = ", ".join(here.say(fact_words(name)) for name in tier.needs)
            yield label(here.say("desk.advice.needs", needs=needs), "caption")
    if any(tier.needs for tier in advice.tiers):
        verb = Verb(here.look, here.say("desk.advice.answer"), "record.answer", answer, key="F11")
        yield holding(line(here.look, verb, None))
    if advice.period is not None:
        yield from _period(here, advice.period)
    for note in advice.notes:
        yield label(here.say(note.said))
        needs = ", ".join(here.say(fact_words(name)) for name in note.needs)
        told = [note.section, *([here.say("desk.advice.needs", needs=needs)] if needs else [])]
        yield label(" · ".join(told), "caption")
    for way in advice.ways_out:
        yield label(here.say(way.reason))
        told = [way.section]
        if way.earliest is not None:
            told.append(here.say("desk.advice.earliest", day=way.earliest))
        if way.needs:
            needs = ", ".join(here.say(words(f"desk.field.{name}")) for name in way.needs)
            told.append(here.say("desk.advice.needs", needs=needs))
        if way.ask_counsel:
            told.append(here.say("desk.advice.ask_counsel"))
        told += [here.say(paper) for paper in way.papers]
        yield label(" · ".join(told), "caption")


def _period(here: Here, period: PeriodShown) -> Iterator[QWidget]:
    """How long the person registers by the tier that is set, and what would shorten it."""
    yield label(here.say(period.reason))
    told = [period.section]
    if period.ends is not None:
        told.append(here.say("desk.advice.ends", day=period.ends))
    if period.reduced_to is not None:
        told.append(here.say("desk.advice.reduced", day=period.reduced_to))
    if period.needs:
        needs = ", ".join(here.say(fact_words(name)) for name in period.needs)
        told.append(here.say("desk.advice.needs", needs=needs))
    told += [here.say(paper) for paper in period.papers]
    yield label(" · ".join(told), "caption")
