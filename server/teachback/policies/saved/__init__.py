"""Models on disk: saving what was learnt, and loading it without trust."""
