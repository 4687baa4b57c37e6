"""Readers and writers, one a file format. Every reader is total: ``(tree, problems)`` for any text."""
