"""Public files in, one module per publisher."""
