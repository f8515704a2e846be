"""The parts of ``make bench``, one subject a module, and what they share."""
