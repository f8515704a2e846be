"""Choices by evidence: features, models, calibration and thresholds compared on one footing."""
