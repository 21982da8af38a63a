"""`appear due` and `appear law`: dates with their reasons, vector files checked, the table of rules."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.law.calendar import parse_day
from kiosk.law.overdue import Overdue, overdue
from kiosk.law.person import PersonFacts, refusals
from kiosk.law.reading import parse_rulesets
from kiosk.law.rulesets import Agency, RulesetFault, Rulesets, for_agency
from kiosk.law.schedules import Answer, NeedsFact, Schedule, schedules, stopped_because
from kiosk.law.vectors import Differs, Ground, Malformed, NotUnderstood, Ok, check_case, parse_cases
from kiosk.law.windows import PrintedWindow, printed_windows
from kiosk.registrant import Standing
from kiosk.words import Words, words
from sync.rules import BrokenLaw, load_calendar, load_rulesets, ruleset_texts
from sync.station.law import with_photograph
from ui.texts import language, languages

OK, DIFFERENT, WRONG_INPUT = 0, 1, 2


def due(
    tier: str,
    born: str,
    last: str | None = None,
    *,
    registered: str | None = None,
    photograph: str | None = None,
    facts: Sequence[str] = (),
    as_of: str | None = None,
    as_json: bool = False,
    county: str = "Jackson",
    lang: str = "en",
    today: dt.date,
) -> int:
    """Print every schedule of a person with its reason, the printed windows, what was missed; the exit code.

    ``facts`` are ``NAME=true`` or ``NAME=false`` (or ``federal_tier=II``). Without ``as_of`` it is ``today``.
    0: answered (a schedule lacking a fact says which); 2: something given cannot be, and what.
    """
    if lang not in languages():
        return _refuse(f"--lang {lang}: there is no such language; there are {', '.join(languages())}.")
    read = _read_person(tier, born, last, registered, photograph, facts)
    day = today if as_of is None else _day("--as-of", as_of)
    if isinstance(read, str) or isinstance(day, str):
        return _refuse(read if isinstance(read, str) else str(day))
    say = language(lang).say
    if wrong := refusals(read, day):
        return _refuse(*(f"{refused.fact}: {say(refused.reason)}" for refused in wrong))
    try:
        rulesets, calendar = load_rulesets(Agency(county=county)), load_calendar()
    except BrokenLaw as broken:
        return _refuse(str(broken))
    read = with_photograph(given := read)
    answers = schedules(read, day, rulesets, calendar)
    windows = printed_windows(answers, day, calendar)
    missed = overdue(read, day, rulesets, calendar)
    if as_json:
        shown = {
            "as_of": day.isoformat(),
            "stopped": _said(stopped_because(read), lang),
            "photograph": _said(_photograph_as(given, read), lang),
            "schedules": [_schedule_json(answer, lang) for answer in answers],
            "printed_windows": [_window_json(window, lang) for window in windows],
            "missed": [_missed_json(one, lang) for one in missed],
        }
        _out(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        for line in (*_lines(given, read, day, answers, windows, lang), *_missed_lines(missed, lang)):
            _out(line)
    return OK


def _photograph_as(given: PersonFacts, read: PersonFacts) -> Words | None:
    """Which day the photograph is taken to be of, where none was given; as the office's boards take it."""
    if given.last_photograph == read.last_photograph or read.last_photograph is None:
        return None
    return words("law.photograph_as_verified", day=read.last_photograph)


def _read_person(
    tier: str,
    born: str,
    last: str | None,
    registered: str | None,
    photograph: str | None,
    facts: Iterable[str],
) -> PersonFacts | str:
    dates: dict[str, dt.date | None] = {}
    given = (("--born", born), ("--last", last), ("--registered", registered), ("--photograph", photograph))
    for option, text in given:
        day = None if text is None else _day(option, text)
        if isinstance(day, str):
            return day
        dates[option] = day
    known: dict[str, bool] = {}
    federal_tier = None
    for fact in facts:
        name, _, value = fact.partition("=")
        if name in known or (name == "federal_tier" and federal_tier is not None):
            return f"--fact {name}: it is given twice; say it once."
        if name == "federal_tier":
            federal_tier = value
        elif value.lower() in ("true", "false"):
            known[name] = value.lower() == "true"
        else:
            return f"--fact {fact}: write it as NAME=true or NAME=false."
    return PersonFacts(
        tier=tier,
        born=dates["--born"],
        registered_on=dates["--registered"],
        last_full_verification=dates["--last"],
        last_photograph=dates["--photograph"],
        facts=known,
        federal_tier=federal_tier,
        standing=Standing.ACTIVE,
    )


def _day(option: str, text: str) -> dt.date | str:
    try:
        return parse_day(text)
    except ValueError:
        return f"{option} {text}: this is not a date; write it as 2026-11-23."


def _lines(
    given: PersonFacts,
    person: PersonFacts,
    as_of: dt.date,
    answers: Sequence[Answer],
    windows: Sequence[PrintedWindow],
    lang: str,
) -> Iterable[str]:
    for said in (stopped_because(person), _photograph_as(given, person)):
        if said is not None:
            yield language(lang).say(said)
    for answer in answers:
        head = f"{answer.rule_id} {answer.ruleset} {answer.section} {answer.what.value} ({answer.mode.value})"
        if isinstance(answer, NeedsFact):
            yield f"{head}: needs {', '.join(answer.facts)}"
            continue
        opens, show_by = answer.opens or "any time", answer.show_by or "no open day"
        yield f"{head}: opens {opens}, due {answer.due}, show by {show_by}"
        yield f"    {language(lang).say(answer.reason)}"
        yield f"    {language(lang).say(answer.arithmetic)}"
        yield f"    {answer.rule_id}: {answer.wording}"
    for window in windows:
        rules = ", ".join(window.serves)
        if window.no_open_day and window.last < as_of:
            yield f"printed: {window.last} has passed; call the office ({rules})"
        elif window.no_open_day:
            yield f"printed: {window.last}, no open day is left before it; call the office ({rules})"
        else:
            yield f"printed: come from {window.first} to {window.last} ({rules})"


