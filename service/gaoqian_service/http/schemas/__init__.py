"""The requests and answers of the REST interface, as OpenAPI shows them."""
