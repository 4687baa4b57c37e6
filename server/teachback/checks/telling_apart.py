"""What would let a policy tell two places apart."""

from __future__ import annotations

import math

from teachback.checks.rule import Facts
from teachback.checks.ways_in_words import shown_by
from teachback.dialogue.conversation import Conversation
from teachback.dialogue.events import UserUttered
from teachback.dialogue.slot_features import slot_features
from teachback.policies.approaches import conversation_at
from teachback.policies.contradictions import Contradiction, separating_history
from teachback.policies.placed_examples import Place

# So many names are enough to choose from.
MOST_NAMES = 3


def what_would_tell_apart(facts: Facts, contradiction: Contradiction, place: Place, action: str) -> str:
    """Some sentences: what the policy cannot see, what would help, and on which ways it shows."""
    return _what_would_help(facts, contradiction, place, action) + shown_by(facts, contradiction, action)


def _what_would_help(facts: Facts, contradiction: Contradiction, place: Place, action: str) -> str:
    history = facts.snapshot.max_history
    longer = _longer(contradiction)
    hints = _unseen(facts, contradiction, place, action)
    if history is None or longer is None:
        endless = not contradiction.shared.whole and math.isinf(contradiction.shared.longest)
        why = ", however many states it looks back." if endless else ": the conversations are the same up to here."
        said = f"No policy can tell them apart{why}"
        return f"{said} It could by {_joined(hints)}." if hints else said
    states = "1 state" if history == 1 else f"{history} states"
    said = f"A policy that looks back {states} cannot tell them apart; {longer} states would"
    return f"{said}, and so would {_joined(hints)}." if hints else f"{said}."


def _longer(contradiction: Contradiction) -> int | None:
    """The separating history, which is the same for all actions."""
    if separating_history not in contradiction.told:
        contradiction.told[separating_history] = separating_history(contradiction)
    known = contradiction.told[separating_history]
    return known if isinstance(known, int) else None


def _joined(hints: list[str]) -> str:
    return " or ".join(hints[:MOST_NAMES])


def _unseen(facts: Facts, contradiction: Contradiction, place: Place, action: str) -> list[str]:
    """Slots and entities that differ between the two places, though the policy sees nothing of them."""
    other = next(places[0] for name, places in contradiction.places.items() if name != action)
    mine, theirs = (_conversation(facts, contradiction, each) for each in (place, other))
    slots = [
        f"the slot `{slot.name}`, if it were featurized"
        for slot in facts.snapshot.domain.slots
        if (mine.slots.get(slot.name) is None) != (theirs.slots.get(slot.name) is None)
        and not any(slot_features(slot, each.slots.get(slot.name), facts.snapshot.dialect) for each in (mine, theirs))
    ]
    entities = sorted(_entities(mine.message) ^ _entities(theirs.message))
    return slots + [f"the entity `{name}`, if the intent used it" for name in entities]


def _entities(message: UserUttered | None) -> set[str]:
    return {mention.type for mention in message.entities} if message else set()


def _conversation(facts: Facts, contradiction: Contradiction, place: Place) -> Conversation:
    """The conversation at one of a contradiction's places, worked out once; the shortest way there speaks for all."""
    known = contradiction.told.get((_conversation, place))
    if isinstance(known, Conversation):
        return known
    step = place.step + 1 if place.implied else place.step
    told = conversation_at(facts.tables, place.path, place.story, step)
    contradiction.told[_conversation, place] = told
    return told
