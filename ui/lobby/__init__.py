"""The lobby: the window a registrant stands before."""
