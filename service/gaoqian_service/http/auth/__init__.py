"""Authentication: API keys, the routes that need one, and rate limits."""
