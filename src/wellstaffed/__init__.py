"""Plan the people a school needs: need, gap and cost by school and role, every figure with its source."""

__version__ = "0.1.0"
