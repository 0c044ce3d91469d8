"""What Sentry's SDKs send, read without knowing Django, the clock or the network."""
