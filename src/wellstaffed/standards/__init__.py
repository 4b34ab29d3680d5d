"""Staffing standards: cited, dated YAML files, and the strict reader of those files."""
