"""Page cutting: from a newspaper page to its articles."""
