"""The database: tables, migrations, and the queries that HTTP and the wire share."""
