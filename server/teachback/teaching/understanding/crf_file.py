"""The file of CRFsuite, as far as it can be checked without CRFsuite, which trusts whatever it opens.

The head is a magic, the size of the file, the type of the model, a version, how many features, labels and attributes
there are, and where five parts begin; all numbers have 32 bits and their lowest byte first.
"""

from __future__ import annotations

import struct

_HEAD = struct.Struct("<4sI4s9I")
_VERSION = 100
# What the parts begin with: features, labels, attributes, and the references of the latter two.
_PARTS = (b"FEAT", b"CQDB", b"CQDB", b"LFRF", b"AFRF")


def check(data: bytes) -> None:
    """Raise ``ValueError`` unless ``data`` has the head of such a file, and its size and parts as told there."""
    if len(data) < _HEAD.size:
        raise ValueError(f"{len(data)} bytes are no conditional random field")
    magic, size, kind, version, *numbers = _HEAD.unpack_from(data)
    if (magic, kind, version) != (b"lCRF", b"FOMC", _VERSION):
        raise ValueError("not a conditional random field of CRFsuite")
    if size != len(data):
        raise ValueError(f"a conditional random field of {size} bytes has {len(data)}")
    for name, start in zip(_PARTS, numbers[3:], strict=False):
        if data[start : start + len(name)] != name:
            raise ValueError(f"a conditional random field without {name.decode()} at {start}")
