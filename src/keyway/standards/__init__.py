"""Formats spoken with others: CTDL, schema.org."""
