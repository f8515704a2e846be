"""The REST service: thin routes over the core's tagger."""
