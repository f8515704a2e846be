"""The service's subcommands of ``gaoqian``."""
