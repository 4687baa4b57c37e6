"""Finding files, reading each once, and an immutable snapshot of all of them."""
