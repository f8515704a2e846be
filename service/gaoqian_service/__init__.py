"""The service: HTTP and the wire, side by side over one database."""
