"""What Rasa 3.6 is asked, topic by topic."""
