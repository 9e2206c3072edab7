"""Where a report comes from: credits, attributions, shared text, edges, origins, first reports.

Pure: data in, data out; the lexicons it needs are package data, read once in `data.py`.
"""
