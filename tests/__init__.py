"""The tests: one folder for each room, one for the whole way, one for the house itself."""
