"""Why stories were not predicted, in words for their author."""

from __future__ import annotations

from collections.abc import Mapping

from teachback.cli.evaluation_report import counted, plain
from teachback.evaluation.examined import ExaminedAction, Familiarity, Said

REASONS: Mapping[Familiarity, str] = {
    Familiarity.OTHER_ACTION: "other stories go on differently from the same last states",
    Familiarity.DISPUTED: "other stories disagree about the same last states",
    Familiarity.KNOWN: "other stories do the same, but policies decided otherwise",
    Familiarity.NEW_WINDOW: "no other story comes to the same last states",
    Familiarity.NEW_INTENT: "no other story or rule has the intent",
    Familiarity.NEW_ACTION: "no other story or rule runs the action",
}

_CURE = "Make them agree, or let a slot tell them apart; `teachback check` shows them side by side."


def reason(examined: ExaminedAction, window: int) -> str:
    """Why the other stories did not tell this action, and what would help; ``window`` is how many states count."""
    states = f"{window} states" if window > 1 else "state"
    match examined.familiarity:
        case Familiarity.NEW_ACTION:
            return f"No other story or rule runs `{plain(examined.action)}`. That is fine for an action with one use."
        case Familiarity.NEW_INTENT:
            return (
                f"No other story or rule has the intent `{plain(examined.intent or '')}`. Teach a second one with it."
            )
        case Familiarity.NEW_WINDOW:
            return f"No other story comes to the same last {states}. Teach another story that passes here."
        case Familiarity.OTHER_ACTION:
            return f"After the same last {states} other stories run {_elsewhere(examined)}. {_CURE}"
        case Familiarity.DISPUTED:
            return f"After the same last {states} other stories run {_elsewhere(examined)}. {_CURE}"
        case Familiarity.KNOWN:
            return (
                f"Other stories do the same after these last {states}, but {_decider(examined.ensemble)} differently."
            )


def before(examined: ExaminedAction) -> str:
    """What stands just before an action, such as ``the user's affirm``."""
    if examined.after_user:
        return f"the user's {plain(examined.intent)}" if examined.intent is not None else "a message"
    return plain(examined.previous) if examined.previous is not None else "nothing"


def prediction(said: Said) -> str:
    """What a predictor said, such as ``0.46 utter_bye (TEDPolicy)``."""
    if said.action is None:
        return "nobody predicts"
    by = f" ({said.policy})" if said.policy not in ("", "statistics") else ""
    return f"{said.confidence:4.2f} {plain(said.action)}{by}"


def _elsewhere(examined: ExaminedAction) -> str:
    told = [f"`{plain(action)}` ({counted(count, 'time')})" for action, count in examined.elsewhere.items()]
    return " and ".join((", ".join(told[:-1]), told[-1])) if len(told) > 1 else "".join(told)


def _decider(said: Said) -> str:
    return f"{said.policy} decided" if said.policy else "the policies decided"
