"""``config.yml`` and ``endpoints.yml``."""

from __future__ import annotations

from hypothesis import given

from formats.yaml_texts import yaml_like
from teachback.dialogue.values import Record
from teachback.formats.config_tree import ConfigFile, EndpointsFile
from teachback.formats.config_yaml import read_config
from teachback.formats.endpoints_yaml import read_endpoints
from teachback.formats.yaml_tree import parse_yaml


def config(text: str) -> ConfigFile:
    return read_config(parse_yaml(text))


def endpoints(text: str) -> EndpointsFile:
    return read_endpoints(parse_yaml(text))


def test_policies_with_their_parameters() -> None:
    text = "recipe: default.v1\nlanguage: no\npolicies:\n"
    text += "- name: rasa.core.policies.MemoizationPolicy\n  max_history: 012\n"
    text += "- name: TEDPolicy\n  epochs: 1e2\n  on: {a: [yes, true]}\npipeline:\n- name: X\n- Y\n"
    read = config(text)
    assert (read.recipe, read.language, read.problems) == ("default.v1", "no", ())
    assert read.policies is not None
    memo, ted = read.policies
    assert (memo.class_name, memo.parameter("max_history")) == ("MemoizationPolicy", 12)
    assert memo.name.span.text_in(text) == "rasa.core.policies.MemoizationPolicy"
    assert ted.parameters == (("epochs", 100.0), ("on", Record((("a", ("yes", True)),))))
    assert [component.class_name for component in read.pipeline] == ["X", "Y"]


def test_no_policies_leave_the_choice_to_rasa() -> None:
    assert config("language: en\npolicies:\n").policies is None
    assert config("policies: []\n").policies == ()


def test_a_pipeline_of_one_word() -> None:
    assert [component.class_name for component in config("pipeline: supervised_embeddings\n").pipeline] == [
        "supervised_embeddings"
    ]


def test_a_component_without_a_name_is_left_out() -> None:
    read = config("policies:\n- max_history: 3\n- name: RulePolicy\n")
    assert [component.class_name for component in read.policies or ()] == ["RulePolicy"]
    assert len(read.problems) == 1


def test_policies_that_are_no_list() -> None:
    read = config("policies:\n  name: RulePolicy\n")
    assert (read.policies, len(read.problems)) == ((), 1)


def test_endpoints_as_written() -> None:
    text = "action_endpoint:\n  url: ${ACTIONS}/webhook\n  token: no\nnlg:\nother: {a: 1}\ntracker_store: redis\n"
    read = endpoints(text)
    (endpoint,) = read.endpoints
    assert endpoint.name.span.text_in(text) == "action_endpoint"
    assert endpoint.settings == (("url", "${ACTIONS}/webhook"), ("token", "no"))
    assert [problem.span.text_in(text) for problem in read.problems] == ["redis"]


@given(yaml_like())
def test_any_text_is_read(text: str) -> None:
    problems = [*config(text).problems, *endpoints(text).problems]
    assert all(0 <= problem.span.start <= problem.span.end <= len(text) for problem in problems)
