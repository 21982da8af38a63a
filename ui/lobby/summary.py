"""Every topic with its answer, in words: what the summary shows and what the signature stands under."""

from __future__ import annotations

from kiosk.changes import Added, Changed, Ended, ReportedChange, Told, in_rows, old_item
from kiosk.check_in import Answer
from kiosk.topics import PAGES, TOLD_ONLY, Topic
from kiosk.visit import Visit
from ui import entries
from ui.lobby.topics import topic_name
from ui.style.look import Look
from ui.widgets.was_now import Line


def summary_lines(visit: Visit, look: Look) -> tuple[tuple[Topic, Line], ...]:
    """One line for each topic not changed, one for each reported change or move, in the order asked."""
    lines: list[tuple[Topic, Line]] = []
    for topics in PAGES.values():
        for topic in topics:
            if visit.answer(topic) is Answer.CHANGED:
                told = visit.changes_of(topic)
                rows = (tuple(told[at] for at in places) for places in in_rows(told))
                lines += [(topic, _changed(topic, row, look)) for row in rows]
            else:
                lines.append((topic, _same(topic, visit, look)))
    return tuple(lines)


def shown_text(visit: Visit, look: Look) -> tuple[str, ...]:
    """The lines exactly as they stand on the screen, for the hash under the signature."""
    return tuple(line.spoken() for _, line in summary_lines(visit, look))


def _same(topic: Topic, visit: Visit, look: Look) -> Line:
    record = visit.record
    on_file = ""
    if record is not None:
        known = (record.name,) if topic is Topic.NAME else record.entries(topic)
        on_file = "\n".join(entries.title(entry, look.language) for entry in known)
        hidden = topic in TOLD_ONLY or topic in (Topic.PASSPORTS, Topic.LICENSES)
        if not on_file and not hidden:
            on_file = look.say("lobby.none_on_file")
    return Line(topic_name(look, topic), on_file, "", changed=False, mark=look.say("lobby.same"))


def _changed(topic: Topic, row: tuple[ReportedChange, ...], look: Look) -> Line:
    was, now = "", ""
    language = look.language
    match row[-1]:
        case Added(item=item, since=since):
            mark, now = "lobby.new", entries.line(item, language)
            if (old := old_item(row[0])) is not None:
                mark, was = "lobby.changed", entries.line(old, language)
        case Changed(before=before, after=after):
            was = entries.line(before, language) if before is not None else ""
            mark, now = "lobby.changed", entries.line(after, language)
            since = row[-1].since
        case Ended(before=before, ended_on=day):
            mark, was, now, since = "lobby.changed", entries.line(before, language), "", None
            now = look.say("lobby.ended", day=day)
        case Told(text=text, since=since):
            mark, now = "lobby.changed", text
    said_since = look.say("lobby.since", day=since) if since is not None else ""
    if said_since not in now:
        now = f"{now}, {said_since}"
    return Line(topic_name(look, topic), was, now, changed=True, mark=look.say(mark))
