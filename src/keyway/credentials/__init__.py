"""What proves a skill, where it is taught, who hires for it, and the way to it."""
