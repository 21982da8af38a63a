"""The tests of the wires: spool, station, courier and registry."""
