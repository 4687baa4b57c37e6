"""What may be written at a place of a text: which names, from where, and in which words."""
