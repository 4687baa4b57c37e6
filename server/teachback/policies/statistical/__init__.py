"""Probabilities for the next action from a multinomial logistic regression, trained in a child process."""
