"""Other systems' languages, each a small adapter over the same core."""
