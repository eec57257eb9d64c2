"""Pages of stories, campaigns, surveys and the image index."""
