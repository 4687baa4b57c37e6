"""One rule a file: what it finds, why it matters, and how to mend it. Knows nothing of LSP."""
