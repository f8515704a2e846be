"""What runs in the interpreters of the peers; nothing here knows gaoqian."""
