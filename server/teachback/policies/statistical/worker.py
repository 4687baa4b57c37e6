"""The child process that trains: ``python -m teachback.policies.statistical.worker``.

In: on standard input one line, ``TrainingSet.to_json()``; then one with the size in bytes of weights to start from, as
``weights.dump`` makes them, and these bytes (size 0: none). The input stays open as long as the parent wants the
result. Out: on standard output the bytes of ``weights.dump``. Trouble goes to standard error, and the exit status is
then not 0.
"""

from __future__ import annotations

import gc
import os
import sys
import threading

from teachback.policies.statistical.training_set import from_json

_NICENESS = 10


def main() -> int:
    """Train once. The exit status: 0 with weights on standard output, 1 without."""
    gc.disable()  # hundreds of thousands of features are made, none in a circle; looking through them takes seconds
    if sys.platform != "win32":  # typing comes first
        os.nice(_NICENESS)
    line, size = sys.stdin.buffer.readline(), sys.stdin.buffer.readline()
    if not size.endswith(b"\n"):  # the parent went away while it wrote
        return 1
    start = sys.stdin.buffer.read(int(size))
    threading.Thread(target=_exit_with_the_parent, daemon=True).start()
    sys.stdout.buffer.write(_trained(line, start))
    sys.stdout.buffer.flush()
    return 0


def _trained(line: bytes, start: bytes) -> bytes:
    from teachback.policies.statistical.training import train  # noqa: PLC0415 - NumPy: the parent may go meanwhile
    from teachback.policies.statistical.weights import dump, load  # noqa: PLC0415 - likewise

    return dump(train(from_json(line), load(start) if start else None))


def _exit_with_the_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    os._exit(main())  # the thread that waits for the parent holds the input, which Python would want to close
