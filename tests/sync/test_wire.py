"""The wire: every kiosk value comes back as it was, and whatever else arrives is named."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum, IntEnum, StrEnum
from types import NoneType
from typing import Any, Literal, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk import changes, id_card, papers, registrant, review
from kiosk.amendment import Amendment
from kiosk.appearance import Appearance, AppearanceFacts
from kiosk.changes import Added, ReportedChange
from kiosk.check_in import Arrival, CheckIn, Claim
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant
from kiosk.registry_update import RegistryUpdate
from kiosk.topics import OwnRecord, Topic
from kiosk.words import Words, words
from sync import kiosk_wire
from sync.wire import MAX_WIRE, NotUnderstood, from_wire, to_wire
from sync.wire_plans import plan_for
from tests.specimens import records

ZONES = [dt.UTC, dt.timezone(dt.timedelta(hours=-5)), dt.timezone(dt.timedelta(hours=14))]
MOMENTS = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2200, 1, 1), timezones=st.sampled_from(ZONES))
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)

st.register_type_strategy(dt.datetime, MOMENTS)
st.register_type_strategy(str, TEXT)
st.register_type_strategy(float, st.floats(0, 1))
st.register_type_strategy(int, st.integers(-(2**53) + 1, 2**53 - 1))
# Only what a kiosk draws is an id.
DRAWN = st.text("0123456789abcdefABCDEF-_", min_size=1, max_size=56)
st.register_type_strategy(
    kiosk_wire.CallHelp,
    st.builds(kiosk_wire.CallHelp, help_id=DRAWN),
)
# Words hold Words; two levels are enough and end.
ARGS = TEXT | st.integers(-99, 99) | st.dates() | MOMENTS | st.times() | st.just(words("inner", n=1))
st.register_type_strategy(
    Words, st.builds(Words, TEXT, st.lists(st.tuples(TEXT, ARGS), max_size=2).map(tuple))
)


def travellers() -> list[type]:
    """Every class that travels between kiosk, station and registry as one value."""
    return [
        Arrival,
        CheckIn,
        Registrant,
        RegistryUpdate,
        AppearanceFacts,
        OwnRecord,
        Problem,
        review.Checklist,
        papers.TicketPaper,
        papers.CompletionReceiptPaper,
        *(
            kind
            for kind in vars(kiosk_wire).values()
            if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == kiosk_wire.__name__
        ),
    ]


@pytest.mark.parametrize("kind", travellers(), ids=lambda kind: kind.__name__)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_every_value_comes_back_as_it_was(kind: type, data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    wire = to_wire(value)
    assert from_wire(kind, wire) == value
    assert to_wire(from_wire(kind, wire)) == wire


@given(st.from_type(Added) | st.from_type(changes.Ended) | st.from_type(changes.Told))
def test_a_change_comes_back_as_its_own_kind(change: ReportedChange) -> None:
    back = from_wire(ReportedChange, to_wire(change, ReportedChange))
    assert back == change
    assert type(back) is type(change)


def test_entries_of_the_same_shape_stay_apart() -> None:
    name = registrant.OnlineIdentifier("1", "x", "y")
    license_ = registrant.ProfessionalLicense("1", "x", "y", "MO")
    for item in (name, license_, registrant.Phone("1", "8165550100"), registrant.Email("1", "a@example.org")):
        change = Added(Topic.OTHER, item, None)
        back = from_wire(ReportedChange, to_wire(change, ReportedChange))
        assert type(back.item) is type(item)


def test_a_date_in_a_sentence_stays_a_date_and_a_text_a_text() -> None:
    said = words("k", day=dt.date(2027, 5, 3), text="2027-05-03", at=records.NOW, time=dt.time(14, 5), n=3)
    back = from_wire(Words, to_wire(said))
    assert back == said
    assert [type(value) for _, value in back.args] == [type(value) for _, value in said.args]


def test_a_whole_check_in_travels_in_a_few_thousand_bytes() -> None:
    check_in_ = records.check_in(changes=records.moved_house())
    wire = to_wire(check_in_)
    assert from_wire(CheckIn, wire) == check_in_
    assert len(wire) < 20_000


def test_an_appearance_never_travels() -> None:
    with pytest.raises(TypeError, match="not made to travel"):
        plan_for(Appearance).encode(Appearance.__new__(Appearance))
    assert "appearance" in {one.name for one in fields(RegistryUpdate)}
    assert get_type_hints(RegistryUpdate)["appearance"] == AppearanceFacts | Amendment


def wire_of(value: object, version: object = 1) -> bytes:
    """Any JSON in the frame."""
    return json.dumps({"appear": version, "value": value}).encode()


@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_not_understood_and_raise_nothing(garbage: bytes) -> None:
    assert isinstance(from_wire(CheckIn, garbage), NotUnderstood)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_json_of_any_kind_is_not_understood_and_raises_nothing(value: object) -> None:
    for kind in (Registrant, CheckIn, ReportedChange, Words, kiosk_wire.Board):
        assert isinstance(from_wire(kind, wire_of(value)), NotUnderstood)
        assert isinstance(from_wire(kind, wire_of({"is": getattr(kind, "__name__", "Added")})), NotUnderstood)


@given(st.data(), JSON)
def test_a_value_with_one_part_replaced_is_refused_or_is_another_good_value(
    data: st.DataObject, other: object
) -> None:
    tree = json.loads(to_wire(records.check_in(changes=records.moved_house())))
    place: Any = tree
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            place[key] = other
            break
        place = place[key]
    answer = from_wire(CheckIn, json.dumps(tree).encode())
    assert isinstance(answer, NotUnderstood) or from_wire(CheckIn, to_wire(answer)) == answer


@dataclass(frozen=True, slots=True)
class Inner:
    number: int
    words: Words | None = None


class Size(IntEnum):
    SMALL = 1
    LARGE = 2


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Everything:
    text: str = "x"
    number: int = 1
    share: float = 0.5
    yes: bool = True
    raw: bytes = b"\x00\xff"
    day: dt.date = dt.date(2027, 5, 3)
    time: dt.time = dt.time(14, 5)
    at: dt.datetime = dt.datetime(2027, 5, 3, 14, 5, tzinfo=dt.UTC)
    size: Size = Size.SMALL
    sex: Literal["M", "F"] | None = None
    pair: tuple[int, str] = (1, "a")
    inner: tuple[Inner, ...] = (Inner(1),)
    sizes: frozenset[Size] = frozenset({Size.LARGE, Size.SMALL})
    named: dict[str, Inner] = field(default_factory=lambda: {"b": Inner(2), "a": Inner(1)})
    mixed: str | dt.date | Size | Colour | Inner | float | None = None


MIXED = ["2027-05-03", dt.date(2027, 5, 3), Size.LARGE, Colour.RED, Inner(3), 0.5, None]


@pytest.mark.parametrize("mixed", MIXED, ids=repr)
def test_each_alternative_of_a_union_comes_back_as_itself(mixed: Any) -> None:
    back = from_wire(Everything, to_wire(Everything(mixed=mixed)))
    assert back == Everything(mixed=mixed)
    assert type(back.mixed) is type(mixed)


def test_writing_takes_what_python_takes() -> None:
    back = from_wire(Everything, to_wire(Everything(share=1, text=Colour.RED, mixed=2)))
    assert back == Everything(share=1.0, text="red", mixed=2.0)
    assert type(back.share) is type(back.mixed) is float
    assert type(back.text) is str


def test_sets_and_mappings_are_written_in_one_order() -> None:
    one = Everything(named={"a": Inner(1), "b": Inner(2)})
    assert to_wire(one) == to_wire(Everything())


def test_text_that_no_store_can_hold_is_mended_on_the_way_out() -> None:
    back = from_wire(Everything, to_wire(Everything(text="a\x00b\ud800c")))
    assert back == Everything(text="a�b�c")


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"text": 1}, "str", "text"),
    ({"text": "a\x00"}, "str", "text"),
    ({"text": "\ud800"}, "str", "text"),
    ({"number": True}, "int", "number"),
    ({"number": 1.0}, "int", "number"),
    ({"number": "1"}, "int", "number"),
    ({"number": 2**53}, "int", "number"),
    ({"share": 10**400}, "float", "share"),
    ({"yes": 1}, "bool", "yes"),
    ({"raw": "no base64!"}, "bytes", "raw"),
    ({"day": "20270503"}, "date", "day"),
    ({"day": "2027-02-30"}, "date", "day"),
    ({"time": "25:00"}, "time", "time"),
    ({"at": "2027-05-03T14:05:00"}, "datetime", "at"),
    ({"at": "0001-01-01T00:00:00+14:00"}, "datetime", "at"),
    ({"at": "9999-12-31T23:59:59-14:00"}, "datetime", "at"),
    ({"size": 3}, "Size", "size"),
    ({"size": "1"}, "Size", "size"),
    ({"size": True}, "Size", "size"),
    ({"sex": "X"}, "one of M, F", "sex"),
    ({"pair": [1]}, "list of 2", "pair"),
    ({"pair": [1, 2]}, "str", "pair[1]"),
    ({"pair": {}}, "list", "pair"),
    ({"inner": [{"is": "Inner", "number": 1}, {"is": "Inner", "number": ""}]}, "int", "inner[1].number"),
    ({"inner": [{"number": 1}]}, "Inner", "inner[0]"),
    ({"inner": [{"is": "Inner"}]}, "Inner with number", "inner[0]"),
    ({"inner": [{"is": "Inner", "number": 1, "more": 2}]}, "Inner without unknown fields", "inner[0]"),
    ({"sizes": [1, 1]}, "each once", "sizes"),
    ({"named": {"Alex Quill": {"is": "Inner", "number": ""}}}, "int", "named[0].number"),
    ({"named": []}, "object", "named"),
    ({"mixed": {"is": "date", "value": "x"}}, "date", "mixed"),
    ({"mixed": {"is": "date"}}, "str or date", "mixed"),
    ({"mixed": {"is": ["date"]}}, "str or date", "mixed"),
    ({"mixed": {"is": "Everything"}}, "str or date", "mixed"),
    ({"mixed": [1]}, "str or date", "mixed"),
    ({"unknown": 1}, "Everything without unknown fields", ""),
]


@pytest.mark.parametrize(("wrong", "why", "where"), REFUSED, ids=repr)
def test_what_does_not_fit_is_refused_with_its_place(wrong: dict[str, Any], why: str, where: str) -> None:
    answer = from_wire(Everything, wire_of({"is": "Everything", **wrong}))
    assert isinstance(answer, NotUnderstood), answer
    assert answer.why.startswith(why)
    assert answer.where == where


@pytest.mark.parametrize(
    ("wire", "why"),
    [
        (b"", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b'{"appear":1,"value":NaN}', "not_json"),
        (b'{"appear":1,"appear":1,"value":1}', "not_json"),
        (b'{"appear":1,"value":' + b"9" * 5000 + b"}", "not_json"),
        (b"[]", "not_framed"),
        (b'{"appear":1}', "not_framed"),
        (b'{"appear":2,"value":{}}', "other_version"),
        (b'{"appear":1.0,"value":{}}', "other_version"),
        (b'{"appear":true,"value":{}}', "other_version"),
        (b" " * (MAX_WIRE + 1), "too_long"),
    ],
    ids=lambda given: repr(given)[:40],
)
def test_bytes_in_no_frame_of_ours_are_named(wire: bytes, why: str) -> None:
    assert from_wire(Everything, wire) == NotUnderstood(why)


def test_a_later_field_with_a_default_may_be_missing() -> None:
    assert from_wire(Inner, wire_of({"is": "Inner", "number": 4})) == Inner(4)


@dataclass(frozen=True, slots=True)
class Grown:
    number: int
    notes: tuple[str, ...] = field(default=(), metadata={"later": True})


def test_a_field_that_came_later_is_written_only_when_it_says_something() -> None:
    assert plan_for(Grown).encode(Grown(4)) == {"is": "Grown", "number": 4}
    assert plan_for(Grown).encode(Grown(4, ("a",))) == {"is": "Grown", "number": 4, "notes": ["a"]}
    assert from_wire(Grown, to_wire(Grown(4))) == Grown(4)


def test_a_record_without_a_denial_is_told_as_it_was_before_there_were_any() -> None:
    assert "denials" not in plan_for(Registrant).encode(records.registrant())


def test_what_is_not_understood_is_told_without_what_was_sent() -> None:
    answer = from_wire(Everything, wire_of({"is": "Everything", "text": 5, "Alex Quill": "Birchwood"}))
    assert "Quill" not in repr(answer)
    assert "Birchwood" not in repr(answer)


@pytest.mark.parametrize(
    "wrong",
    [
        Everything(text=5),  # type: ignore[arg-type]
        Everything(number="1"),  # type: ignore[arg-type]
        Everything(number=2**60),
        Everything(share=float("nan")),
        Everything(at=dt.datetime(2027, 5, 3)),
        Everything(pair=(1,)),  # type: ignore[arg-type]
        Everything(inner=[Inner(1)]),  # type: ignore[arg-type]
        Everything(mixed=object()),  # type: ignore[arg-type]
        Everything(sex="X"),  # type: ignore[arg-type]
    ],
    ids=lambda wrong: "",
)
def test_a_value_unlike_its_annotations_is_a_bug(wrong: Everything) -> None:
    with pytest.raises((TypeError, ValueError)):
        to_wire(wrong)


@dataclass(frozen=True)
class TwoLists:
    x: tuple[int, ...] | frozenset[int] | None


@dataclass(frozen=True)
class AnyThing:
    x: Any


class Unset(Enum):
    PAIR = (1, 2)


@pytest.mark.parametrize("kind", [TwoLists, AnyThing])
def test_a_class_with_a_part_that_cannot_be_told_apart_or_is_unknown_is_a_bug(kind: type) -> None:
    with pytest.raises(TypeError):
        from_wire(kind, wire_of({"is": kind.__name__, "x": 1}))


@pytest.mark.parametrize("kind", [Unset, object, set, complex, Any])
def test_a_type_that_is_not_meant_to_travel_is_a_bug(kind: Any) -> None:
    with pytest.raises(TypeError):
        plan_for(kind)


@dataclass(frozen=True, slots=True)
class Even:
    number: int

    def __post_init__(self) -> None:
        if self.number % 2:
            raise ValueError(f"{self.number} is odd")


def test_a_value_its_own_rules_refuse_is_not_understood() -> None:
    assert from_wire(Even, to_wire(Even(2))) == Even(2)
    assert from_wire(Even, wire_of({"is": "Even", "number": 3})) == NotUnderstood(
        "Even that its own rules allow"
    )


def test_a_problem_travels() -> None:
    trouble = problem("check_in_cannot_move", state="waiting", day=dt.date(2027, 5, 3))
    assert from_wire(Problem, to_wire(trouble)) == trouble


def test_the_question_about_a_card_holds_no_more_than_matching_needs() -> None:
    card = replace(_card(), street="415 Birchwood Ter", first="Alex")
    asked = kiosk_wire.question_about(card)
    wire = to_wire(asked)
    assert b"Birchwood" not in wire
    assert b"Alex" not in wire
    assert isinstance(asked.identity, id_card.IdCard)
    kept = {one.name for one in fields(card) if getattr(asked.identity, one.name) is not None}
    assert kept == {"last", "birth_date", "id_number", "issuer", "aamva_version", "last_truncated"}


def _card() -> id_card.IdCard:
    hints = get_type_hints(id_card.IdCard)
    fields_: dict[str, Any] = {name: None for name, kind in hints.items() if NoneType in get_args(kind)}
    fields_ |= {"last": "QUILL", "birth_date": dt.date(1980, 11, 5), "id_number": "S123456789"}
    return id_card.IdCard(**fields_, issuer="636030", aamva_version=10, last_truncated=False)


def test_a_claim_is_asked_as_it_was_made() -> None:
    claim = Claim(first="Alex", last="Quill", birth_date=dt.date(1980, 11, 5))
    assert kiosk_wire.question_about(claim).identity == claim
