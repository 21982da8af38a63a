"""Each topic's icon and name in the lobby, and its page's."""

from __future__ import annotations

from kiosk.topics import Page, Topic
from ui.style.icons import Icon
from ui.style.look import Look

TOPIC_ICONS = {
    Topic.RESIDENCES: Icon.HOME,
    Topic.MAILING: Icon.MAIL,
    Topic.ABSENCES: Icon.CALENDAR,
    Topic.WORK: Icon.WORK,
    Topic.SCHOOLS: Icon.SCHOOL,
    Topic.PHONES: Icon.PHONE,
    Topic.EMAILS: Icon.EMAIL,
    Topic.ONLINE: Icon.ONLINE,
    Topic.VEHICLES: Icon.CAR,
    Topic.PASSPORTS: Icon.PASSPORT,
    Topic.LICENSES: Icon.LICENSE,
    Topic.NAME: Icon.PERSON,
    Topic.LOOKS: Icon.LOOKS,
    Topic.TRAVEL: Icon.TRAVEL,
    Topic.OTHER: Icon.INFO,
}
PAGE_ICONS = {
    Page.LIVING: Icon.HOME,
    Page.WORKING: Icon.WORK,
    Page.CONTACT: Icon.PHONE,
    Page.VEHICLES: Icon.CAR,
    Page.MYSELF: Icon.PERSON,
}


def topic_name(look: Look, topic: Topic) -> str:
    """The topic's short name."""
    return look.say(f"lobby.topic.{topic.value}")
