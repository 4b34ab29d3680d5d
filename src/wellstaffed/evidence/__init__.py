"""Disparities with their uncertainty, the library of studies, and before-and-after where it can be told."""
