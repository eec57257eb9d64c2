"""What can be asked about pages, threads, campaigns, surveys and the image index."""
