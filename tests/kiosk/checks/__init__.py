"""Tests of the edit checks, with invented people who are in order and others who are not."""
