"""Who writes a journal: a lock that ends with the process, however that ends."""

from __future__ import annotations

import sys
from typing import IO

if sys.platform == "win32":
    import msvcrt

    # Far behind all that is ever written: a lock on Windows keeps others from reading what it covers.
    _BEHIND_ALL = 1 << 40

    def locked(file: IO[bytes]) -> bool:
        """Lock an open file; false where another process has it."""
        place = file.tell()
        file.seek(_BEHIND_ALL)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(place)
        return True

else:
    import fcntl

    def locked(file: IO[bytes]) -> bool:
        """Lock an open file; false where another process has it."""
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
