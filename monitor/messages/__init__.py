"""Alerts and windows become words: subject, text and HTML for each channel."""
