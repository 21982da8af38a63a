"""What is on file beside the card and what was reported, row by row, with the words that differ marked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk import changes
from kiosk.changes import Added, Changed, Ended, ReportedChange, Told, since
from kiosk.entries import lines
from kiosk.registrant import Address, Item, Registrant, Residence, ResidenceKind
from kiosk.topics import PAGES, Topic, on_file
from kiosk.words import Say, Words, words
from sync.addresses import Likeness, compare
from sync.station.desk_wire import CardView, CheckInPage
from ui.texts import Language

Marked = tuple[tuple[str, bool], ...]
"""Pieces of a text in order; True where they differ from the other side."""

SAME = words("desk.compare.same")
_PLAIN: Marked = ()
_NO_PLUS_4 = re.compile(r"\b(\d{5})0000\b")
"""How a card writes a ZIP code without its last four digits."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the sheet: what it is about, and its three sides."""

    about: Words
    on_file: Marked
    card: Marked
    reported: Marked
    differs: bool
    """Somebody should look: the three sides do not agree."""
    changes: tuple[int, ...] = ()
    """The places of its reported changes: two for a move, none when nothing was reported here."""
    remark: Words | None = None
    """What the card's address is to the others."""


def rows(page: CheckInPage, language: Language) -> tuple[Row, ...]:
    """The whole sheet: rows that differ first, each part in the form's order."""
    record, card, say = page.record, page.card, language.say
    found = [
        *_identity(record, card, language),
        *_reported(page.check_in.changes, say),
        *_unchanged(record, page.check_in.changes, say),
    ]
    if card.address:
        found = _with_card_address(found, page, say)
    return (*(row for row in found if row.differs), *(row for row in found if not row.differs))


def silent_topics(page: CheckInPage) -> tuple[Topic, ...]:
    """Topics that were asked, with nothing on file and nothing reported."""
    touched = {change.topic for change in page.check_in.changes}
    return tuple(
        topic
        for topic in _topics()
        if topic not in touched and not (page.record and on_file(page.record, topic))
    )


def said(item: Item, say: Say) -> str:
    """An entry as one text, its lines joined."""
    return "\n".join(line if isinstance(line, str) else say(line) for line in lines(item))


def change_said(change: ReportedChange, say: Say) -> str:
    """What a reported change makes of the entry, as one text."""
    match change:
        case Added(item=item) | Changed(after=item):
            return said(item, say)
        case Ended(ended_on=day):
            return say(words("desk.compare.ended", day=day))
        case Told(text=text):
            return say(words("desk.compare.told", text=text))


def marked(before: str, after: str) -> tuple[Marked, Marked]:
    """Both texts cut into pieces, word by word; spaces stay with the word before them.

    Capitals and small letters are no difference: a card writes in capitals.
    """
    old, new = (re.findall(r"\S+\s*", text) for text in (before, after))
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    matcher = difflib.SequenceMatcher(
        None, [w.strip().casefold() for w in old], [w.strip().casefold() for w in new], autojunk=False
    )
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        differs = kind != "equal"
        if i2 > i1:
            left.append(("".join(old[i1:i2]), differs))
        if j2 > j1:
            right.append(("".join(new[j1:j2]), differs))
    return tuple(left), tuple(right)


def _plain(text: str) -> Marked:
    return ((text, False),) if text else _PLAIN


def _topics() -> Iterator[Topic]:
    return (topic for topics in PAGES.values() for topic in topics)


def _identity(record: Registrant | None, card: CardView, language: Language) -> Iterator[Row]:
    """Name, birth date and number: on file beside what the card or the claim says."""
    number = card.id_number or card.registration_number
    on_record = (record.registry_id if card.registration_number else record.id_number) if record else ""
    for about, on_file_text, card_text in (
        ("desk.row.name", record.name.full() if record else "", card.name),
        (
            "desk.row.birth_date",
            language.say_date(record.birth_date) if record else "",
            language.say_date(card.birth_date) if card.birth_date else "",
        ),
        (
            "desk.row.registration_number" if card.registration_number else "desk.row.id_number",
            on_record,
            number,
        ),
    ):
        same = not card_text or not record or _alike(on_file_text) == _alike(card_text)
        left, right = (_plain(on_file_text), _plain(card_text)) if same else marked(on_file_text, card_text)
        yield Row(words(about), left, right, _PLAIN, differs=not same)


