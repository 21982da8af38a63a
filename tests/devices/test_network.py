"""What IT says of the network is read strictly: no line of its own gets into what the services read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.network import NAMES, Network, NotUsable, network_after, read_network

FIXED = {"address": "192.0.2.10/24", "gateway": "192.0.2.1", "dns": "192.0.2.53, 198.51.100.53"}


def network(**said: object) -> Network:
    """One that can be used."""
    found = read_network(said)
    assert isinstance(found, Network), found
    return found


def test_a_fixed_address_is_written_with_its_gateway_and_name_servers() -> None:
    found = network(**FIXED, ntp="time.county.example 192.0.2.123")
    assert found.for_networkd().splitlines() == [
        "[Match]",
        "Type=ether",
        "",
        "[Network]",
        "LLDP=no",
        "LinkLocalAddressing=ipv6",
        "IPv6AcceptRA=no",
        "Address=192.0.2.10/24",
        "Gateway=192.0.2.1",
        "DNS=192.0.2.53",
        "DNS=198.51.100.53",
    ]
    assert found.for_timesyncd() == "[Time]\nNTP=time.county.example 192.0.2.123\n"
    assert read_network(found.said()) == found


def test_nothing_said_leaves_both_services_to_themselves() -> None:
    assert (network().for_networkd(), network().for_timesyncd()) == ("", "")
    assert network(colour="red") == Network()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("192.0.2.10 255.255.255.0", "192.0.2.10/24"),
        (" 192.0.2.10 / 255.255.255.128 ", "192.0.2.10/25"),
        ("198.51.100.8/31", "198.51.100.8/31"),
        ("2001:DB8::10/64", "2001:db8::10/64"),
    ],
)
def test_the_size_of_a_network_is_understood_in_every_usual_form(typed: str, read: str) -> None:
    assert network(address=typed).said() == {"address": read}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"address": "192.0.2.10"}, "address"),
        ({"address": "192.0.2.0/24"}, "address"),
        ({"address": "192.0.2.255/24"}, "address"),
        ({"address": "192.0.2.10/0"}, "address"),
        ({"address": "192.0.2.10/32"}, "address"),
        ({"address": "192.0.2.010/24"}, "address"),
        ({"address": "192.0.2.10/255.0.255.0"}, "address"),
        ({"address": "127.0.0.1/8"}, "address"),
        ({"address": "224.0.0.9/24"}, "address"),
        ({"address": "fe80::1%eth0/64"}, "address"),
        ({"address": 10}, "address"),
        (FIXED | {"gateway": "198.51.100.1"}, "gateway"),
        (FIXED | {"gateway": "192.0.2.10"}, "gateway"),
        (FIXED | {"gateway": "192.0.2.255"}, "gateway"),
        (FIXED | {"gateway": "2001:db8::1"}, "gateway"),
        ({"address": "2001:db8::10/64", "gateway": "fe80::1%x\n[Install]\nAlias=y"}, "gateway"),
        ({"address": "2001:db8::10%[Install]/64"}, "address"),
        ({"gateway": "192.0.2.1"}, "gateway"),
        (FIXED | {"dns": "ns.county.example"}, "dns"),
        (FIXED | {"dns": "fe80::1%\n[Install]"}, "dns"),
        (FIXED | {"dns": "192.0.2.1 192.0.2.2 192.0.2.3 192.0.2.4 192.0.2.5"}, "dns"),
        (FIXED | {"dns": "127.0.0.53"}, "dns"),
        ({"dns": "192.0.2.53"}, "dns"),
        ({"ntp": "a_b"}, "ntp"),
        ({"ntp": "time\n[Install]"}, "ntp"),
        ({"ntp": ["time.county.example"]}, "ntp"),
    ],
)
def test_what_no_kiosk_can_be_told_is_named(said: dict[str, object], wrong: str) -> None:
    assert read_network(said) == NotUsable(wrong)


def test_a_gateway_may_be_called_by_its_own_link_alone() -> None:
    assert network(address="2001:db8::10/64", gateway="fe80::1").said()["gateway"] == "fe80::1"
    assert read_network({"address": "192.0.2.10/24", "gateway": "fe80::1"}) == NotUsable("gateway")


def test_what_is_said_later_changes_that_alone_and_an_empty_address_gives_up_what_hangs_on_it() -> None:
    before = network(**FIXED, ntp="time.county.example")
    assert network_after(before, {"dns": "192.0.2.54"}) == network(
        **FIXED | {"dns": "192.0.2.54"}, ntp="time.county.example"
    )
    assert network_after(before, {"address": ""}) == network(ntp="time.county.example")
    assert network_after(before, {"ntp": ""}) == network(**FIXED)
    assert network_after(before, {"address": "198.51.100.8/24"}) == NotUsable("gateway")
    assert network_after(before, {}) == before


_SIGNS = st.text(alphabet='0123456789abcdefABCDEF.:/% \n\t,[]=#;\\"-xNTP', max_size=40)


@given(st.fixed_dictionaries({}, optional={name: st.one_of(_SIGNS, st.text(max_size=20)) for name in NAMES}))
def test_whatever_is_said_writes_no_line_but_those_there_are(said: dict[str, str]) -> None:
    found = read_network(FIXED | said)
    if isinstance(found, NotUsable):
        assert found.name in NAMES
        return
    for line in (found.for_networkd() + found.for_timesyncd()).splitlines():
        name, _, value = line.partition("=")
        known = {"Type", "LLDP", "LinkLocalAddressing", "IPv6AcceptRA", "Address", "Gateway", "DNS", "NTP"}
        assert name in known | {"", "[Match]", "[Network]", "[Time]"}
        assert all(sign.isascii() and (sign.isalnum() or sign in ".:/- ") for sign in value)
