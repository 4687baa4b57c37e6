"""Teachback: a language server and command line for Rasa conversation data."""

__version__ = "0.1.0"
