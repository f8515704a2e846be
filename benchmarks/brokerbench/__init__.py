"""A wire behind a real broker, both of them killed again and again."""
