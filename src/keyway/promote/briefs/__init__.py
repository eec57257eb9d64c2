"""What printed papers say: toolkits, posters and postcards as plain values."""
