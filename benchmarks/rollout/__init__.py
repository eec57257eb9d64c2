"""The rollout planner: time, proven bound, and gain over simpler ways."""
