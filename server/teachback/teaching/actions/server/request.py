"""What an action server is sent: the action, the whole conversation, the domain.

R1:core/actions/action.py:RemoteAction, R1:core/trackers.py:current_state; R3 likewise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import cast

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.transcript import Transcript, Understanding
from teachback.dialogue.values import thaw
from teachback.formats.domain_json import written_domain
from teachback.formats.transcript_json_writing import written_transcript, written_understanding
from teachback.teaching.actions.bot import Bot
from teachback.teaching.actions.standing import ActiveLoop, Standing

Json = Mapping[str, object]

# The Rasa in whose place the question is asked.
_VERSIONS: Mapping[Dialect, str] = MappingProxyType({Dialect.RASA1: "1.10.26", Dialect.RASA3: "3.6.21"})
SENDER = "teachback"
_SECONDS_APART = 0.001
_NOTHING_SAID = Understanding("", None)


def request_body(action: str, transcript: Transcript, bot: Bot, now: float, *, with_domain: bool) -> Json:
    """The body of ``POST /webhook``; ``now`` is the time of the latest event, in seconds since 1970."""
    body: dict[str, object] = {
        "next_action": action,
        "sender_id": SENDER,
        "tracker": written_tracker(transcript, bot, now),
        "version": _VERSIONS[bot.dialect],
    }
    if with_domain:
        body["domain"] = written_domain(bot.values, bot.domain)
    return body


def written_tracker(transcript: Transcript, bot: Bot, now: float) -> Json:
    """The tracker as Rasa's API shows it, with all events."""
    standing = bot.standing(transcript)
    return {
        "sender_id": SENDER,
        "slots": {name: thaw(value) for name, value in standing.slots.items()},
        "latest_message": written_understanding(standing.message or _NOTHING_SAID),
        "latest_event_time": now,
        "followup_action": standing.followup,
        "paused": standing.paused,
        "events": written_transcript(transcript, bot.dialect, _times(transcript, now)),
        "latest_input_channel": None,
        "latest_action_name": standing.latest_action,
        **_of_generation(standing, bot.dialect),
    }


def _times(transcript: Transcript, now: float) -> Sequence[float]:
    """A time for each entry, the last of them now: no transcript knows, and the order is what counts."""
    return [now - _SECONDS_APART * index for index in reversed(range(len(transcript)))]


def wants_domain(action: str, actions: Sequence[object]) -> bool:
    """Whether an action gets the domain although it is sent selectively: validations, and those that say so (3.x)."""
    if action.startswith("validate_"):
        return True
    settings = [cast("Json", each)[action] for each in actions if isinstance(each, Mapping) and action in each]
    return any(isinstance(each, Mapping) and cast("Json", each).get("send_domain") is True for each in settings)


def _of_generation(standing: Standing, dialect: Dialect) -> Json:
    loop = standing.loop
    if dialect is Dialect.RASA1:
        return {"active_form": {} if loop is None else _loop(loop, validate=not loop.interrupted)}
    latest = standing.latest
    if latest is None:
        ran: Json = {}
    else:
        ran = {"action_text" if latest.event.is_text else "action_name": latest.event.name}
    return {
        "active_loop": {} if loop is None else _loop(loop, is_interrupted=loop.interrupted),
        "latest_action": ran,
    }


def _loop(loop: ActiveLoop, **flag: bool) -> Json:
    trigger = None if loop.trigger is None else written_understanding(loop.trigger)
    return {"name": loop.name, **flag, "rejected": loop.rejected, "trigger_message": trigger}
