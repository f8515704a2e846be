"""The routes under ``/v1``, ``/health`` and ``/metrics``: parse, call, answer."""
