"""Which policies a configuration asks for."""

import pytest

from teachback.dialogue.dialect import Dialect
from teachback.formats.config_yaml import read_config
from teachback.formats.yaml_tree import parse_yaml
from teachback.policies.configuration import Configuration, read_configuration


def configured(text: str, dialect: Dialect = Dialect.RASA1) -> Configuration:
    return read_configuration(read_config(parse_yaml(text)), dialect)


@pytest.mark.parametrize(
    ("policy", "dialect", "max_history", "priority"),
    [
        ("name: MemoizationPolicy", Dialect.RASA1, 5, 3),
        ("name: MemoizationPolicy", Dialect.RASA3, None, 3),
        ("name: MemoizationPolicy\n  max_history: 2", Dialect.RASA3, 2, 3),
        ("name: rasa.core.policies.memoization.MemoizationPolicy\n  priority: 7", Dialect.RASA1, 5, 7),
        ("name: FormPolicy", Dialect.RASA1, None, 5),
        (
            "name: KerasPolicy\n  featurizer:\n  - {name: MaxHistoryTrackerFeaturizer, max_history: 3}",
            Dialect.RASA1,
            3,
            1,
        ),
        ("name: TEDPolicy\n  max_history: 8", Dialect.RASA3, 8, 1),
    ],
)
def test_parameters_and_their_defaults(policy: str, dialect: Dialect, max_history: int | None, priority: int) -> None:
    [setup] = configured(f"policies:\n- {policy}\n", dialect).policies
    assert (setup.max_history, setup.priority) == (max_history, priority)


def test_what_is_not_supported_is_named_with_its_place() -> None:
    text = "policies:\n- name: MemoizationPolicy\n- name: my.own.Policy\n"
    found = configured(text)
    assert [each.name for each in found.policies] == ["MemoizationPolicy"]
    [missing] = found.missing
    assert missing.text == missing.span.text_in(text) == "my.own.Policy"


def test_statistics_take_part_where_machine_learning_is_configured() -> None:
    assert configured("policies:\n- name: TEDPolicy\n", Dialect.RASA3).statistical
    assert configured("policies:\n- name: UnexpecTEDIntentPolicy\n", Dialect.RASA3).statistical
    assert not configured("policies:\n- name: MemoizationPolicy\n").statistical


def test_without_a_list_rasa_chooses() -> None:
    found = configured("language: en\n", Dialect.RASA3)
    assert found.assumed
    assert [each.name for each in found.policies] == [
        "MemoizationPolicy",
        "RulePolicy",
        "UnexpecTEDIntentPolicy",
        "TEDPolicy",
    ]
    assert configured("policies: []\n").policies == ()
