"""Doors to the program: one action layer, and the command line over it."""
