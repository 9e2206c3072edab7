"""What happened: the type of incident, an act or talk of it, other incidents, none at all."""
