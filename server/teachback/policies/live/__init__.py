"""A running Rasa as the one that predicts: asked over its HTTP API, or started from a model (docs/live-rasa.md)."""
