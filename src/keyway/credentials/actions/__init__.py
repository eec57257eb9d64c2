"""What can be done with credentials, programs, promises and petitions."""
