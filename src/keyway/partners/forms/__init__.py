"""What may be entered about organizations and people."""
