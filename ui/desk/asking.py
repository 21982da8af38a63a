"""Asks the station off the window's thread and gives every kind of trouble its one way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from kiosk.problems import problem
from kiosk.words import Words, words
from sync.station.client import new_id
from sync.station.desk_wire import Refused, SignInAgain, Trouble, Unreachable
from ui.desk.here import Here
from ui.desk.said import sentence
from ui.jobs import Cancel, Jobs

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Bug:
    bug: Exception


class Asking:
    """``signed_out`` is called whenever the session turns out to be over, whatever was asked."""

    def __init__(self, jobs: Jobs, signed_out: Callable[[], None]) -> None:
        self.jobs = jobs
        self._signed_out = signed_out
        self._sign_in = self._first = 0

    def begin(self, *, another: bool) -> None:
        """Somebody has signed in. That an earlier sign-in is over concerns nobody any more; if it is
        ``another`` officer, no answer to what was asked before them does."""
        self._sign_in += 1
        if another:
            self._first = self._sign_in

    def ask(
        self,
        question: Callable[[], T | Trouble],
        then: Callable[[T], None],
        otherwise: Callable[[Refused | Unreachable], None],
    ) -> Cancel:
        """Ask in a job; the answer goes to ``then``, trouble to ``otherwise``, and so does a bug.

        The bug is then raised in the window's thread. Whoever asks looks whether the page that it was asked
        from is still shown (``Work.shows``).
        """
        asked_in = self._sign_in

        def asked(_cancel: Cancel) -> T | Trouble | _Bug:
            try:
                return question()
            except Exception as bug:  # what asked must not stay busy; the window's thread raises it
                return _Bug(bug)

        def told(answer: T | Trouble | _Bug) -> None:
            if isinstance(answer, _Bug):
                otherwise(Refused(problem("program_failed"), status=0))
                raise answer.bug
            if asked_in < self._first:
                return
            if isinstance(answer, SignInAgain):
                if asked_in == self._sign_in:
                    self._signed_out()
                # It was not done; the page that waits for it can be used again after the next sign-in.
                otherwise(Refused(problem("sign_in_again"), status=401))
            elif isinstance(answer, Refused | Unreachable):
                otherwise(answer)
            else:
                then(answer)

        return self.jobs.run(asked, told)


class Unanswered:
    """One id for one question until it is answered: asked again after a lost answer it is done once."""

    def __init__(self) -> None:
        self._said: tuple[object, ...] = ()
        self._id = ""

    def id_of(self, *said: object) -> str:
        """The id of what is said now: the last one's, if just this was said and never answered."""
        if said != self._said:
            self._said, self._id = said, new_id()
        return self._id

    def answered(self, trouble: Refused | Unreachable | None = None) -> None:
        """The answer came: what is said next is something new. An answer that was lost is none."""
        if not isinstance(trouble, Unreachable):
            self._said = ()


def trouble_said(here: Here, trouble: Refused | Unreachable) -> str:
    """What happened and what to do, as one text."""
    if isinstance(trouble, Refused):
        return sentence(here.look, trouble.problem)
    return here.say(unreachable_words(trouble))


def unreachable_words(trouble: Unreachable) -> Words:
    """Whether the question may have been carried out is the one thing the officer must know."""
    return words("desk.unreachable.maybe_done") if trouble.maybe_done else words("desk.unreachable.not_done")
