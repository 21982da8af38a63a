"""Hands: camera, card reader, printer, paper, speech. Real drivers and fakes side by side; no Qt."""
