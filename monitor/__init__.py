"""monitor: a source-tracking news monitor. Nouns in `model`, rooms beside it, joined in `jobs`."""
