"""Who copied whom: fingerprints of own prose, shared runs, direction."""
