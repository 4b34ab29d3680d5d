"""Readers of files as others publish or send them: one module per file family."""
