"""What can be asked about people and organizations."""
