"""Privacy: what is kept about people, handing it out, erasing it, and forgetting it in time."""
