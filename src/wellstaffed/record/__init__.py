"""The public record: documents of who decided what and when, and reading an article into candidates for it."""
