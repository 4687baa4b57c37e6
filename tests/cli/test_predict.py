"""``teachback predict``: what the policies say along stories, and after given events."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bots import write_bot
from teachback.command import main

BOT = """\
=== config.yml
policies:
- name: MemoizationPolicy
  max_history: 2
- name: MappingPolicy
=== data/stories.md
## hello
* greet
  - utter_greet
## fine
* affirm
  - utter_done
## fine too
* affirm
  - utter_bye
=== tests/e2e.md
## a test
* greet
  - utter_greet
* affirm
  - utter_chitchat
"""


def predicted(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["predict", *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_json_of_every_conversation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = predicted(capsys, str(write_bot(tmp_path, BOT)))
    assert (answer["version"], answer["stand_ins"], answer["cut"]) == (1, [], False)
    hello, fine, _ = answer["conversations"]
    assert [(step["index"], step["action"]) for step in hello["steps"]] == [
        (0, "action_listen"),
        (1, "utter_greet"),
        (2, "action_listen"),
    ]
    assert hello["steps"][1] == {
        "index": 1,
        "action": "utter_greet",
        "predicted": "utter_greet",
        "policy": "MemoizationPolicy",
        "confidence": 1.0,
        "scores": {"utter_greet": 1.0},
        "by_policy": {"MemoizationPolicy": {"utter_greet": 1.0}, "MappingPolicy": {}},
    }
    contradicted = fine["steps"][1]
    assert (fine["story"], contradicted["predicted"], contradicted["confidence"]) == ("fine", None, 0.0)


def test_the_text_marks_what_is_predicted_otherwise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["predict", str(write_bot(tmp_path, BOT)), "--story", "fine"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "fine",
        "    0  action_listen  1.00 MemoizationPolicy",
        "≠   1  utter_done     nobody predicts",
        "    2  action_listen  1.00 MemoizationPolicy",
        "",
        "1 conversation, 3 actions, 2 of them predicted as the stories say.",
    ]


def test_a_story_that_is_not_trained_on_is_replayed_when_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [conversation] = predicted(capsys, str(write_bot(tmp_path, BOT)), "--story", "a test")["conversations"]
    assert [step["predicted"] for step in conversation["steps"]][:2] == ["action_listen", "utter_greet"]
    assert conversation["steps"][3]["action"] == "utter_chitchat"


EVENTS = [
    {"event": "action", "name": "action_listen"},
    {"event": "user", "text": "hi", "parse_data": {"intent": {"name": "greet", "confidence": 0.9}}},
]


def test_what_comes_after_the_events_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bot = write_bot(tmp_path / "bot", BOT)
    file = tmp_path / "tracker.json"
    file.write_text(json.dumps({"events": EVENTS}), encoding="utf-8")
    [conversation] = predicted(capsys, str(bot), "--events", str(file))["conversations"]
    [step] = conversation["steps"]
    assert (step["index"], step["action"], step["predicted"]) == (1, None, "utter_greet")


def test_events_come_from_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    followed = [*EVENTS, {"event": "followup", "name": "utter_done"}]
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(followed)))
    [conversation] = predicted(capsys, str(write_bot(tmp_path, BOT)), "--events", "-")["conversations"]
    assert (conversation["story"], conversation["steps"][0]["predicted"]) == ("standard input", "utter_done")
    assert conversation["steps"][0]["policy"] is None


MACHINE_LEARNING = BOT.replace("- name: MappingPolicy", "- name: KerasPolicy\n- name: my.own.Policy")


def test_policies_that_are_not_run_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["predict", str(write_bot(tmp_path, MACHINE_LEARNING)), "--no-statistics", "--format", "json"]) == 0
    captured = capsys.readouterr()
    assert "my.own.Policy is not run here" in captured.err
    answer = json.loads(captured.out)
    assert answer["stand_ins"] == []
    assert answer["conversations"][1]["steps"][1]["predicted"] is None


@pytest.mark.slow
def test_the_statistical_policy_stands_in_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    answer = predicted(capsys, str(write_bot(tmp_path / "bot", MACHINE_LEARNING)))
    assert answer["stand_ins"] == ["KerasPolicy"]
    contradicted = answer["conversations"][1]["steps"][1]
    assert contradicted["policy"] == "KerasPolicy"
    assert contradicted["predicted"] in ("utter_done", "utter_bye")


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (["--story", "nothing"], "there is no story 'nothing'"),
        (["--events", "nothing.json"], "nothing.json cannot be read"),
        (["--events", "config.yml"], "config.yml: This cannot be read as JSON"),
    ],
)
def test_what_cannot_be_done_is_explained(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    advice: str,
) -> None:
    monkeypatch.chdir(write_bot(tmp_path, BOT))
    assert main(["predict", ".", *arguments]) == 2
    assert advice in capsys.readouterr().err


RULES = """\
=== domain.yml
version: "3.1"
intents: [greet, affirm]
responses:
  utter_greet: [{text: hi}]
  utter_done: [{text: done}]
