"""Names of commands: the server's own, and the one that a client with prompts has."""

from __future__ import annotations

APPLY = "teachback.apply"
"""``[data]`` of a code action: have its edit applied, for clients that know commands only."""

GOTO = "teachback.goto"
"""``[uri, range]``: show a place."""

TEACH = "teachback.teach"
"""``[uri, position]``: ask through messages what comes next there."""

LEARN = "teachback.interactive"
"""``[]``, ``[uri]`` or ``[uri, position]``: interactive learning by messages; without arguments, go on with it."""

SAY = "teachback.say"
"""``[text]``: what messages have no field for, said to the open question of that session."""

CLIENT_TEACH = "teachback.teachNextAction"
"""``[uri, position]``: the client asks, through ``teachback/teach/start``."""
