"""What can be asked about imports."""