=== config.yml
policies: [{name: RulePolicy}]
=== data/rules.yml
version: "3.1"
rules:
- rule: always
  steps:
  - intent: greet
  - action: utter_greet
- rule: first of all
  conversation_start: true
  steps:
  - intent: affirm
  - action: utter_done
"""


def test_a_rule_is_replayed_from_where_anything_may_have_come_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bot = str(write_bot(tmp_path, RULES))
    told = [
        [(step["index"], step["action"], step["predicted"], step["policy"]) for step in conversation["steps"]]
        for name in ("always", "first of all")
        for conversation in predicted(capsys, bot, "--story", name)["conversations"]
    ]
    assert told == [
        [(1, "utter_greet", "utter_greet", "RulePolicy"), (2, "action_listen", "action_listen", "RulePolicy")],
        [
            (0, "action_listen", "action_listen", "RulePolicy"),
            (1, "utter_done", "utter_done", "RulePolicy"),
            (2, "action_listen", "action_listen", "RulePolicy"),
        ],
    ]


def test_a_file_stands_for_its_own_stories_and_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bot = write_bot(tmp_path / "older", BOT)
    names = [each["story"] for each in predicted(capsys, str(bot / "tests" / "e2e.md"))["conversations"]]
    assert names == ["a test"]
    rules = write_bot(tmp_path / "newer", RULES) / "data" / "rules.yml"
    assert [each["story"] for each in predicted(capsys, str(rules))["conversations"]] == ["always", "first of all"]
    assert len(predicted(capsys, str(bot / "config.yml"))["conversations"]) == 3


def test_a_policy_that_refuses_to_train_takes_no_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stories = """\
=== config.yml
policies: [{name: MemoizationPolicy}, {name: RulePolicy}]
=== data/stories.yml
stories:
- story: another way
  steps:
  - intent: greet
  - action: utter_done
"""
    rules = RULES.replace("=== config.yml\npolicies: [{name: RulePolicy}]\n", "")
    assert main(["predict", str(write_bot(tmp_path, rules + stories)), "--format", "json"]) == 0
    said = capsys.readouterr()
    assert "RulePolicy would refuse to train" in said.err
    [conversation] = json.loads(said.out)["conversations"]
    step = conversation["steps"][1]
    assert (step["predicted"], step["policy"]) == ("utter_done", "MemoizationPolicy")
    assert list(step["by_policy"]) == ["MemoizationPolicy"]


def test_one_project_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one", "two"):
        write_bot(tmp_path / name, BOT)
    assert main(["predict", str(tmp_path)]) == 2
    assert "holds 2 projects" in capsys.readouterr().err


def test_a_length_of_memory_from_the_command_line_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stories = "=== data/stories.md\n## a\n* greet\n  - utter_greet\n* affirm\n  - utter_done\n"
    bot = str(write_bot(tmp_path, stories + "## b\n* bye\n  - utter_bye\n* affirm\n  - utter_hello\n"))
    [far, _] = predicted(capsys, bot)["conversations"]
    [near, _] = predicted(capsys, bot, "--max-history", "1")["conversations"]
    assert (far["steps"][3]["predicted"], near["steps"][3]["predicted"]) == ("utter_done", None)
