"""What may be entered about credentials, programs, promises and petitions."""
