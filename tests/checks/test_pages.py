"""Each rule has a page, and the page's example triggers the rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bots import findings, inspect_bot
from teachback.checks.registry import RULES
from teachback.checks.rule_pages import explanation, page_of

_FILE = re.compile(r"^```\w+ (?P<path>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def example_of(code: str) -> str:
    return "".join(f"=== {match['path']}\n{match['text']}" for match in _FILE.finditer(explanation(code)))


@pytest.mark.parametrize("code", RULES)
def test_a_rule_has_a_page_with_reason_example_and_cure(code: str) -> None:
    page = explanation(code)
    assert page.startswith(f"# {code}\n")
    assert re.findall(r"^## (.*)$", re.sub(r"```.*?```", "", page, flags=re.DOTALL), re.MULTILINE) == [
        "Why",
        "Example",
        "What helps",
    ]


def test_every_page_belongs_to_a_rule() -> None:
    assert sorted(path.stem for path in page_of("syntax").parent.glob("*.md")) == sorted(RULES)


@pytest.mark.parametrize("code", [code for code in RULES if code != "limit-reached"])
def test_the_example_triggers_the_rule(code: str, tmp_path: Path) -> None:
    assert findings(inspect_bot(tmp_path, example_of(code)), code) != []


def test_a_code_without_a_rule_has_no_page() -> None:
    with pytest.raises(FileNotFoundError):
        explanation("no-such-rule")


def test_the_documentation_lists_every_rule() -> None:
    index = (Path(__file__).parents[2] / "docs" / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[([a-z-]+)\]\(\.\./server/teachback/checks/pages/\1\.md\)", index, re.MULTILINE)
    assert listed == list(RULES)
