"""The public record: agreements and their clock, votes, positions and peer districts, each row with its source; articles read."""
