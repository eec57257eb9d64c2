"""What manufacturers need and what is missing: the gap, its findings and their pages."""
