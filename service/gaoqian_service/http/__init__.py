"""The HTTP service: application, middleware, auth, routes, and work in the background."""
