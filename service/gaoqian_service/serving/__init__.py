"""The active bundle: holding it, loading another, swapping it without downtime."""
