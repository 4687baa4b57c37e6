"""Whole sessions of interactive learning: on the teaching page in a panel, or by messages in a plain client."""
