"""Messages go out: one file a channel, each says what became of the message and if trying helps."""
