"""Checks of who the person is: birth date, name, card, standing, grounds, facts."""

from __future__ import annotations

import re

from kiosk.checks.case import Case, Hits, hit, later, twice
from kiosk.law.counties import plain_place, same_county
from kiosk.law.person import KNOWN_FACTS, age_on
from kiosk.matching import normal_id_number
from kiosk.registrant import BasisKind, PersonName, ResidenceKind, Standing
from kiosk.topics import Topic

YOUNGEST, OLDEST = 14, 105
HEIGHTS, WEIGHTS = range(48, 91), range(70, 601)
"""Inches and pounds."""

_NAME = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?")
_SUFFIX = re.compile(r"(JR|SR|I{1,3}|I?V|VI{0,3})\.?", re.IGNORECASE)
_SEXES = frozenset({"m", "f", "x", "u", "male", "female", "unknown", "both", "nonbinary"})
_LETTER_FOR_DIGIT = re.compile(r"\d[OIl]\d")
_SOCIAL_SECURITY = re.compile(r"\d{3}-\d{2}-\d{4}")
_PLACEHOLDERS = frozenset(
    {"unknown", "unk", "none", "test", "tbd", "fnu", "lnu", "x", "xx", "xxx", "xxxx", "noname"}
)


def birth_date_in_future(case: Case) -> Hits:
    """Nobody is born after today."""
    if case.record.birth_date > case.today:
        yield hit(given=case.record.birth_date)


def age_unlikely(case: Case) -> Hits:
    """Registrants are at least 14, and very seldom over 105."""
    age = age_on(case.record.birth_date, case.today)
    if case.record.birth_date <= case.today and not YOUNGEST <= age <= OLDEST:
        yield hit(age=age)


def other_birth_date_impossible(case: Case) -> Hits:
    """A birth date once used is a date of a living adult too, stands once, and is not the true one again."""
    used = case.record.birth_dates_used
    for place, day in enumerate(used):
        again = day == case.record.birth_date or day in used[:place]
        if again or day > case.today or age_on(day, case.today) > OLDEST:
            yield hit(given=day)


def name_missing(case: Case) -> Hits:
    """A person has a first and a last name."""
    if not case.record.name.first.strip() or not case.record.name.last.strip():
        yield hit(Topic.NAME)


def name_with_odd_signs(case: Case) -> Hits:
    """A name is letters, with hyphens, apostrophes, points and spaces between them."""
    for name in (case.record.name, *case.record.aliases):
        for part in (name.first, name.middle, name.last):
            if part and not _NAME.fullmatch(part.strip()):
                yield hit(Topic.NAME, name.item_id, given=part)
        if name.suffix and not _SUFFIX.fullmatch(name.suffix.strip()):
            yield hit(Topic.NAME, name.item_id, given=name.suffix)


def alias_repeats_name(case: Case) -> Hits:
    """An alias is another name."""
    own = _spoken(case.record.name)
    for alias in case.record.aliases:
        if _spoken(alias) == own:
            yield hit(Topic.NAME, alias.item_id, given=alias.full())


def _spoken(name: PersonName) -> str:
    return name.full().casefold()


def name_is_placeholder(case: Case) -> Hits:
    """A first or last name is a name, not what a form says where none is known."""
    for name in (case.record.name, *case.record.aliases):
        for part in (name.first, name.last):
            if _letters(part) in _PLACEHOLDERS:
                yield hit(Topic.NAME, name.item_id, given=part)


def suffix_in_last_name(case: Case) -> Hits:
    """Jr, Sr and their like stand in a field of their own, or no card matches."""
    last = case.record.name.last.split()
    if len(last) > 1 and _SUFFIX.fullmatch(last[-1]):
        yield hit(Topic.NAME, given=case.record.name.last)


def alias_empty(case: Case) -> Hits:
    """An alias says a name."""
    for alias in case.record.aliases:
        if not _letters(alias.full()):
            yield hit(Topic.NAME, alias.item_id)


def alias_twice(case: Case) -> Hits:
    """An alias stands once."""
    for place in twice([_spoken(alias) for alias in case.record.aliases]):
        alias = case.record.aliases[place]
        yield hit(Topic.NAME, alias.item_id, given=alias.full())


def licence_one_sign(case: Case) -> Hits:
    """A licence number is more than one sign over and over."""
    number = normal_id_number(case.record.id_number)
    if len(number) >= 4 and len(set(number)) == 1:
        yield hit(given=case.record.id_number)


