"""What is kept in the database: feedback, decisions, keys."""
