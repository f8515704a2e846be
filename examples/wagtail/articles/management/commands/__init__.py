"""Commands of the articles."""