def licence_letter_for_digit(case: Case) -> Hits:
    """Between digits stands a digit: O and I there are mostly slips for 0 and 1."""
    if _LETTER_FOR_DIGIT.search(case.record.id_number):
        yield hit(given=case.record.id_number)


def licence_like_social_security(case: Case) -> Hits:
    """The social security number was not typed into the licence's field."""
    if _SOCIAL_SECURITY.fullmatch(case.record.id_number.strip()):
        yield hit()


def licence_shape(case: Case) -> Hits:
    """A licence number has 4 to 20 letters and digits, most of them digits."""
    number = normal_id_number(case.record.id_number)
    digits = sum(sign.isdigit() for sign in number)
    fine = 4 <= len(number) <= 20 and number.isascii() and number.isalnum() and 2 * digits >= len(number)
    if number and not fine:
        yield hit(given=case.record.id_number)


def licence_is_birth_date(case: Case) -> Hits:
    """The birth date was not typed into the licence's field."""
    born = case.record.birth_date
    if normal_id_number(case.record.id_number) in (f"{born:%Y%m%d}", f"{born:%m%d%Y}"):
        yield hit(given=case.record.id_number)


def card_other_birth_date(case: Case) -> Hits:
    """The card read today has the record's birth date."""
    card = case.known.card
    if card is not None and card.birth_date not in (None, case.record.birth_date):
        yield hit(card=card.birth_date or "", record=case.record.birth_date)


def card_other_last_name(case: Case) -> Hits:
    """The card read today has the record's last name, or one of its aliases'."""
    card = case.known.card
    if card is None or card.last is None:
        return
    names = [_letters(name.last) for name in (case.record.name, *case.record.aliases)]
    on_card = _letters(card.last)
    if not any(name == on_card or (card.last_truncated and name.startswith(on_card)) for name in names):
        yield hit(Topic.NAME, card=card.last, record=case.record.name.last)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalpha())


def card_other_number(case: Case) -> Hits:
    """The card read today has the record's number."""
    card = case.known.card
    if card is None or card.id_number is None or not case.record.id_number:
        return
    if normal_id_number(card.id_number) != normal_id_number(case.record.id_number):
        yield hit(record=case.record.id_number)


def card_expired(case: Case) -> Hits:
    """The card read today is still valid; an expired one is a flag, never a refusal."""
    card = case.known.card
    if card is not None and later(case.today, card.expires):
        yield hit(expired=card.expires or "")


def looks_out_of_range(case: Case) -> Hits:
    """Height in inches and weight in pounds are those of an adult."""
    looks = case.record.description
    if looks.height_in is not None and looks.height_in not in HEIGHTS:
        yield hit(Topic.LOOKS, given=looks.height_in)
    if looks.weight_lb is not None and looks.weight_lb not in WEIGHTS:
        yield hit(Topic.LOOKS, given=looks.weight_lb)


def sex_unclear(case: Case) -> Hits:
    """A sex is written so that every reader knows which is meant, the victim's too."""
    victims = [offense.victim_gender for offense in case.record.offenses]
    for said in (case.record.description.sex, *victims):
        if said.strip() and said.strip().casefold() not in _SEXES:
            yield hit(given=said)


def guardian_incomplete(case: Case) -> Hits:
    """A guardian is recorded with name and relation."""
    guardian = case.record.guardian
    if guardian is not None and not (guardian.name.strip() and guardian.relation.strip()):
        yield hit()


def guardian_is_registrant(case: Case) -> Hits:
    """A guardian is another person."""
    guardian = case.record.guardian
    if guardian is None:
        return
    own = _letters(case.record.name.full())
    if _letters(guardian.name) == own or guardian.relation.strip().casefold() == "self":
        yield hit(given=guardian.name)


def tier_missing(case: Case) -> Hits:
    """A registered person has a tier."""
    if case.record.standing is Standing.ACTIVE and case.record.tier is None:
        yield hit()


def standing_against_dates(case: Case) -> Hits:
    """Custody and its dates agree: begun and not ended means in custody, and the other way round."""
    record = case.record
    inside = record.in_custody_since is not None and not (
        record.released_on is not None and record.released_on >= record.in_custody_since
    )
    if inside is (record.standing is Standing.IN_CUSTODY) or record.standing in _ENDED:
        return
    if inside or record.in_custody_since is not None:
        yield hit(standing=record.standing.value)


