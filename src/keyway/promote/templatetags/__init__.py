"""Tags of pages: what they name, with what stands beside it."""
