"""Parts that screens are made of; each draws what it is given and emits wishes."""
