"""The command line: one command, ``gaoqian``, whose subcommands each package contributes."""
