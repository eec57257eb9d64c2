"""What can be done to promote manufacturing: campaigns, counting, news, surveys, pages."""
