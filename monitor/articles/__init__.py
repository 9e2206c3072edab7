"""Page, feed entry or backfill row → article: text, title, dates, language, and the raw signals.

Pure: bytes in, one frozen `Article` out. The door is `extract.py`; what a page says beside its text
(credits, captions, promotion, links) is kept apart as signals, because lineage needs it and the
text must not hold it.
"""
