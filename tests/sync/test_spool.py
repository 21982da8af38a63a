"""The spool: sealed, numbered, bounded, shared by threads, and honest about its disk."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from sync import spool as spool_module
from sync.envelope import MAX_BODY, CannotOpen, open_envelope
from sync.spool import (
    Spool,
    Spooled,
    SpoolFull,
    SpoolLimits,
    SpoolState,
    SpoolTrouble,
    open_spool,
    set_aside,
)
from tests.sync.an_office import MOMENT, SealingPair

PAIR = SealingPair()
DAY = MOMENT.date()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kiosk" / "spool.sqlite"


def put(spool: Spool, item: str, body: bytes = b"body", kind: str = "check_in") -> int:
    """Put what must find room; its number."""
    spooled = spool.put(kind, item, body, MOMENT)
    assert isinstance(spooled, Spooled), spooled
    return spooled.sequence


def numbers(spool: Spool) -> list[int]:
    """The numbers that wait to be sent."""
    waiting = spool.waiting()
    assert not isinstance(waiting, SpoolTrouble), waiting
    return [item.sequence for item in waiting]


def envelope(spool: Spool, sequence: int) -> bytes:
    """The envelope under a number, which must be there."""
    found = spool.envelope(sequence)
    assert isinstance(found, bytes), found
    return found


def test_what_is_put_waits_sealed_under_the_next_number(file: Path) -> None:
    spool = PAIR.spool(file)
    assert [put(spool, "one", b"first"), put(spool, "two", b"second")] == [1, 2]
    opened = PAIR.open(envelope(spool, 2))
    assert (opened.body, opened.header.sequence, opened.header.item) == (b"second", 2, "two")
    assert (opened.header.kiosk, opened.header.kind, opened.header.sealed_at) == (
        "lobby-1",
        "check_in",
        MOMENT,
    )


def test_items_wait_oldest_first_with_what_names_them(file: Path) -> None:
    spool = PAIR.spool(file)
    put(spool, "a", kind="arrival")
    put(spool, "b")
    waiting = spool.waiting()
    assert not isinstance(waiting, SpoolTrouble)
    assert [(one.sequence, one.kind, one.item_id, one.put_at, one.parked_for) for one in waiting] == [
        (1, "arrival", "a", MOMENT, None),
        (2, "check_in", "b", MOMENT, None),
    ]


def test_the_kiosk_cannot_open_what_it_sealed(file: Path) -> None:
    spool = PAIR.spool(file)
    sealed = envelope(spool, put(spool, "x"))
    answer = open_envelope(sealed, [PAIR.signing], {"lobby-1": [PAIR.signing.public_key()]})
    assert isinstance(answer, CannotOpen)


def test_a_number_is_never_given_twice_even_after_everything_was_forgotten(file: Path) -> None:
    spool = PAIR.spool(file)
    for expected in range(1, 4):
        number = put(spool, f"item-{expected}")
        assert number == expected
        assert spool.forget(number) is None
    assert put(PAIR.spool(file), "after-a-restart") == 4


@given(st.lists(st.sampled_from(["put", "forget", "park", "again", "reopen"]), max_size=12))
def test_numbers_grow_and_items_stay_until_forgotten(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    file = tmp_path_factory.mktemp("spool") / "spool.sqlite"
    spool, waiting, parked, last = PAIR.spool(file), [], set(), 0
    for step in steps:
        if step == "put":
            number = put(spool, f"item-{last}")
            assert number > last
            last = number
            waiting.append(number)
        elif step == "forget" and waiting:
            assert spool.forget(waiting.pop(0)) is None
        elif step == "park" and waiting:
            parked.add(waiting[0])
            assert spool.park(waiting.pop(0), "id_with_other_body") is None
        elif step == "again":
            assert spool.send_parked_again() is None
            waiting, parked = sorted([*waiting, *parked]), set()
        elif step == "reopen":
            spool = PAIR.spool(file)
        assert numbers(spool) == waiting
    state = spool.state()
    assert isinstance(state, SpoolState)
    oldest = MOMENT if waiting or parked else None
    assert state == SpoolState(len(waiting), len(parked), oldest, state.spool, last)


def test_forgetting_twice_is_harmless(file: Path) -> None:
    spool = PAIR.spool(file)
    number = put(spool, "x")
    assert spool.forget(number) is None
    assert spool.forget(number) is None
    assert spool.envelope(number) is None


def test_what_is_parked_is_kept_with_its_reason_and_not_sent_by_itself(file: Path) -> None:
    spool = PAIR.spool(file)
    put(spool, "good")
    spool.park(put(spool, "bad"), "id_with_other_body")
    assert numbers(spool) == [1]
    parked = spool.parked()
    assert not isinstance(parked, SpoolTrouble)
    assert [(one.sequence, one.parked_for) for one in parked] == [(2, "id_with_other_body")]
    assert PAIR.open(envelope(spool, 2)).header.item == "bad"
    assert spool.send_parked_again() is None
    assert numbers(spool) == [1, 2]


def test_nothing_of_a_forgotten_item_stays_in_the_file(file: Path) -> None:
    spool = PAIR.spool(file)
    put(spool, "stays")
    number = put(spool, "goes", b"x" * 3000)
    sealed = pieces(envelope(spool, number))
    assert all(part in file.read_bytes() for part in sealed)
    spool.forget(number)
    assert not any(part in file.read_bytes() for part in sealed)


def pieces(sealed: bytes) -> list[bytes]:
    """Pieces of an envelope as they lie in the pages of the file."""
    return [sealed[at : at + 64] for at in (0, 1000, 2000)]


def test_a_full_spool_refuses_by_name_and_writes_nothing(file: Path) -> None:
    spool = PAIR.spool(file, SpoolLimits(items=3))
    for item in "abc":
        put(spool, item)
    assert spool.put("check_in", "d", b"body", MOMENT) == SpoolFull(3)
    assert numbers(spool) == [1, 2, 3]
    spool.forget(2)
    assert put(spool, "d") == 4


def test_a_spool_full_of_bytes_refuses_by_name(file: Path) -> None:
    spool = PAIR.spool(file, SpoolLimits(total_bytes=10_000))
    put(spool, "a", bytes(6000))
    assert spool.put("check_in", "b", bytes(6000), MOMENT) == SpoolFull(1)
    put(spool, "c", bytes(100))


def test_arrivals_leave_room_for_check_ins(file: Path) -> None:
    spool = PAIR.spool(file, SpoolLimits(items=10, arrivals_share=0.8))
    for count in range(8):
        put(spool, f"arrival-{count}", kind="arrival")
    assert spool.put("arrival", "one-more", b"body", MOMENT) == SpoolFull(8)
    put(spool, "check-in")


def test_what_is_parked_takes_room_too(file: Path) -> None:
    spool = PAIR.spool(file, SpoolLimits(items=1))
    spool.park(put(spool, "x"), "id_with_other_body")
    assert spool.put("check_in", "y", b"body", MOMENT) == SpoolFull(1)


def test_a_body_too_long_is_refused_by_name(file: Path) -> None:
    assert PAIR.spool(file).put("check_in", "x", bytes(MAX_BODY + 1), MOMENT) == SpoolTrouble("body_too_long")


def test_only_this_account_may_read_the_spool(file: Path) -> None:
    spool = PAIR.spool(file)
    put(spool, "x")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_every_commit_waits_for_the_disk_and_overwrites_what_it_deletes(file: Path) -> None:
    PAIR.spool(file)
    base = spool_module._connect(file)
    try:
        found = {
            name: base.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "secure_delete")
        }
        assert base.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    finally:
        base.close()
    assert found == {"synchronous": 3, "secure_delete": 1}


def test_eight_threads_put_and_forget_without_losing_or_repeating_a_number(file: Path) -> None:
    spool = PAIR.spool(file)

    def work(worker: int) -> list[int]:
        given = [put(spool, f"{worker}-{count}") for count in range(6)]
        for number in given[:3]:
            assert spool.forget(number) is None
        return given

    with ThreadPoolExecutor(8) as pool:
        given = [number for numbers in pool.map(work, range(8)) for number in numbers]
    assert sorted(given) == list(range(1, 49))
    assert len(numbers(spool)) == 24


def test_after_a_damaged_spool_no_number_is_given_twice(file: Path) -> None:
    spool = PAIR.spool(file)
    assert spool.skip_tickets(DAY, "A", 300) is None
    assert spool.next_ticket(DAY, "A") == 301
    assert spool.skip_tickets(DAY, "A", 300) is None
    assert spool.next_ticket(DAY, "A") == 302
    assert spool.next_ticket(DAY + dt.timedelta(days=1), "A") == 1


def test_ticket_numbers_count_from_one_for_each_day_and_letter(file: Path) -> None:
    spool = PAIR.spool(file)
    tomorrow = DAY + dt.timedelta(days=1)
    assert [spool.next_ticket(DAY, "A") for _ in range(3)] == [1, 2, 3]
    assert spool.next_ticket(DAY, "B") == 1
    assert spool.next_ticket(tomorrow, "A") == 1
    assert PAIR.spool(file).next_ticket(DAY, "A") == 4


def test_ticket_numbers_are_given_once_to_many_threads(file: Path) -> None:
    spool = PAIR.spool(file)
    with ThreadPoolExecutor(6) as pool:
        given = list(pool.map(lambda _: spool.next_ticket(DAY, "A"), range(40)))
    assert sorted(str(number) for number in given) == sorted(map(str, range(1, 41)))


def test_two_programs_may_make_the_spool_at_once(file: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        spools = list(pool.map(lambda _: PAIR.spool(file), range(6)))
    assert [put(spool, f"item-{place}") for place, spool in enumerate(spools)] == [1, 2, 3, 4, 5, 6]
    assert len({PAIR.open(envelope(spools[0], number)).header.spool for number in range(1, 7)}) == 1


def spoil_header(file: Path) -> None:
    file.write_bytes(b"not a database" + file.read_bytes()[14:])


def spoil_tables(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    for at in range(4096, len(whole) - 64, 512):
        whole[at : at + 64] = b"\xa5" * 64
    file.write_bytes(whole)


@pytest.mark.parametrize("spoil", [spoil_header, spoil_tables])
def test_a_damaged_spool_is_named_kept_and_replaced(file: Path, spoil: Callable[[Path], None]) -> None:
    before = PAIR.spool(file)
    spool_id = PAIR.open(envelope(before, put(before, "x"))).header.spool
    spoil(file)
    assert open_spool(file, PAIR.spool_keys()) == SpoolTrouble("damaged")
    damaged = file.read_bytes()
    kept = set_aside(file, MOMENT)
    assert kept.read_bytes() == damaged
    after = PAIR.spool(file)
    # Numbers begin again, under another spool's name: the station cannot take them for the old ones.
    assert PAIR.open(envelope(after, put(after, "y"))).header.spool != spool_id


def test_a_spool_set_aside_takes_its_journal_along(file: Path) -> None:
    PAIR.spool(file)
    journal = file.with_name(file.name + "-journal")
    journal.write_bytes(b"half a transaction")
    kept = set_aside(file, MOMENT)
    assert not journal.exists()
    assert kept.with_name(kept.name + "-journal").read_bytes() == b"half a transaction"


def test_a_spool_of_another_version_is_left_alone(file: Path) -> None:
    PAIR.spool(file)
    base = sqlite3.connect(file)
    base.execute("PRAGMA user_version = 99")
    base.close()
    assert open_spool(file, PAIR.spool_keys()) == SpoolTrouble("other_version")


def test_a_spool_that_was_removed_is_trouble_and_not_silently_a_new_one(file: Path) -> None:
    spool = PAIR.spool(file)
    file.unlink()
    assert spool.put("check_in", "x", b"body", MOMENT) == SpoolTrouble("no_access")
    assert spool.waiting() == spool.parked() == spool.state() == SpoolTrouble("no_access")
    assert spool.envelope(1) == spool.forget(1) == spool.next_ticket(DAY, "A") == SpoolTrouble("no_access")
    assert not file.exists()


def test_a_place_that_is_no_file_is_named(tmp_path: Path) -> None:
    assert open_spool(tmp_path, PAIR.spool_keys()) == SpoolTrouble("no_access")
    assert open_spool(tmp_path / "x" / "spool.sqlite", PAIR.spool_keys()).__class__ is Spool
    (tmp_path / "plain").write_text("")
    assert open_spool(tmp_path / "plain" / "spool.sqlite", PAIR.spool_keys()) == SpoolTrouble("no_access")


def test_a_spool_held_by_another_program_is_busy(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spool = PAIR.spool(file)
    monkeypatch.setattr(spool_module, "_BUSY_SECONDS", 0.02)
    holder = sqlite3.connect(file, isolation_level=None)
    try:
        holder.execute("BEGIN EXCLUSIVE")
        assert spool.put("check_in", "x", b"body", MOMENT) == SpoolTrouble("busy")
        assert spool.next_ticket(DAY, "A") == SpoolTrouble("busy")
        holder.execute("ROLLBACK")
    finally:
        holder.close()
    assert put(spool, "x") == 1


def test_a_bug_is_not_taken_for_trouble_of_the_disk(file: Path) -> None:
    spool = PAIR.spool(file)
    with pytest.raises(ValueError, match="header cannot be sent: item"):
        spool.put("check_in", "not an id!", b"body", MOMENT)
    assert put(spool, "x") == 1


def test_a_new_station_key_seals_what_comes_next(file: Path) -> None:
    old = PAIR.spool(file)
    put(old, "x")
    changed = SealingPair()
    changed.signing = PAIR.signing
    put(changed.spool(file), "y")
    assert PAIR.open(envelope(old, 1)).header.item == "x"
    assert changed.open(envelope(old, 2)).header.item == "y"
    assert isinstance(changed.station, ec.EllipticCurvePrivateKey)
