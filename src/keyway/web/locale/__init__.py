"""The words of the doors, by language."""
