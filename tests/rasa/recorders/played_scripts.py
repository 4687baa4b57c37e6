"""A case of actions: a script of messages, actions and events, played with real Rasa, and what each step adds.

``script.json`` is a list of steps: ``{"say": TEXT, "intent", "entities", "ranking"}``, ``{"run": ACTION}``, or
``{"happen": EVENT}``. Runs under the Pythons of both generations of Rasa (3.7 and 3.10).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable, Dict

Json = Dict[str, Any]

SCRIPT = "script.json"


def played(play: Callable[[Json], list[Any]]) -> list[list[Any]]:
    """What ``play`` adds for each step of the script in the working folder: events of Rasa's, told briefly."""
    script = json.loads(Path(SCRIPT).read_text(encoding="utf-8"))
    return [[told(event.as_dict()) for event in play(step)] for step in script]


def parsed(step: Json) -> Json:
    """What Rasa calls ``parse_data`` of a message."""
    intent = {"name": step["intent"], "confidence": step.get("confidence", 1.0)}
    ranking = [{"name": name, "confidence": confidence} for name, confidence in step.get("ranking", [])]
    return {"intent": intent, "entities": step.get("entities", []), "intent_ranking": ranking, "text": step["say"]}


def lasting(tracker: Json) -> Json:
    """What of a tracker's JSON is the same in every run."""
    dropped = ("sender_id", "events", "latest_event_time", "latest_input_channel")
    return {key: value for key, value in tracker.items() if key not in dropped}


def told(event: Json) -> list[Any]:
    """An event without times, origins and what is empty."""
    kind = event["event"]
    if kind == "bot":
        return [kind, event["text"], {key: value for key, value in event["data"].items() if value}]
    if kind == "user":
        intent = event["parse_data"]["intent"]
        return [kind, event["text"], intent.get("name"), intent.get("confidence")]
    if kind == "slot":
        return [kind, event["name"], event["value"]]
    if kind in ("form", "active_loop"):
        return ["loop", event["name"]]
    if kind in ("action", "action_execution_rejected", "followup"):
        return [kind, event["name"] or event.get("action_text")]
    return [kind]
