"""Works the page of accounts and devices."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from sync.identity import Role
from sync.station.access_client import Access
from sync.station.access_wire import AccountSeen, NewAccount, ShownSecret
from sync.station.desk_wire import Refused, Trouble, Unreachable
from sync.station.office_wire import DeviceSeen, ShownCode
from ui.desk.access_dialogs import NewDeviceDialog, NewOfficerDialog, ShownOnceDialog, SureDialog
from ui.desk.asking import trouble_said
from ui.desk.pages.access import AccessPage
from ui.desk.work import Work

T = TypeVar("T")


class AccessWork:
    """Asks before anything that shuts somebody or something out, and shows secrets once."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._page: AccessPage | None = None

    def show(self) -> None:
        """Accounts and devices as they stand."""
        page = AccessPage(self._work.here)
        page.refresh_wanted.connect(self._load)
        page.officer_wanted.connect(self._new_officer)
        page.release_wanted.connect(self._release)
        page.sign_outs_wanted.connect(self._end_sign_ins)
        page.lock_wanted.connect(self._lock)
        page.authenticator_wanted.connect(self._authenticator)
        page.key_wanted.connect(self._key)
        page.device_wanted.connect(self._new_device)
        page.withdrawal_wanted.connect(self._withdraw)
        self._page = page
        self._work.window.show_page(page, "access")
        self._load()

    @property
    def _access(self) -> Access:
        return self._work.link.access

    def _on_screen(self) -> AccessPage | None:
        return self._page if self._page is not None and self._work.window.page is self._page else None

    def _load(self) -> None:
        self._ask(self._access.accounts, self._show_officers)
        self._ask(self._access.devices, self._show_devices)

    def _show_officers(self, accounts: tuple[AccountSeen, ...]) -> None:
        if (page := self._on_screen()) is not None:
            page.show_officers(accounts)

    def _show_devices(self, devices: tuple[DeviceSeen, ...]) -> None:
        if (page := self._on_screen()) is not None:
            page.show_devices(devices)

    # --- accounts -------------------------------------------------------------------------------------

    def _new_officer(self) -> None:
        if (page := self._on_screen()) is None:
            return
        dialog = NewOfficerDialog(self._work.here, page)
        dialog.chosen.connect(self._add)
        self._open(dialog)

    def _add(self, account: NewAccount) -> None:
        def added(made: AccountSeen) -> None:
            self._say(self._work.here.say("desk.access.added", name=made.full_name))
            self._load()

        self._ask(lambda: self._access.add(account), added)

    def _release(self, officer_id: str) -> None:
        self._do(partial(self._access.release, officer_id), "desk.access.released")

    def _end_sign_ins(self, officer_id: str) -> None:
        self._do(partial(self._access.end_sign_ins, officer_id), "desk.access.ended")

    def _lock(self, officer_id: str) -> None:
        do = partial(self._do, partial(self._access.lock, officer_id), "desk.access.locked_now")
        self._when_sure("desk.access.lock", ("desk.access.lock_told",), do)

    def _authenticator(self, officer_id: str) -> None:
        def ask() -> None:
            self._ask(partial(self._access.give_authenticator, officer_id), self._show_secret)

        self._when_sure("desk.access.app", ("desk.access.app_told", "desk.access.factor_told"), ask)

    def _key(self, officer_id: str) -> None:
        page = self._on_screen()
        chosen = page.chosen() if page is not None else None
        if chosen is None:
            return
        name = chosen.sign_in_name

        def given(_secret: ShownSecret) -> None:
            self._say(self._work.here.say("desk.access.key_given"))
            self._load()

        def ask() -> None:
            self._say(self._work.here.say("desk.access.touch"), "caution")
            self._ask(partial(self._access.give_key, officer_id, name), given)

        self._when_sure("desk.access.key", ("desk.access.key_told", "desk.access.factor_told"), ask)

    def _show_secret(self, secret: ShownSecret) -> None:
        self._show_once("desk.access.app", secret.uri, self._work.here.say("desk.access.scan"))
        self._load()

    # --- devices --------------------------------------------------------------------------------------

    def _new_device(self) -> None:
        if (page := self._on_screen()) is None:
            return
        dialog = NewDeviceDialog(self._work.here, page)
        dialog.chosen.connect(self._code)
        self._open(dialog)

    def _code(self, role: Role, name: str) -> None:
        def made(code: ShownCode) -> None:
            here = self._work.here
            self._show_once(
                "desk.access.code", code.code, here.say("desk.access.code_told", at=here.time(code.ends_at))
            )

        self._ask(lambda: self._access.code_for(role, name), made)

    def _withdraw(self, name: str) -> None:
        do = partial(self._do, partial(self._access.revoke, name), "desk.access.withdrawn_now")
        self._when_sure("desk.access.withdraw", ("desk.access.withdraw_told",), do)

    # --- ways of asking -------------------------------------------------------------------------------

    def _do(self, question: Callable[[], object | Trouble], said: str) -> None:
        def done(_found: object) -> None:
            self._say(self._work.here.say(said))
            self._load()

        self._ask(question, done)

    def _ask(self, question: Callable[[], T | Trouble], then: Callable[[T], None]) -> None:
        self._work.asking.ask(question, then, self._trouble)

    def _when_sure(self, title: str, told: tuple[str, ...], do: Callable[[], None]) -> None:
        if (page := self._on_screen()) is None:
            return
        say = self._work.here.say
        dialog = SureDialog(self._work.here, say(title), [say(one) for one in told], title, page)
        dialog.sure.connect(do)
        self._open(dialog)

    def _show_once(self, title: str, secret: str, told: str) -> None:
        if (page := self._on_screen()) is not None:
            self._open(ShownOnceDialog(self._work.here, self._work.here.say(title), secret, told, page))

    @staticmethod
    def _open(dialog: NewOfficerDialog | NewDeviceDialog | SureDialog | ShownOnceDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _say(self, text: str, tone: str = "done") -> None:
        if (page := self._on_screen()) is not None:
            page.say(text, tone)

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        self._say(trouble_said(self._work.here, trouble), "trouble")
        if isinstance(trouble, Unreachable) and trouble.maybe_done:
            self._load()
