"""Which known incident does a mention tell of? Profiles, blocking keys, scorers, a small tree model
and its verdict with named parts. Pure: the shortlist comes in, a verdict goes out."""
