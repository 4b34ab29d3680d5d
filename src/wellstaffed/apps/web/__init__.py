"""The pages: the same answers as the command line, for people who click, served on their own machine."""
