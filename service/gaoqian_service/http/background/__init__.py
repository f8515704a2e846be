"""Background work: decisions, score counts and shadow comparisons, written by threads."""
