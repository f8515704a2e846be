"""Pulls: copy fetched from servers of others, put into the drop folder."""
