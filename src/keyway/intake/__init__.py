"""Contact sheets on their way into the directory, and organizations made one."""
