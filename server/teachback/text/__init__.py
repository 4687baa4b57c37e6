"""Source text: spans, lines, position encodings and edits. Knows nothing of Rasa."""
