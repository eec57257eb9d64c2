"""What can be asked about credentials, programs, promises and petitions."""
