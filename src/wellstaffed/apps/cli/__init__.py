"""Command line: parse, call an action, show."""
