"""``teachback train`` saves a model; ``teachback predict -m`` predicts with it."""

from __future__ import annotations

import io
import json
import re
import tarfile
from pathlib import Path
from typing import Any

import pytest

from bots import write_bot
from teachback.command import main

BOT = """\
=== config.yml
policies: [{name: MemoizationPolicy, max_history: 3}, {name: FormPolicy}, {name: TEDPolicy}]
=== data/stories.md
## hello
* greet
  - utter_greet
## goodbye
* bye
  - utter_bye
=== new.json
[{"event": "action", "name": "action_listen"},
 {"event": "user", "text": "no", "parse_data": {"intent": {"name": "deny"}}}]
"""
RULES = """\
=== config.yml
recipe: default.v1
policies: [{name: RulePolicy}]
=== domain.yml
version: "3.1"
intents: [greet]
responses: {utter_greet: [{text: hi}], utter_bye: [{text: bye}]}
=== data/rules.yml
version: "3.1"
rules:
- rule: one
  steps: [{intent: greet}, {action: utter_greet}]
- rule: other
  steps: [{intent: greet}, {action: utter_bye}]
"""


def predicted(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[Any, str]:
    """The answer of `predict`, and what it says beside it."""
    assert main(["predict", *arguments, "--format", "json"]) == 0
    captured = capsys.readouterr()
    return json.loads(captured.out), captured.err


def test_a_model_predicts_as_it_did_when_it_was_trained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bot = write_bot(tmp_path / "bot", BOT)
    model = tmp_path / "kept.tar.gz"
    assert main(["train", str(bot), "-o", str(model)]) == 0
    assert capsys.readouterr().out.startswith(f"{model}: learnt from 2 stories and rules, ")
    questions = ([str(bot), "--events", str(bot / "new.json")], [str(bot), "--story", "goodbye"])
    before = [predicted(capsys, *asked) for asked in questions]
    assert [predicted(capsys, *asked, "-m", str(model)) for asked in questions] == before

    stories = bot / "data" / "stories.md"
    stories.write_text(stories.read_text(encoding="utf-8").replace("utter_greet", "utter_hello"), encoding="utf-8")
    (bot / "config.yml").write_text("policies: []\n", encoding="utf-8")
    kept = [predicted(capsys, *asked, "-m", str(model)) for asked in questions]
    assert [answer for answer, _ in kept] == [answer for answer, _ in before]
    assert all("config.yml, data/stories.md: changed since the model was trained" in said for _, said in kept)
    now = [predicted(capsys, *asked) for asked in questions]
    assert all(answer != old for (answer, _), (old, _) in zip(now, before, strict=True))


def test_models_are_named_by_the_time_and_stay_out_of_the_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bot = write_bot(tmp_path / "bot", BOT)
    (tmp_path / "elsewhere").mkdir()
    assert main(["train", str(bot)]) == 0
    assert main(["train", str(bot / "data" / "stories.md"), "--output", str(tmp_path / "elsewhere")]) == 0
    for folder in (bot / "models", tmp_path / "elsewhere"):
        [model] = folder.iterdir()
        assert re.fullmatch(r"\d{8}-\d{6}\.tar\.gz", model.name)
        assert str(model) in capsys.readouterr().out or folder != bot / "models"


def test_an_option_of_the_training_counts_for_the_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bot = write_bot(tmp_path / "bot", BOT)
    model = str(tmp_path / "kept.tar.gz")
    assert main(["train", str(bot), "-o", model, "--max-history", "1"]) == 0
    capsys.readouterr()
    with_option, _ = predicted(capsys, str(bot), "--max-history", "1")
    assert predicted(capsys, str(bot), "-m", model)[0] == with_option
    assert predicted(capsys, str(bot))[0] != with_option


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (RULES, "RulePolicy refuses to train on these rules"),
        ("=== data/stories.md\n## empty\n", "has nothing to learn from"),
    ],
)
def test_what_cannot_be_trained_leaves_no_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, complaint: str
) -> None:
    bot = write_bot(tmp_path, text)
    assert main(["train", str(bot)]) == 1
    said = capsys.readouterr().err
    assert complaint in said
    assert said.endswith("No model is saved.\n")
    assert not (bot / "models").exists()


def test_wrong_use_of_train_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bot = write_bot(tmp_path / "bot", BOT)
    assert main(["train", str(tmp_path / "none")]) == 2
    assert "does not exist" in capsys.readouterr().err
    assert main(["train", str(bot), "-o", str(tmp_path / "no folder" / "m.tar.gz")]) == 2
    assert "there is no such folder" in capsys.readouterr().err
    (bot / "models").write_text("a file", encoding="utf-8")
    assert main(["train", str(bot)]) == 2
    assert "models/" in capsys.readouterr().err


def test_what_is_no_model_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bot = write_bot(tmp_path / "bot", BOT)
    (tmp_path / "text").write_text("hello", encoding="utf-8")
    for name, complaint in (("text", "is no model"), ("none", "cannot be read: No such file")):
        assert main(["predict", str(bot), "-m", str(tmp_path / name)]) == 2
        said = capsys.readouterr().err
        assert complaint in said
        assert str(tmp_path / name) in said


def test_a_model_of_rasa_is_run_by_rasa(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bot = write_bot(tmp_path / "bot", BOT)
    model = tmp_path / "rasa.tar.gz"
    with tarfile.open(model, "w:gz") as opened:
        for name, data in (("fingerprint.json", b'{"version": "1.10.26"}'), ("core/domain.yml", b"")):
            header = tarfile.TarInfo(name)
            header.size = len(data)
            opened.addfile(header, io.BytesIO(data))
    assert main(["predict", str(bot), "-m", str(model), "--rasa-command", "no-such-rasa"]) == 0
    said = capsys.readouterr().err
    assert f"{model} is a model of Rasa 1.10.26." in said
    assert "there is no command 'no-such-rasa'" in said
