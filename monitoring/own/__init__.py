"""What a Django project puts into its settings to be watched: a logging handler, a middleware."""
