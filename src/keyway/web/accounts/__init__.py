"""Signing in: one door, second factors, sessions that end, and fresh proof before deeds that matter."""
