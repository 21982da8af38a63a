"""The demo: invented people, a simulated card, and a whole check-in on one machine."""
