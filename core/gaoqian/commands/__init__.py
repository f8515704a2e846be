"""The command line ``gaoqian``; each package contributes subcommands."""
