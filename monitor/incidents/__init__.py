"""Verdicts and lineage become an outcome: cards recomputed from their reports, a ledger of claims,
and the alerts that are new information. Pure: everything comes in, nothing is stored here."""
