"""A lineage as a tree, a graph, a drawing, PROV."""
