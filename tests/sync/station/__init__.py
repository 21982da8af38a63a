"""The tests of the station: real SQLite files, the real application, a clock that is told the time."""
