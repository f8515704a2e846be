"""The wire: copy that arrives by itself, tagged and delivered, each story once."""
