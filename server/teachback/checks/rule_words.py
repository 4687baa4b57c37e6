"""How a sentence says what stories and rules do, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from teachback.checks.places import action_name, describe
from teachback.checks.rule import Facts
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.formats.story_tree import ActionStep, BotStep, OrStep, Step, Story, UserStep
from teachback.policies.placed_examples import Place
from teachback.policies.rules.disputes import Deed

# So many actions that stand against one are told of in a sentence.
MOST_ACTIONS = 3


def story_at(facts: Facts, place: Place) -> Story:
    """The story or rule in which a place lies."""
    return facts.snapshot.files[place.path].placed_stories()[place.story].story


def name_at(facts: Facts, place: Place) -> str:
    """The name of that story or rule."""
    return story_at(facts, place).name.text


def told(facts: Facts, place: Place) -> str:
    """A story or rule, such as ``the rule "greet"``."""
    story = story_at(facts, place)
    return f'the {story.kind.value} "{story.name.text}"'


def opening(facts: Facts, place: Place) -> str:
    """What comes just before an action, such as ``After `greet```; ``Here`` where nothing does."""
    steps = story_at(facts, place).lines[: place.step + 1 if place.implied else place.step]
    before = next((said for step in reversed(steps) if (said := _said(step))), None)
    return f"After {before}" if before else "Here"


def _said(step: Step) -> str | None:
    match step:
        case UserStep(intent=intent, text=text, entities=entities):
            if intent is not None:
                listed = " and ".join(f"`{name}`" for name in dict.fromkeys(entity.type.text for entity in entities))
                return f"`{intent.text}` with {listed}" if listed else f"`{intent.text}`"
            return f'the user says "{text.text}"' if text is not None else None
        case ActionStep(action=action):
            return action_name(action.text)
        case BotStep(text=text):
            return f'the bot says "{text.text}"'
        case OrStep(alternatives=alternatives):
            return " or ".join(said for each in alternatives if (said := _said(each))) or None
        case _:
            return None


def does(facts: Facts, deed: Deed, *, many: bool = False) -> str:
    """What a story or rule does at a place, such as ``runs `utter_greet```."""
    steps = story_at(facts, deed.place).lines
    if deed.action == ACTION_LISTEN:
        last = deed.place.implied and deed.place.step == len(steps) - 1
        ends = f"{'end' if many else 'ends'} and " if last else ""
        return f"{ends}{'wait' if many else 'waits'} for the user"
    if not deed.place.implied and isinstance(steps[deed.place.step], BotStep):
        return f'{"say" if many else "says"} "{deed.action}"'
    return f"{'run' if many else 'runs'} {action_name(deed.action)}"


def all_do(facts: Facts, deeds: Sequence[Deed]) -> str:
    """What several stories or rules do, each action with the first that runs it and where."""
    by_action: dict[str, list[Deed]] = {}
    for deed in deeds:
        by_action.setdefault(deed.action, []).append(deed)
    told_of = list(by_action.values())
    clauses = [_who_does(facts, same) for same in told_of[:MOST_ACTIONS]]
    if told_of[MOST_ACTIONS:]:
        clauses.append("others do something else again")
    return ", and ".join(clauses)


def _who_does(facts: Facts, deeds: Sequence[Deed]) -> str:
    first = deeds[0]
    who = f"{told(facts, first.place)} ({describe(facts.snapshot, first.place)})"
    others = len(dict.fromkeys((deed.place.path, deed.place.story) for deed in deeds)) - 1
    if others:
        who = f"{who} and {'one other' if others == 1 else f'{others} others'}"
    return f"{who} {does(facts, first, many=others > 0)}"


def names(facts: Facts, deeds: Iterable[Deed]) -> list[str]:
    """The names of the stories or rules, each once."""
    return list(dict.fromkeys(name_at(facts, deed.place) for deed in deeds))