def _alike(text: str) -> list[str]:
    return text.casefold().split()


def _reported(reported: Sequence[ReportedChange], say: Say) -> Iterator[Row]:
    """A row for each change; a move is one row."""
    for places in changes.in_rows(reported):
        if len(places) == 1:
            yield _changed(places[0], reported[places[0]], say)
        else:
            yield _moved(reported, places, say)


def _moved(reported: Sequence[ReportedChange], places: tuple[int, ...], say: Say) -> Row:
    ended, added = (reported[at] for at in places)
    old = changes.old_item(ended)
    left, right = marked(said(old, say) if old else "", change_said(added, say))
    day = since(added)
    if day is not None:
        right = (*right, ("\n" + say(words("desk.compare.instead", day=day)), False))
    return Row(_about(added.topic), left, _PLAIN, right, differs=True, changes=tuple(sorted(places)))


def _about(topic: Topic) -> Words:
    return words(f"desk.topic.{topic.value}")


def _changed(place: int, change: ReportedChange, say: Say) -> Row:
    old = changes.old_item(change)
    before, after = said(old, say) if old else "", change_said(change, say)
    left, right = (_plain(before), _plain(after)) if isinstance(change, Ended) else marked(before, after)
    day = since(change)
    if day is not None and not isinstance(change, Ended):
        right = (*right, ("\n" + say(words("desk.compare.since", day=day)), False))
    return Row(_about(change.topic), left, _PLAIN, right, differs=True, changes=(place,))


def _unchanged(record: Registrant | None, reported: Iterable[ReportedChange], say: Say) -> Iterator[Row]:
    if record is None:
        return
    touched = {(change.topic, getattr(change, "item_id", "")) for change in reported}
    for topic in _topics():
        for entry in on_file(record, topic):
            if (topic, entry.item_id) not in touched:
                yield Row(_about(topic), _plain(said(entry, say)), _PLAIN, _plain(say(SAME)), differs=False)


def _with_card_address(found: list[Row], page: CheckInPage, say: Say) -> list[Row]:
    """The card's address beside the home it belongs to, and what it is to each: never a guess."""
    on_record, reported = _homes(page)
    remark, agrees = words("desk.card_address.other"), False
    for name, addresses in (("reported", reported), ("on_file", on_record)):
        likeness = {compare(address, page.card.address) for address in addresses}
        if Likeness.SAME in likeness:
            remark, agrees = words(f"desk.card_address.{name}"), True
            break
        if Likeness.LOOKS_SIMILAR in likeness:
            remark = words("desk.card_address.similar")
    about = _about(Topic.RESIDENCES)
    first = next((place for place, row in enumerate(found) if row.about == about), None)
    text = _plain(_NO_PLUS_4.sub(r"\1", page.card.address))
    if first is None:
        return [*found, Row(about, _PLAIN, text, _PLAIN, differs=bool(page.record), remark=remark)]
    row = found[first]
    found[first] = replace(row, card=text, remark=remark, differs=row.differs or not agrees)
    return found


def _homes(page: CheckInPage) -> tuple[list[Address], list[Address]]:
    on_record = [_home(entry) for entry in (on_file(page.record, Topic.RESIDENCES) if page.record else ())]
    reported = [_home(changes.new_item(change)) for change in page.check_in.changes]
    return [home for home in on_record if home], [home for home in reported if home]


def _home(item: Item | None) -> Address | None:
    is_home = isinstance(item, Residence) and item.kind is ResidenceKind.HOME
    return item.address if is_home and isinstance(item, Residence) else None
