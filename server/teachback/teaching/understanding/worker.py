"""The child process that learns and understands: ``python -m teachback.teaching.understanding.worker``.

It speaks as ``wire`` says, on its standard input and output, and ends when its owner closes the input, at any moment.
Trouble goes to standard error.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from queue import SimpleQueue
from typing import TYPE_CHECKING

from teachback.cache import Cache
from teachback.teaching.understanding.nlu_data import NluData, from_json
from teachback.teaching.understanding.wire import (
    Message,
    Order,
    line_of,
    message_of,
    order_in,
    understanding_as_message,
)

if TYPE_CHECKING:  # NumPy: the owner may go while it is loaded
    from teachback.teaching.understanding.model import Model

MOST_MODELS = 16


def main() -> int:
    """Learn once, then answer. The exit status is 1 when the owner went away before it had said what to learn."""
    order, data = sys.stdin.buffer.readline(), sys.stdin.buffer.readline()
    if not data.endswith(b"\n"):
        return 1
    lines: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(lines,), daemon=True).start()
    model = _model(order_in(message_of(order)), from_json(data))
    _say({"ready": model.matcher.remarks})
    while True:
        _say(_answer(model, lines.get()))


def _listen(lines: SimpleQueue[bytes]) -> None:
    for line in sys.stdin.buffer:
        lines.put(line)
    os._exit(0)  # whatever is being learnt, nobody wants it any more


def _model(order: Order, data: NluData) -> Model:
    from teachback.teaching.understanding.model_file import UnreadableModelError, dump, load  # noqa: PLC0415 - see above

    cache = Cache(order.cache, MOST_MODELS)
    kept = cache.get(data.key()) if order.from_cache else None
    if kept is not None:
        try:
            return load(kept, data)
        except UnreadableModelError:
            _say({"told": "The model that was kept is damaged, and is trained anew."})
    from teachback.teaching.understanding.training import train  # noqa: PLC0415 - scikit-learn takes over a second

    model = train(data, lambda words: _say({"told": words}))
    cache.put(data.key(), dump(model))
    return model


def _answer(model: Model, line: bytes) -> Message:
    try:
        return understanding_as_message(model.understand(str(message_of(line)["text"])))
    except Exception as problem:  # noqa: BLE001 - one message that cannot be understood costs only itself
        return {"problem": f"{type(problem).__name__}: {problem}"}


def _say(message: Message) -> None:
    sys.stdout.buffer.write(line_of(message))
    sys.stdout.buffer.flush()


def _run() -> None:
    """Without the usual end: the thread that listens holds the input, which Python would want to close."""
    status = 1
    try:
        status = main()
    except Exception:  # noqa: BLE001 - the last words, in which the owner looks for the reason
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _run()
