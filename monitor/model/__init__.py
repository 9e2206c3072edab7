"""The nouns: frozen data that flows between rooms, a file per part of the walk."""
