"""What measures and fits the product: labelled scores, fitted weights, time and memory."""
