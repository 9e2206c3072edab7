"""Scripts that make what we ship: gazetteer, outlines, word weights, fitted models."""
