"""Names of persons, places and bodies in a text, told by fitted weights. No network, no files but the weights."""
