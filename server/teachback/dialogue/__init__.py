"""Domain, slots, events, conversation state and features. Knows nothing of files or editors."""
