"""Names of retrieval intents and their responses."""

from __future__ import annotations

RETRIEVAL = "/"
"""What divides the parts of such a name."""


def base_of(name: str) -> str:
    """The intent or response that a retrieval name such as ``faq/ask`` belongs to; any other name itself."""
    return name.partition(RETRIEVAL)[0]