def _schedule_json(answer: Answer, lang: str) -> dict[str, Any]:
    head = {
        "rule": answer.rule_id,
        "ruleset": answer.ruleset,
        "section": answer.section,
        "mode": answer.mode.value,
        "what": answer.what.value,
        "wording": answer.wording,
    }
    if isinstance(answer, NeedsFact):
        return {**head, "needs": list(answer.facts), "reason": _said(answer.reason, lang)}
    assert isinstance(answer, Schedule)
    return {
        **head,
        "opens": answer.opens.isoformat() if answer.opens else None,
        "due": answer.due.isoformat(),
        "show_by": answer.show_by.isoformat() if answer.show_by else None,
        "reason": _said(answer.reason, lang),
        "arithmetic": _said(answer.arithmetic, lang),
    }


def _window_json(window: PrintedWindow, lang: str) -> dict[str, Any]:
    return {
        "first": window.first.isoformat(),
        "last": window.last.isoformat(),
        "no_open_day": window.no_open_day,
        "serves": list(window.serves),
        "reason": _said(window.reason, lang),
    }


def _missed_lines(missed: Iterable[Overdue], lang: str) -> Iterable[str]:
    for one in missed:
        head = f"{one.rule_id} {one.ruleset} {one.section} {one.what.value}"
        yield f"missed: {head}: due {one.due}, {one.business_days_late} working days late"
        yield f"    {language(lang).say(one.arithmetic)}"


def _missed_json(one: Overdue, lang: str) -> dict[str, Any]:
    return {
        "rule": one.rule_id,
        "ruleset": one.ruleset,
        "section": one.section,
        "what": one.what.value,
        "opens": one.opened.isoformat() if one.opened else None,
        "due": one.due.isoformat(),
        "business_days_late": one.business_days_late,
        "reason": _said(one.reason, lang),
        "arithmetic": _said(one.arithmetic, lang),
    }


def _said(words: Words | None, lang: str) -> str | None:
    return None if words is None else language(lang).say(words)


def law_check(path: Path) -> int:
    """Check a vector file: one line per id; 0 all ok, 1 any DIFF or NOT UNDERSTOOD, 2 malformed."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as fault:
        return _refuse(f"{path} cannot be read: {fault.strerror}.")
    except UnicodeDecodeError:
        return _refuse(f"{path} cannot be read: it is not text in UTF-8.")
    cases = parse_cases(text)
    if isinstance(cases, Malformed):
        return _refuse(f"{path}: {cases.sentence}")
    findings = [check_case(case, case_ground()) for case in cases]
    for finding in findings:
        if isinstance(finding, Malformed):
            return _refuse(f"{path}: {finding.sentence}")
    for finding in findings:
        _out(_finding_line(finding))
    return OK if all(isinstance(finding, Ok) for finding in findings) else DIFFERENT


@cache
def case_ground() -> Ground:
    """The package's own data, loaded once for each set of closures and each office that cases speak of."""
    loaded = parse_rulesets(ruleset_texts())

    def rulesets_for(agency: Agency) -> Rulesets | RulesetFault:
        return loaded if isinstance(loaded, RulesetFault) else for_agency(loaded, agency)

    return Ground(cache(load_calendar), rulesets_for, ZoneInfo("America/Chicago"))


def _finding_line(finding: Ok | Differs | NotUnderstood | Malformed) -> str:
    match finding:
        case Ok(case_id):
            return f"{case_id} ok"
        case NotUnderstood(case_id, what):
            return f"{case_id} NOT UNDERSTOOD {what}"
        case Differs(case_id, keys):
            shown = "; ".join(f"{key} expected={_json(want)} got={_json(got)}" for key, want, got in keys)
            return f"{case_id} DIFF {shown}"
        case Malformed(sentence):
            return sentence


def _json(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def law_rules(county: str = "Jackson") -> int:
    """Print every rule: id, ruleset, section, mode, dates, how it is handled and where; the exit code."""
    try:
        rulesets = load_rulesets(Agency(county=county))
    except BrokenLaw as broken:
        return _refuse(str(broken))
    for line in rule_lines(rulesets):
        _out(line)
    return OK


def rule_lines(rulesets: Rulesets) -> Iterable[str]:
    """One line per rule, with a heading line."""
    yield f"{'id':5} {'set':5} {'mode':8} {'from':10} {'to':10} {'read by':12} handled     section | wording"
    for ruleset, rule in rulesets.every_rule():
        ends = rule.effective_to.isoformat() if rule.effective_to else "-"
        yield (
            f"{rule.rule_id:5} {ruleset.ruleset_id:5} {rule.mode.value:8} {rule.effective_from} {ends:10} "
            f"{rule.verified_by or 'nobody':12} {rule.handled.value:11} {rule.section} | {rule.wording}"
        )


def _refuse(*sentences: str) -> int:
    for sentence in sentences:
        print(sentence, file=sys.stderr)  # noqa: T201 - its purpose
    return WRONG_INPUT


def _out(line: str) -> None:
    print(line)  # noqa: T201 - its purpose
