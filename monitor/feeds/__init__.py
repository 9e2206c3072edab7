"""Pure: bytes of a feed become entries, an outcome becomes the next due time; also OPML."""
