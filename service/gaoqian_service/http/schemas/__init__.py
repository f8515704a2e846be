"""Request and response models of the REST interface, as OpenAPI shows them."""
