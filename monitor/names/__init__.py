"""Names of persons, places and bodies in a text, told by fitted weights.

Look-ups and sums; no network, and no files but the packaged weights, read at first use.
"""
