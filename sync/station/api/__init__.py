"""The station's HTTP interface: kiosks and desks ask, commands of the station answer."""
