"""The stock invented people are drawn from: invented names and streets, ZIP areas that exist in Missouri."""

from __future__ import annotations

from kiosk.registrant import Address

FIRST = (
    "Avery", "Blake", "Casey", "Dana", "Ellis", "Francis", "Gale", "Harper", "Indigo", "Jamie", "Kendall",
    "Lane", "Marlow", "Noel", "Oakley", "Parker", "Quinn", "Reese", "Sage", "Taylor", "Umber", "Vale",
    "Wren", "Yael", "Zion", "Arden", "Briar", "Corin", "Devon", "Emery", "Finley", "Greer", "Hollis",
    "José", "Keir", "Lior", "María", "Nico", "Orin", "Pax", "Rafael", "Sol", "Tomás", "Vesper",
)  # fmt: skip
MIDDLE = ("", "", "Ash", "Bay", "Cove", "Dale", "Elm", "Fern", "Glen", "Hale", "Ives", "June", "Lee", "Ray")
LAST = (
    "Alderfen", "Barrowby", "Coppice", "Dunmarsh", "Elderwick", "Farrowlea", "Goldhawk", "Hathermoor",
    "Inglebrook", "Juniperson", "Kestrelby", "Larkmead", "Marrowstone", "Netherfield", "Oxbow",
    "Pennywhistle",
    "Quarrier", "Ravensmoor", "Saltmarsh", "Thistledown", "Umberton", "Vexley", "Wetherby", "Yarrowdale",
    "Zellerfen", "Arroyo-Vale", "de la Loma", "O'Fallow", "McThorn",
    "Núñez-Ríos", "Van der Heath", "Osagewood",
)  # fmt: skip
STREETS = (
    "Birchwood", "Linden", "Prairie Dock", "Bluestem", "Redbud", "Hawthorn", "Sumac", "Pawpaw", "Catalpa",
    "Osage Orange", "Meadowlark", "Bobolink", "Turkeyfoot", "Coneflower", "Milkweed", "12th", "27th", "39th",
    "63rd", "Cottonwood", "Sassafras", "Buckeye", "Persimmon", "Wildrye", "Larkspur",
)  # fmt: skip
DIRECTIONS = ("", "", "E", "W", "N", "S")
ENDINGS = ("St", "Ave", "Ter", "Rd", "Ln", "Dr", "Ct", "Pl", "Blvd")
PLACES = (
    *(("Kansas City", zip_code, "Jackson") for zip_code in (
        "64106", "64108", "64109", "64110", "64111", "64112", "64114", "64123", "64124", "64126", "64127",
        "64128", "64129", "64130", "64131", "64132", "64133", "64134", "64138",
    )),
    *(("Independence", zip_code, "Jackson") for zip_code in ("64050", "64052", "64055", "64056", "64057")),
    *(("Lees Summit", zip_code, "Jackson") for zip_code in ("64063", "64064", "64081", "64086")),
    *(("Blue Springs", zip_code, "Jackson") for zip_code in ("64014", "64015")),
    ("Grandview", "64030", "Jackson"),
    ("Grain Valley", "64029", "Jackson"),
    ("Oak Grove", "64075", "Jackson"),
)  # fmt: skip
"""City, ZIP, county; all in the demo's own county."""
PLACES_WITHOUT_ADDRESS = (
    "Tent by the rail bridge at Bluestem and 12th",
    "In a van behind the feed store on Redbud",
    "Night shelter on Catalpa, no fixed bed",
    "With friends, a different couch most nights, near Linden Park",
)
EMPLOYERS = (
    "Juniper Bakery", "Bluestem Tire", "Catalpa Car Wash", "Meadowlark Landscaping", "Osage Pallet Works",
    "Prairie Dock Freight", "Redbud Diner", "Sumac Roofing", "Buckeye Machine Shop", "Larkspur Laundry",
)  # fmt: skip
SERVICES = ("Photogram", "Chirper", "GameHall", "LetterBird", "VidBox")
CARS = (
    ("Saturn", "Vue"), ("Pontiac", "Vibe"), ("Mercury", "Sable"), ("Oldsmobile", "Alero"),
    ("Plymouth", "Voyager"),
    ("Eagle", "Vision"), ("Geo", "Prizm"), ("Saab", "9-3"),
)  # fmt: skip
COLORS = ("black", "white", "silver", "gray", "red", "blue", "green", "tan")
NO_ADDRESS = Address("", "GENERAL DELIVERY", "", "KANSAS CITY", "MO", "64108", "Jackson")
