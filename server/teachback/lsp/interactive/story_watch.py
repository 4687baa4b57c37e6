"""Watches the texts while contradictory stories are asked about."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from teachback.lsp.interactive.faces import Reply
from teachback.lsp.interactive.workroom import EditorWorkroom
from teachback.teaching.session.inputs import Predicted, Told
from teachback.teaching.session.session import Session
from teachback.teaching.session.validation import LOOK_AGAIN, look


async def answered_or_gone(asking: Coroutine[Any, Any, Reply], workroom: EditorWorkroom, session: Session) -> Reply:
    """What the person answers, or the answer in the person's place once no story says the opposite any more."""
    tasks = asyncio.ensure_future(asking), asyncio.ensure_future(_gone(workroom, session))
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return next(task for task in tasks if task.done()).result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _gone(workroom: EditorWorkroom, session: Session) -> Reply:
    while True:
        change = workroom.next_change()
        seen = await workroom.fulfilled(look(session))
        if isinstance(seen, Predicted) and not seen.proposal.unvalidated:
            return Told(LOOK_AGAIN)
        await change.wait()
