"""What the command line's JSON says of a contradiction."""

from __future__ import annotations

from collections.abc import Mapping

from teachback.checks.finding import Finding
from teachback.checks.rule import Facts
from teachback.checks.ways_in_words import ways_of, witness_data
from teachback.dialogue.values import Record, freeze
from teachback.policies.contradictions import Contradiction
from teachback.policies.named_stories import NamedStories


def identifying(contradiction: Contradiction) -> Record:
    """By which a finding can be traced to its contradiction."""
    return Record((("id", contradiction.identity),))


def contradiction_of(facts: Facts, finding: Finding) -> Contradiction | None:
    """The contradiction of which a finding tells; ``None`` when it is no more."""
    identity = dict(finding.data.items).get("id")
    return next((each for each in facts.contradictions if each.identity == identity), None)


def data_of(facts: Facts, finding: Finding) -> Record:
    """All that is told, with the stories as Rasa names them; of a contradiction that is no more only its identity."""
    known: Mapping[str, Record] | None = facts.answers.get(data_of)
    if known is None:
        known = facts.answers[data_of] = _of_all(facts)  # at once: fixes that are tried out change the tables
    return known.get(str(dict(finding.data.items)["id"]), finding.data)


def _of_all(facts: Facts) -> Mapping[str, Record]:
    named = NamedStories(facts.tables)
    return {each.identity: _data(facts, each, named.of(each)) for each in facts.contradictions}


def _data(facts: Facts, contradiction: Contradiction, stories: Mapping[str, tuple[str, ...]]) -> Record:
    frozen = freeze(
        {
            "id": contradiction.identity,
            "after": {"kind": contradiction.after_kind, "name": contradiction.after_name},
            "max_history": facts.snapshot.max_history,
            "actions": {action: list(names) for action, names in stories.items()},
        }
        | witness_data(ways_of(facts, contradiction))
    )
    assert isinstance(frozen, Record)  # noqa: S101 - freeze makes a Record of a dict
    return frozen
