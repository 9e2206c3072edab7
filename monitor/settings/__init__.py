"""The configuration: its nouns, how TOML becomes them, every problem at once."""
