"""Subcommands that the service contributes to ``gaoqian``."""
