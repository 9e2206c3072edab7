"""When it happened: expressions of time, and which of them is the event's."""
