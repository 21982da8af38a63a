"""What is on file beside what was reported, row by row, with the words that differ marked."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from kiosk import changes
from kiosk.changes import Added, Changed, Ended, ReportedChange, Told
from kiosk.check_in import CheckIn
from kiosk.entries import lines
from kiosk.registrant import Item, Registrant
from kiosk.topics import PAGES, Topic, on_file
from kiosk.words import Say, words

Marked = tuple[tuple[str, bool], ...]
"""Pieces of a text in order; True where they differ from the other side."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of one topic. ``change`` is its place among the reported changes; None when unchanged."""

    topic: Topic
    on_file: Marked
    reported: Marked
    change: int | None


def rows(check_in: CheckIn, record: Registrant | None, say: Say) -> tuple[Row, ...]:
    """Every topic: changed rows first, then what stays as it is; topics with nothing on file are left out."""
    changed = [_changed(place, change, say) for place, change in enumerate(check_in.changes)]
    touched = {(change.topic, getattr(change, "item_id", "")) for change in check_in.changes}
    same = [
        Row(topic, ((text, False),), ((say(words("desk.compare.same")), False),), None)
        for topics in PAGES.values()
        for topic in topics
        for entry in (on_file(record, topic) if record else ())
        if (topic, entry.item_id) not in touched
        for text in (said(entry, say),)
    ]
    return (*changed, *same)


def said(item: Item, say: Say) -> str:
    """An entry as one text, its lines joined."""
    return "\n".join(line if isinstance(line, str) else say(line) for line in lines(item))


def _changed(place: int, change: ReportedChange, say: Say) -> Row:
    old, new = changes.old_item(change), changes.new_item(change)
    before = said(old, say) if old else ""
    match change:
        case Added() | Changed():
            after = said(new, say) if new else ""
        case Ended(ended_on=day):
            after = say(words("desk.compare.ended", day=day))
        case Told(text=text):
            after = say(words("desk.compare.told", text=text))
    left, right = marked(before, after)
    return Row(change.topic, left, right, place)


def marked(before: str, after: str) -> tuple[Marked, Marked]:
    """Both texts cut into pieces, word by word; spaces stay with the word before them."""
    old, new = (re.findall(r"\S+\s*", text) for text in (before, after))
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    matcher = difflib.SequenceMatcher(
        None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False
    )
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        differs = kind != "equal"
        if i2 > i1:
            left.append(("".join(old[i1:i2]), differs))
        if j2 > j1:
            right.append(("".join(new[j1:j2]), differs))
    return tuple(left), tuple(right)
