"""Policies that are not run here."""

from __future__ import annotations

from pathlib import Path

from bots import findings, inspect_bot, lines

CONFIG = """\
=== config.yml
policies:
- name: MemoizationPolicy
- name: {policy}
=== data/stories.md
## hello
* greet
  - utter_greet
"""


def test_an_own_policy_is_named_at_its_place(tmp_path: Path) -> None:
    inspection = inspect_bot(tmp_path, CONFIG.format(policy="my_bot.OpeningHours"))
    assert lines(inspection, "missing-policy") == ["config.yml:3 my_bot.OpeningHours"]
    [finding] = findings(inspection, "missing-policy")
    assert "code of a project is never run here" in finding.message


def test_a_policy_of_the_other_generation_is_not_taken_for_a_misspelling(tmp_path: Path) -> None:
    inspection = inspect_bot(tmp_path, CONFIG.format(policy="UnexpecTEDIntentPolicy"))
    [finding] = findings(inspection, "missing-policy")
    assert finding.message.startswith("`UnexpecTEDIntentPolicy` is not run here")
    assert "spelt" not in finding.message


def test_policies_that_run_are_not_mentioned(tmp_path: Path) -> None:
    for index, policy in enumerate(["AugmentedMemoizationPolicy", "TwoStageFallbackPolicy", "KerasPolicy"]):
        folder = tmp_path / str(index)
        assert findings(inspect_bot(folder, CONFIG.format(policy=policy)), "missing-policy") == []
