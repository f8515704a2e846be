"""The HTTP service: application, middleware, authentication, routes, background work."""
