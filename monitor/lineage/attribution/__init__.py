"""Who said it: cues, sources and contents of attributed statements."""
