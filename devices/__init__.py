"""Hands: camera, card reader, printer, paper and speech, real and stand-in side by side, without Qt."""
