"""Where it happened: names of places, which place each stands for, which is the event's."""
