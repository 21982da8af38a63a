"""How one change is told: one question after another, as values without windows."""
