"""Every address walked as every kind of person: what the policy says, and whether it holds."""
