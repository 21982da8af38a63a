"""The station's store: the only place of the station that speaks SQL."""
