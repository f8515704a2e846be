"""The routes: each parses, calls the core and answers."""
