"""`python -m ui.commands.rules_page`: writes docs/rules.md, all rules and where each lives."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.law.rulesets import Agency, Cadence, Handling, Kind, Rule, Ruleset, Rulesets
from kiosk.law.vector_rules import WHOLE_RULES
from kiosk.law.vectors import RULES
from kiosk.law.worklist import Differs
from sync.rules import load_rulesets, load_tier_tables

_HEAD = """# The rules, and where each one lives

Generated from `kiosk/law/rulesets/*.toml` by `python -m ui.commands.rules_page`; a test fails when it is
stale. To change a rule, change its file; to change how far it reaches, or to name who read a text, use the
office's settings. Nothing here is legal advice.

`off` is not used at all, `officer` is shown at the desk, `printed` is also told to the registrant. A rule
marked *unread* stays at the desk, whatever mode is set, until a person has read the text and is named in
`verified_by`. The legal holidays that D-01 counts with stand in `kiosk/law/data/holidays.json`, and those of
every other year in `named_days.toml` beside it (RSMo 9.010).
"""

_VECTORS = """## Vector files

`appear law check FILE` computes every expected key of a list of cases `id, rule, given, expect, note` and
prints one line for each: `ok`, `DIFF`, or `NOT UNDERSTOOD`. Every rule also takes `given.closures`. A date is
written `2026-11-23`; a time with an offset is taken as the time in Missouri; what is optional and null is not
given.

| rule | given | optional |
|---|---|---|
"""


def page(rulesets: Rulesets) -> str:
    """The whole page as Markdown."""
    parts = [_HEAD, *(_ruleset(ruleset) for ruleset in rulesets.sets), _tiers(), _vectors(), _worklist()]
    return "\n".join(part.rstrip() + "\n" for part in parts)


def _ruleset(ruleset: Ruleset) -> str:
    ends = f" to {ruleset.effective_to}" if ruleset.effective_to else ""
    county = f" Used where the office's county is {ruleset.county}." if ruleset.county else ""
    read_by = ruleset.verified_by or "nobody yet"
    lines = [
        f"## {ruleset.ruleset_id}: {ruleset.title}",
        "",
        f"In force from {ruleset.effective_from}{ends}. Mode by default: {ruleset.mode.value}. "
        f"Read by: {read_by}.{county}",
        "",
        "| id | section | says | who | mode | what the software does | where |",
        "|---|---|---|---|---|---|---|",
        *(_row(rule, ruleset) for rule in ruleset.rules),
    ]
    dates = [line for rule in ruleset.rules for line in _cadences(rule)]
    lines += ["", "Dates:", "", *dates] if dates else []
    ways = [f"- {rule.rule_id}, {way.wording}" for rule in ruleset.rules for way in rule.exemptions]
    return "\n".join([*lines, *(["", "Exemptions:", "", *ways] if ways else [])])


def _row(rule: Rule, ruleset: Ruleset) -> str:
    begins = f" From {rule.effective_from}." if rule.effective_from != ruleset.effective_from else ""
    ends = f" To {rule.effective_to}." if rule.effective_to != ruleset.effective_to else ""
    unread = " (unread)" if rule.needs_reading and not rule.verified_by else ""
    for_people = rule.handled is Handling.FOR_PEOPLE
    where = rule.lives_in if for_people else f"`{rule.lives_in}`"
    cells = (
        rule.rule_id,
        rule.section,
        f"{rule.wording}{begins}{ends}{_counts_with(rule)} ({rule.source})",
        rule.who,
        f"{rule.mode.value}{unread}",
        rule.handled.value,
        where,
    )
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _counts_with(rule: Rule) -> str:
    said = ", ".join(f"{name.replace('_', ' ')} {one}" for name, one in (*rule.numbers, *rule.dates))
    return f" Counts with: {said}." if said else ""


def _cadences(rule: Rule) -> Iterator[str]:
    for cadence in rule.cadences:
        whom = "everyone" if cadence.tier == "all" else f"tier {cadence.tier}"
        if cadence.if_any:
            whom = f"whom any holds of: {', '.join(cadence.if_any)}"
        elif cadence.if_none:
            whom = f"whom none holds of: {', '.join(cadence.if_none)}"
        yield f"- {rule.rule_id}, {whom}: {cadence.what.value} {_when(cadence)}"


def _when(cadence: Cadence) -> str:
    match cadence.kind:
        case Kind.BIRTH_MONTH:
            also = f" and in the month {cadence.number} months after" if cadence.number else ""
            return f"in the birth month{also}"
        case Kind.DAYS_AFTER_LAST:
            return f"by {cadence.number} days after the last"
        case Kind.MONTHS_AFTER_LAST:
            return f"by {cadence.number} months after the last, clipped to the month's end"
        case Kind.DAYS_FROM_BIRTH_MONTH:
            return f"every {cadence.number} days, beginning in the first birth month after registration"


def _tiers() -> str:
    lines = [
        "## Tier tables",
        "",
        "| ruleset | rows | tier I | tier II | tier III |",
        "|---|---|---|---|---|",
    ]
    for name, table in load_tier_tables().items():
        counts = [sum(row.tier == tier for row in table.rows) for tier in ("I", "II", "III")]
        lines.append(f"| {name} | {len(table.rows)} | {counts[0]} | {counts[1]} | {counts[2]} |")
    where = "Rows: `kiosk/law/data/tiers_mo18.csv`, `tiers_s982.csv` (which names the rows it replaces);"
    meaning = "what their conditions mean: `tier_conditions.toml`. A helper proposes; people set."
    return "\n".join([*lines, "", where, meaning])


def _vectors() -> str:
    rows = [_vector_row(name, rule.needs, rule.may_have) for name, rule in RULES.items()]
    rows += [_vector_row(name, rule.needs, rule.may_have) for name, rule in WHOLE_RULES.items()]
    return _VECTORS + "\n".join(rows)


def _vector_row(name: str, needs: Sequence[str], may_have: Sequence[str]) -> str:
    return f"| `{name}` | {', '.join(needs)} | {', '.join(may_have)} |"


def _worklist() -> str:
    what = ", ".join(one.value.replace("_", " ") for one in Differs)
    return (
        f"## Change of law\n\n`kiosk.law.worklist.worklist` lists whoever two rulesets differ for in: {what}."
    )


def main() -> None:
    """Write the page into the checkout's docs/."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs", "rules.md")
    target.write_text(page(default_rulesets()), "utf-8")


def default_rulesets() -> Rulesets:
    """The rulesets as an office of Jackson County has them before it sets anything."""
    return load_rulesets(Agency())


if __name__ == "__main__":
    main()
