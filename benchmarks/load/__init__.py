"""Time, memory, size and kills, beside a peer or another size in the same run."""
