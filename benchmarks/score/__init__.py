"""Scores against labelled data, and the floors they are held to."""
