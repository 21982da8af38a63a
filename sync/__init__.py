"""Wires: how a record travels from kiosk to station to registry, without Qt."""
