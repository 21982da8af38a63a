"""Scanners with their own reader, USB or serial: another source of the same payloads."""
