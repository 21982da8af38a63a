"""Wires: how a record travels from kiosk to station to registry. No Qt."""