_ENDED = frozenset(
    {Standing.EXEMPT, Standing.REMOVED, Standing.MOVED_OUT, Standing.DECEASED, Standing.STAYED}
)


def home_county_not_at_home(case: Case) -> Hits:
    """The home county is the county of the home."""
    counties = {
        home.address.county
        for home in case.record.residences
        if home.kind is ResidenceKind.HOME and home.ended is None and home.address and home.address.county
    }
    if counties and not any(same_county(case.record.home_county, one) for one in counties):
        yield hit(Topic.RESIDENCES, record=case.record.home_county, home=", ".join(sorted(counties)))


def county_unknown(case: Case) -> Hits:
    """Every county named here is one of the state's, or misspelt."""
    known = case.known.counties
    if known is None:
        return
    record = case.record
    homes = [home.address for home in record.residences if home.address is not None]
    here = [address.county for address in homes if address.state == "MO"]
    named = [basis.county for basis in record.bases] + here
    if here or not homes:
        named.append(record.home_county)  # whoever lives in another state has a home county there
    for county in dict.fromkeys(named):
        if county.strip() and plain_place(county) not in known:
            yield hit(Topic.RESIDENCES, given=county)


def moved_out_but_lives_here(case: Case) -> Hits:
    """Who has moved out of the state has no home in it that still holds."""
    for home in case.record.residences:
        here = home.ended is None and home.address is not None and home.address.state == "MO"
        if here and case.record.standing is Standing.MOVED_OUT:
            yield hit(Topic.RESIDENCES, home.item_id)


def basis_missing(case: Case) -> Hits:
    """A registered person has a ground for registering that is still active."""
    if case.record.standing is Standing.ACTIVE and all(basis.ended for basis in case.record.bases):
        yield hit()


def basis_without_entry(case: Case) -> Hits:
    """Who registers as worker, student or resident has such an entry on the record."""
    record = case.record
    there = {
        BasisKind.WORKER: any(work.ended is None for work in record.work),
        BasisKind.STUDENT: any(school.ended is None for school in record.schools),
        BasisKind.RESIDENT: any(home.ended is None for home in record.residences),
        BasisKind.TEMPORARY_RESIDENT: any(home.ended is None for home in record.residences),
    }
    for basis in record.bases:
        if basis.ended is None and not there[basis.kind] and record.standing is Standing.ACTIVE:
            yield hit(basis=basis.kind.value, county=basis.county)


def fact_unknown_or_twice(case: Case) -> Hits:
    """Each fact is one that some rule asks for, and stands once."""
    names = [fact.name for fact in case.record.facts]
    for place, name in enumerate(names):
        if name not in KNOWN_FACTS or name in names[:place]:
            yield hit(given=name)


def facts_contradict(case: Case) -> Hits:
    """What the facts say agrees with the offenses and with the record's own marks."""
    facts = {fact.name: fact.holds for fact in case.record.facts}
    if case.record.persistent_or_predatory and facts.get("persistent_or_predatory") is False:
        yield hit(given="persistent_or_predatory")
    youngest = [one.victim_age_from for one in case.record.offenses]
    oldest = [one.victim_age_to for one in case.record.offenses]
    if facts.get("victim_under_18") is False and any(age is not None and age < 18 for age in oldest):
        yield hit(given="victim_under_18")
    ages = list(zip(youngest, oldest, strict=True))
    away = [low is not None and high is not None and not low <= 18 <= high for low, high in ages]
    if facts.get("victim_exactly_18") and away and all(away):
        yield hit(given="victim_exactly_18")
    if facts.get("victim_under_18") and youngest and all(age is not None and age >= 18 for age in youngest):
        yield hit(given="victim_under_18")


CHECKS = (
    birth_date_in_future,
    age_unlikely,
    other_birth_date_impossible,
    name_missing,
    name_with_odd_signs,
    alias_repeats_name,
    alias_empty,
    alias_twice,
    name_is_placeholder,
    suffix_in_last_name,
    licence_one_sign,
    licence_letter_for_digit,
    licence_like_social_security,
    licence_shape,
    licence_is_birth_date,
    card_other_birth_date,
    card_other_last_name,
    card_other_number,
    card_expired,
    looks_out_of_range,
    sex_unclear,
    guardian_incomplete,
    guardian_is_registrant,
    tier_missing,
    standing_against_dates,
    home_county_not_at_home,
    county_unknown,
    moved_out_but_lives_here,
    basis_missing,
    basis_without_entry,
    fact_unknown_or_twice,
    facts_contradict,
)
