"""The plan document and what posts cost."""
