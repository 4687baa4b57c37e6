"""What can be wrong with the file of a model."""

from __future__ import annotations


class UnreadableModelError(ValueError):
    """The file is no model that can be used; the text says why and what to do."""
