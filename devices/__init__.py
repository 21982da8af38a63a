"""Hands: camera, card reader, printer, paper and speech, real drivers and stand-ins side by side, without Qt."""
