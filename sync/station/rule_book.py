"""The rules as this office uses them: who has read each, and what the unread ones would change."""

from __future__ import annotations

from sync.database import Session
from sync.station.account_wire import RuleLine, RulesPage
from sync.station.office import Office
from sync.station.store import differences


def page(session: Session, office: Office) -> RulesPage:
    """Every rule in the order of its file."""
    rules = tuple(
        RuleLine(
            ruleset.ruleset_id,
            rule.rule_id,
            rule.section,
            rule.wording,
            rule.mode,
            rule.effective_from,
            rule.effective_to,
            rule.verified_by,
            rule.needs_reading,
        )
        for ruleset, rule in office.rulesets.every_rule()
    )
    return RulesPage(rules, differences.counts(session))
