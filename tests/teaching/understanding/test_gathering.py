"""What of a project's files a model learns from."""

from __future__ import annotations

from pathlib import Path

from nlu_bots import CONFIG_3X, gathered, intents

from teachback.teaching.understanding.nlu_data import Label, Mark, Pattern, Sample, Table, from_json

MARKDOWN = """\
=== data/nlu.md
## intent:faq/ask_age
- how old are you
## intent:inform
- [Roma](city:Rome) now
## synonym:Oslo
- Kristiania
## lookup:city
- Paris
## lookup:dish
data/dishes.txt
../outside.txt
data/none.txt
## regex:zip
- [0-9]{5}
=== data/dishes.txt
pizza

  soup\x20
"""


def test_everything_of_a_1x_project(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("secret")
    told = gathered(tmp_path / "bot", MARKDOWN)
    assert told.data.samples == (
        Sample("Roma now", "inform", (Mark(0, 4, Label("city")),)),
        Sample("how old are you", "faq"),
    )
    assert told.data.synonyms == (("kristiania", "Oslo"), ("roma", "Rome"))
    assert told.data.tables == (Table("city", ("Paris",)), Table("dish", ("pizza", "soup")))
    assert told.data.patterns == (Pattern("zip", "[0-9]{5}"),)
    outside, missing = told.problems
    assert "`../outside.txt` lies outside the project" in outside
    assert "`data/none.txt` is not there" in missing


def test_a_link_that_leads_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("secret")
    bot = tmp_path / "bot"
    (bot / "data").mkdir(parents=True)
    (bot / "data" / "dishes.txt").symlink_to(tmp_path / "outside.txt")
    told = gathered(bot, "=== data/nlu.md\n## lookup:dish\ndata/dishes.txt\n")
    assert told.data.tables == (Table("dish", ()),)
    assert "outside the project" in told.problems[0]


def test_in_3x_any_case_of_a_value_stands_for_it(tmp_path: Path) -> None:
    nlu = intents(inform='to [roma]{"entity": "city", "value": "Rome", "role": "to"}')
    told = gathered(tmp_path, nlu)
    assert told.data.synonyms == (("roma", "Rome"), ("rome", "Rome"))
    assert told.data.samples[0].marks == (Mark(3, 7, Label("city", "to")),)


def test_the_pipeline_says_whether_patterns_decide(tmp_path: Path) -> None:
    rest = (
        "=== domain.yml\nversion: '3.1'\nintents: [inform]\nentities: [city, zip]\n"
        "=== data/nlu.yml\nversion: '3.1'\nnlu:\n" + intents(inform="to [Rome](city)")
    )
    deciding = CONFIG_3X.replace("pipeline: []", "pipeline:\n- name: RegexEntityExtractor")
    assert gathered(tmp_path / "a", CONFIG_3X + rest).data.entities == ("zip",)
    assert gathered(tmp_path / "b", deciding + rest).data.entities == ("city", "zip")


def test_what_is_sent_to_the_child_comes_out_the_same(tmp_path: Path) -> None:
    data = gathered(tmp_path, MARKDOWN).data
    assert from_json(data.to_json()) == data


def test_equal_data_has_one_key_wherever_it_stands(tmp_path: Path) -> None:
    one = gathered(tmp_path / "a", intents(greet="hi|hello", bye="bye")).data
    other = gathered(tmp_path / "b", intents(bye="bye", greet="hello|hi")).data
    more = gathered(tmp_path / "c", intents(bye="bye", greet="hello|hi|hey")).data
    assert one.key() == other.key() != more.key()
