"""Training: from labelled articles to a bundle, and the figures that say how good it is."""
