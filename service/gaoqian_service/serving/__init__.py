"""Which bundle answers, and how articles come to it."""
