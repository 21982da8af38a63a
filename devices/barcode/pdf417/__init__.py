"""PDF417 in a lobby: finding it in clutter, straightening it, and weighing every code word."""
