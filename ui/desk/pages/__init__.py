"""The desk's pages, one file each: they draw a value and emit wishes."""
