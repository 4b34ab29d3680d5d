"""What the store holds wide is, made tidy, what the readers build; flags and totals are the same either way."""
