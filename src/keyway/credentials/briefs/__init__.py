"""Routes to jobs as people read them, on pages, on paper and in the terminal."""
