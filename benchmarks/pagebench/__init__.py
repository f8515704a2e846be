"""The page bench: newspaper pages composed from authored articles, and how well they are cut."""
