"""Probabilities for the next action from a maximum-entropy model, trained in a child process."""
