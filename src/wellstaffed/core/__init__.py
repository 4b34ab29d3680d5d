"""Words all rooms share: errors, school years, identifiers, roles, missing values, exact numbers."""
