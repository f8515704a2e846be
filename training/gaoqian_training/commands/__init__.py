"""Subcommands that training contributes to ``gaoqian``."""
