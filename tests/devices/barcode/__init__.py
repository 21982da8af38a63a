"""Tests of the barcode room."""
