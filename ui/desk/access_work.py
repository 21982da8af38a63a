"""Works the page of accounts and devices."""

from __future__ import annotations

from functools import partial

from sync.identity import Role
from sync.station.access_client import Access
from sync.station.access_wire import AccountSeen, NewAccount, ShownSecret
from sync.station.office_wire import DeviceSeen, ShownCode
from ui.desk.access_dialogs import NewDeviceDialog, NewOfficerDialog
from ui.desk.access_place import AccessPlace
from ui.desk.pages.access import AccessPage
from ui.desk.work import Work


class AccessWork:
    """Asks before anything that shuts somebody or something out, and shows secrets once."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._place = AccessPlace(work, self._load)

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
        self._place.put(page)
        self._load()

    @property
    def _access(self) -> Access:
        return self._work.link.access

    def _load(self) -> None:
        self._place.ask(self._access.accounts, self._show_officers)
        self._place.ask(self._access.devices, self._show_devices)

    def _show_officers(self, accounts: tuple[AccountSeen, ...]) -> None:
        if (page := self._place.page) is not None:
            page.show_officers(accounts)

    def _show_devices(self, devices: tuple[DeviceSeen, ...]) -> None:
        if (page := self._place.page) is not None:
            page.show_devices(devices)

    # --- accounts -------------------------------------------------------------------------------------

    def _new_officer(self) -> None:
        if (page := self._place.page) is None:
            return
        dialog = NewOfficerDialog(self._work.here, page)
        dialog.chosen.connect(self._add)
        self._place.open(dialog)

    def _add(self, account: NewAccount) -> None:
        def added(made: AccountSeen) -> None:
            self._place.say("desk.access.added", name=made.full_name)
            self._load()

        self._place.ask(lambda: self._access.add(account), added)

    def _release(self, officer_id: str) -> None:
        self._place.do(partial(self._access.release, officer_id), "desk.access.released")

    def _end_sign_ins(self, officer_id: str) -> None:
        self._place.do(partial(self._access.end_sign_ins, officer_id), "desk.access.ended")

    def _lock(self, officer_id: str) -> None:
        do = partial(self._place.do, partial(self._access.lock, officer_id), "desk.access.locked_now")
        self._place.when_sure("desk.access.lock", ("desk.access.lock_told",), do)

    def _authenticator(self, officer_id: str) -> None:
        def ask() -> None:
            self._place.ask(partial(self._access.give_authenticator, officer_id), self._show_secret)

        self._place.when_sure("desk.access.app", ("desk.access.app_told", "desk.access.factor_told"), ask)

    def _key(self, officer_id: str) -> None:
        page = self._place.page
        chosen = page.chosen() if page is not None else None
        if chosen is None:
            return
        name = chosen.sign_in_name

        def given(_secret: ShownSecret) -> None:
            self._place.say("desk.access.key_given")
            self._load()

        def ask() -> None:
            self._place.say("desk.access.touch", "caution")
            self._place.ask(partial(self._access.give_key, officer_id, name), given)

        self._place.when_sure("desk.access.key", ("desk.access.key_told", "desk.access.factor_told"), ask)

    def _show_secret(self, secret: ShownSecret) -> None:
        self._place.show_once("desk.access.app", secret.uri, self._work.here.say("desk.access.scan"))
        self._load()

    # --- devices --------------------------------------------------------------------------------------

    def _new_device(self) -> None:
        if (page := self._place.page) is None:
            return
        dialog = NewDeviceDialog(self._work.here, page)
        dialog.chosen.connect(self._code)
        self._place.open(dialog)

    def _code(self, role: Role, name: str) -> None:
        def made(code: ShownCode) -> None:
            here = self._work.here
            self._place.show_once(
                "desk.access.code", code.code, here.say("desk.access.code_told", at=here.time(code.ends_at))
            )

        self._place.ask(lambda: self._access.code_for(role, name), made)

    def _withdraw(self, name: str) -> None:
        do = partial(self._place.do, partial(self._access.revoke, name), "desk.access.withdrawn_now")
        self._place.when_sure("desk.access.withdraw", ("desk.access.withdraw_told",), do)
