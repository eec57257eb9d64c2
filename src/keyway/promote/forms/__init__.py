"""What may be entered about campaigns, surveys and the newsletter."""
