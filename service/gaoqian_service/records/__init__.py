"""What is kept in the database: feedback, decisions, keys, the ledger of the wire."""
