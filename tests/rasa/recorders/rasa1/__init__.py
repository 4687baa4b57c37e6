"""What Rasa 1.10 is asked, topic by topic."""
