"""What happens behind the requests: nobody waits for it, and nobody is slowed down by it."""
