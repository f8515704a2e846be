"""What ``wire.py`` is made of: files that arrive, a watcher to kill, and a judge."""
