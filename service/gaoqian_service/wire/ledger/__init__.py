"""The ledger: every version of every story once, and what is to be delivered of it."""
