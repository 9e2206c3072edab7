"""Nouns to rows and back: one SQLite file, one writer, one transaction per outcome.

A file per table family. Every write goes through `open.writing`; ids are made of content, so any
write may be repeated and the second one changes nothing. No network here, and no clock.
"""
