"""The ground floor's tests: units, vectors and properties, without fixtures."""
