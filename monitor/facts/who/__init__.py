"""Who: actors and persons, what each did or suffered, how surely it is told."""
