"""Interactive learning in the terminal: questions become prompts of questionary, the conversation a table of rich."""
