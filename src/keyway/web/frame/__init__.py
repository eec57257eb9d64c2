"""What stands around every page: headers, refusals, health, the language door, the gallery."""
