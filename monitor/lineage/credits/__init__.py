"""Whose text is this: credits in page fields, labels, datelines and phrases."""
