"""Keyway: the system on which a manufacturing sector partnership runs."""
