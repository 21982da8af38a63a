"""The desk's side of the wire for reminders."""

from __future__ import annotations

from sync.station.asker import Asker
from sync.station.desk_wire import Trouble
from sync.station.reminder_wire import (
    ChooseReminders,
    PersonsReminders,
    ReminderLetters,
    Reminders,
    WriteReminders,
)


class RemindersLink:
    """Who asked to be reminded, and what was sent."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def listed(self, page: int = 0) -> Reminders | Trouble:
        """What waits first, then the newest."""
        return self._asker.ask(Reminders, "GET", "/v1/desk/reminders", query={"page": str(page)})

    def letters(self, said: WriteReminders) -> ReminderLetters | Trouble:
        """Write every letter that waits; the same asked again gives the same letters again."""
        path = "/v1/desk/reminders/letters"
        return self._asker.ask(ReminderLetters, "POST", path, body=said, patience_s=60.0)

    def letters_again(self, reminder_id: str) -> ReminderLetters | Trouble:
        """This letter and those written together with it, once more."""
        path = f"/v1/desk/reminders/{reminder_id}/letters"
        return self._asker.ask(ReminderLetters, "POST", path, patience_s=60.0)

    def of_person(self, registrant_id: str) -> PersonsReminders | Trouble:
        """What one person chose and was sent."""
        return self._asker.ask(PersonsReminders, "GET", _path(registrant_id))

    def choose(self, registrant_id: str, said: ChooseReminders) -> PersonsReminders | Trouble:
        """Write down what a person chose."""
        return self._asker.ask(PersonsReminders, "POST", _path(registrant_id), body=said)


def _path(registrant_id: str) -> str:
    return f"/v1/desk/registrants/{registrant_id}/reminders"
