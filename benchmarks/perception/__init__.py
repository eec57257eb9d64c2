"""What intervals hold and what students' tests claim, side by side in one run."""
