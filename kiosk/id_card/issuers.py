"""Who issues cards: issuer numbers and codes of the United States and Canada."""

from __future__ import annotations

from kiosk.id_card.card import Country


def _codes(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_CANADA = _codes("604426 604428 604429 604432 604433 604434 636012 636013 636016 636017 636028 636044 636048")
_MEXICO = _codes("636056 636057")

_PROVINCES = _codes("AB BC MB NB NF NL NS NT NU ON PE PQ QC SK YT")
_STATES = _codes(
    "AK AL AR AS AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MP MS MT NC ND NE NH "
    "NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY"
)
_SPOKEN: dict[str, Country] = {"USA": "USA", "US": "USA", "CAN": "CAN", "CA": "CAN", "CDN": "CAN"}


def country_of(said: str | None, issuer: str, state: str | None) -> Country | None:
    """The card's country: as it says, else by who issued it, else by its state or province.

    ``None`` for a country named that is neither, and when nothing tells.
    """
    if said is not None:
        return _SPOKEN.get(said.upper())
    if issuer in _CANADA:
        return "CAN"
    if issuer in _MEXICO:
        return None
    if state in _PROVINCES:
        return "CAN"
    if state in _STATES or "636000" <= issuer <= "636062":
        return "USA"
    return None
