"""The example site: settings and addresses."""
