"""What two texts have in common at their ends, found without looking at single characters in Python."""

from __future__ import annotations


def common_prefix(before: str, after: str) -> int:
    """How many code points the texts share at their start."""
    low, high = 0, min(len(before), len(after))
    while low < high:
        middle = (low + high + 1) // 2
        if before.startswith(after[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return low


def common_suffix(before: str, after: str, most: int) -> int:
    """How many code points, ``most`` at the most, the texts share at their end."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if before.endswith(after[len(after) - middle : len(after) - low], 0, len(before) - low):
            low = middle
        else:
            high = middle - 1
    return low
