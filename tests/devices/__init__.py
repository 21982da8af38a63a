"""The tests of the hands: real drivers and fakes under the same contracts."""
