"""Need, gap and ratio: pure functions from a table and a standard; the claim checker."""
