"""Formats spoken with others: CTDL, schema.org, and keeping what we do not understand of a file."""
