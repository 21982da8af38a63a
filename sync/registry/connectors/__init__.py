"""Ways to tell a central registry about completed appearances, one file each."""
