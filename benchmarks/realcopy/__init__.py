"""Real copy that nobody here wrote: reading it by path, calibrating on it, judging by it."""
