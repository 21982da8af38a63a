"""Tests of the law: vectors, lives, a second reading, and every sentence of the rules."""
