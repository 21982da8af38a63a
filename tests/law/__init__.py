"""The law at length: lives, a second reading, planted errors; run beside the rooms, without coverage."""
