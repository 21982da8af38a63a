"""What is said gently before the pages: early, late, or what an officer asks to have mended."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.law.lanes import Coming
from kiosk.topics import PAGES
from ui.lobby.scene import Scene
from ui.lobby.topics import topic_name
from ui.style.icons import Icon
from ui.widgets.blocks import Notice


def notices(scene: Scene) -> list[QWidget]:
    """Everything that this person should know before they go on; mostly nothing."""
    return [*mending(scene), *_appointment(scene), *_timing(scene)]


def _appointment(scene: Scene) -> list[QWidget]:
    """Whoever has a time of their own hears that it is known, also when they come early or late."""
    look, visit = scene.look, scene.visit
    if visit.appointment is None:
        return []
    title = look.say("lobby.appointment.title", at=visit.appointment.time())
    how = visit.coming.value if visit.coming in (Coming.EARLY, Coming.LATE) else "on_time"
    return [Notice(look, title, look.say(f"lobby.appointment.{how}"), Icon.CLOCK, "chosen")]


def mending(scene: Scene) -> list[QWidget]:
    """The officer's words about what is to be mended."""
    look, why = scene.look, scene.visit.mend
    if not why:
        return []
    said = look.say("lobby.mend.said", why=why)
    if named := [topic for topics in PAGES.values() for topic in topics if topic in scene.visit.to_mend]:
        topics = ", ".join(topic_name(look, topic) for topic in named)
        said = f"{look.say('lobby.mend.about', topics=topics)} {said}"
    return [Notice(look, look.say("lobby.mend.title"), said, Icon.SEND_BACK, "caution")]


def _timing(scene: Scene) -> list[QWidget]:
    look, timing = scene.look, scene.visit.timing
    if timing is None:
        return []
    title, text = (look.say(f"lobby.timing.{timing.value}{part}") for part in ("_title", ""))
    return [Notice(look, title, text, Icon.CALENDAR, "chosen")]
