"""Stories keep their numbers as long as they are there."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import Domain
from teachback.formats.config_tree import ConfigFile
from teachback.formats.story_markdown import read_story_markdown
from teachback.formats.story_tree import PlacedStory, Story, StoryFile, StoryFormat
from teachback.policies.placements import Placements
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.text.document import Document

ROOT = Path("/nowhere")
STORIES = [read_story_markdown(f"## {name}\n* greet\n- utter_{name}\n").stories[0].story for name in "abcde"]
# Blocks of a YAML file that say the same are one object, which may stand there twice.
FILES = st.dictionaries(st.sampled_from("fg"), st.lists(st.sampled_from(STORIES), max_size=6))


def snapshot(files: dict[str, list[Story]]) -> Snapshot:
    made = {
        name: SourceFile(name, Document(""), stories=StoryFile(StoryFormat.YAML, tuple(placed(stories))))
        for name, stories in files.items()
    }
    return Snapshot(ROOT, 1, made, Domain(dialect=Dialect.RASA3), ConfigFile(), None)


def placed(stories: list[Story]) -> list[PlacedStory]:
    return [PlacedStory(story, 100 * index) for index, story in enumerate(stories)]


@given(st.lists(FILES, min_size=1, max_size=4))
def test_every_story_has_a_number_and_changes_tell_of_those_that_come_and_go(
    texts: list[dict[str, list[Story]]],
) -> None:
    placements = Placements()
    before: dict[int, tuple[str, int]] = {}
    for files in texts:
        changes = placements.update(snapshot(files))
        now: dict[int, tuple[str, int]] = {}
        for name, stories, numbers in placements.files():
            assert stories == tuple(placed(files[name]))
            for index, number in enumerate(numbers):
                assert placements.story(number) == stories[index]
                assert placements.where(number) == (name, index)
                assert placements.number(name, index) == number
                now[number] = (name, index)
        assert len(now) == sum(map(len, files.values()))
        assert sorted(changes.gone) == sorted(before.keys() - now.keys())
        assert sorted(changes.fresh) == sorted(now.keys() - before.keys())
        assert changes.moved == {
            now[number][0] for number in before.keys() & now.keys() if before[number] != now[number]
        }
        before = now


def test_stories_that_change_places_are_neither_gone_nor_fresh() -> None:
    placements = Placements()
    placements.update(snapshot({"f": STORIES}))
    changes = placements.update(snapshot({"f": STORIES[::-1]}))
    assert (changes.gone, changes.fresh, changes.moved) == ((), (), frozenset("f"))
