"""Days through all doors, told as given, when and then."""
