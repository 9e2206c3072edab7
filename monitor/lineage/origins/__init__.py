"""How many independent origins: text families, first reports, warnings."""
