"""Tidy tables: their columns, how they are built and checked, and the figures shipped with the program."""
