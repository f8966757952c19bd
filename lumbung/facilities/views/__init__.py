"""Pages of houses: the houses themselves, stays, rooms, courses, the air, papers."""
