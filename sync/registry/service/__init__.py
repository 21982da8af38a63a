"""The reference registry: a small server of its own that a county or a vendor can hold theirs against."""
