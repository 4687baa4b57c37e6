"""Story Markdown line by line, as Rasa 1.10 reads it."""

from __future__ import annotations

import pytest

from teachback.formats import markdown_known_lines
from teachback.formats.markdown_known_lines import KnownLines
from teachback.formats.markdown_rereading import ReadBefore
from teachback.formats.names import Name
from teachback.formats.problems import Problem, Severity
from teachback.formats.story_markdown import read_story_markdown
from teachback.formats.story_tree import (
    ActionStep,
    CheckpointStep,
    EventStep,
    LoopStep,
    OrStep,
    SlotAssignment,
    SlotStep,
    Step,
    Story,
    StoryFile,
    StoryKind,
    UserStep,
)


def only_story(text: str) -> Story:
    (placed,) = read_story_markdown(text).stories
    return placed.story


def all_problems(file: StoryFile) -> list[Problem]:
    return [*file.problems, *(problem for placed in file.stories for problem in placed.story.problems)]


def problem_of(line: str) -> tuple[str, Severity, str]:
    """The rule, severity and marked text of the only problem of a line."""
    text = f"## s\n{line}\n"
    (problem,) = only_story(text).problems
    return problem.rule, problem.severity, problem.span.text_in(text)


def shown(step: Step | None, text: str) -> str:
    """A step in short: its kind, its names as marked in the source, ``form:`` where it is prefixed."""
    match step:
        case UserStep(intent=intent, entities=entities, prefixed=prefixed, text=message):
            found = [f"{entity.type.text}={entity.value!r}" for entity in entities]
            said = [] if message is None else [f"says {marked(message, text)!r}"]
            return " ".join(["form:" * prefixed + "user", marked(intent, text), *found, *said])
        case ActionStep(action=action, prefixed=prefixed):
            return "form:" * prefixed + f"action {marked(action, text)}"
        case SlotStep(assignments=assignments):
            return " ".join(["slots", *(assigned(assignment, text) for assignment in assignments)])
        case LoopStep(loop=loop):
            return f"loop {marked(loop, text)}"
        case CheckpointStep(name=name, conditions=conditions):
            return " ".join(["checkpoint", marked(name, text), *(assigned(c, text) for c in conditions)])
        case OrStep(alternatives=alternatives):
            return " | ".join(shown(alternative, text) for alternative in alternatives)
        case EventStep(event=event, arguments=arguments):
            return f"event {marked(event, text)} {dict(arguments)}"
        case _:
            return "nothing"


def marked(name: Name | None, text: str) -> str:
    if name is None:
        return "-"
    assert name.span.text_in(text) == name.text
    return name.text


def assigned(assignment: SlotAssignment, text: str) -> str:
    return f"{marked(assignment.slot, text)}={assignment.value!r} [{assignment.value_span.text_in(text)}]"


def steps_of(line: str) -> list[str]:
    text = f"## s\n{line}\n"
    return [shown(step, text) for step in only_story(text).steps]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("* greet", "user greet"),
        ("*greet", "user greet"),
        ("\t *  greet \t", "user greet"),
        ("* /greet", "user greet"),
        ("* faq/ask_weather", "user faq/ask_weather"),
        ("* 挨拶", "user 挨拶"),
        ("* greet@0.9", "user greet"),
        ('* inform{"city": "Rome"}', "user inform city='Rome'"),
        ('* /inform {"city": "Rome", "n": 2}', "user inform city='Rome' n=2"),
        ('* inform@0.5{"city": ["a", "b"], "x": null, "none": []}', "user inform city='a' city='b' x=None"),
        ('* inform{"city": "a", "city": "b"}', "user inform city='b'"),
        ("* greet OR bye", "user greet | user bye"),
        ('* greet OR /inform{"a": 1} OR  bye', "user greet | user inform a=1 | user bye"),
        ("* greet <!-- or so --> OR bye <!-- really -->", "user greet | user bye"),
        ("* greet or bye", "user greet or bye"),
        ("- utter_greet", "action utter_greet"),
        ("-utter_greet", "action utter_greet"),
        ("  - utter greet  ", "action utter greet"),
        ("- utter_x{}", "action utter_x"),
        ('- utter_x{"confidence": 0.5}', "action utter_x"),
        ('- utter_x{"name": "utter_y"}', "action utter_y"),
        ('- action{"name": "x"}', "action x"),
        ("- action", "action action"),
        ("- event", "action event"),
        ("- action_listen", "action action_listen"),
        ('- slot{"a": 1, "b": null}', "slots a=1 [1] b=None [null]"),
        ('- slot {"a": "x"}', "slots a='x' [\"x\"]"),
        ('- slot{"a b": ["x", {"y": 1}]}', "slots a b=('x', Record(items=(('y', 1),))) [[\"x\", {\"y\": 1}]]"),
        ('- slot{"name": "x"}', "slots name='x' [\"x\"]"),
        ('- form{"name": "f"}', "loop f"),
        ('- form {"name": null}', "loop -"),
        ("- restart", "event restart {}"),
        ('- followup{"name": "a"}', "event followup {'name': 'a'}"),
        ('- reminder{"date_time": "2030-01-31T12:00:00"}', "event reminder {'date_time': '2030-01-31T12:00:00'}"),
        ("- session_started", "event session_started {}"),
        ("> check", "checkpoint check"),
        (">check", "checkpoint check"),
        ('> check{"a": "x"}', "checkpoint check a='x' [\"x\"]"),
        ("* form: inform", "form:user inform"),
        ('*   form: inform{"a": "x"}', "form:user inform a='x'"),
        ("* form:  deny", "form:user deny"),
        ("* form: inform OR affirm", "form:user inform | form:user affirm"),
        ("* form: inform OR form: affirm", "form:user inform | form:user affirm"),
        ("* form: inform: I live in Rome", "form:user inform says 'I live in Rome'"),
        ('* form: inform{"a": "x"}: in Rome', "form:user inform a='x' says 'in Rome'"),
        ("- form: my_form", "form:action my_form"),
        ('- form: slot{"a": 1}', "form:action slot"),
        ('- form: form{"name": null}', "form:action form"),
        ('- form: action{"name": "my_form"}', "form:action my_form"),
        ('- form: followup{"name": "a"}', "form:action followup"),
    ],
)
def test_a_line_without_fault(line: str, expected: str) -> None:
    assert steps_of(line) == [expected]
    assert only_story(f"## s\n{line}").problems == ()


@pytest.mark.parametrize(
    ("line", "expected", "problem"),
    [
        ("* form:inform", "user form:inform", "* form:"),
        ("*form: inform", "user form: inform", "*form: "),
        ("* forms: inform", "user forms: inform", "* forms: "),
        ("* Form: inform", "user Form: inform", "* Form: "),
        ("* form : inform", "user form : inform", "* form : "),
        ("- form:my_form", "action form:my_form", "- form:"),
        ("-form: my_form", "action form: my_form", "-form: "),
        ('* form:inform{"a": 1}', "user form:inform a=1", "* form:"),
    ],
)
def test_a_misspelt_prefix_is_read_as_rasa_reads_it(line: str, expected: str, problem: str) -> None:
    assert steps_of(line) == [expected]
    assert problem_of(line) == ("form-prefix-misspelt", Severity.WARNING, problem)


@pytest.mark.parametrize(
    "line", ["* form:inform", "*form: inform", "* FORMS :  inform", "-form:my_form", "- form\uff1a f"]
)
def test_the_cure_of_a_misspelt_prefix_is_the_prefix(line: str) -> None:
    text = f"## s\n{line}\n"
    (problem,) = only_story(text).problems
    replacement = f"{line[0]} form: "
    assert (problem.replacement, bool(problem.cure)) == (replacement, True)
    cured = text[: problem.span.start] + replacement + text[problem.span.end :]
    story = only_story(cured)
    assert not story.problems
    assert shown(story.steps[0], cured).startswith("form:")


def test_a_prefix_after_or_counts_for_nothing() -> None:
    line = "* inform OR form: deny"
    assert steps_of(line) == ["user inform | user form: deny"]
    assert problem_of(line) == ("form-prefix-misspelt", Severity.WARNING, "form:")


@pytest.mark.parametrize(
    ("line", "expected", "marked_text"),
    [
        ('* inform{"a": True}', "user inform", '{"a": True}'),
        ("* inform{'a': 'x'}", "user inform", "{'a': 'x'}"),
        ('* inform{"a": "x"', "user inform", '{"a": "x"'),
        ('* inform{"a": "x"} yes', "user inform", '{"a": "x"} yes'),
        ("* inform{", "user inform", "{"),
        ("* mail me@home", "user mail me", "@home"),
        ('* {"a": 1}', "user -", '{"a": 1}'),
        ("* greet: hello there", "user greet: hello there", "greet: hello there"),
        ('* inform{"a": "x"}: in Rome', "user inform", 'inform{"a": "x"}: in Rome'),
        ('* a{"x": "b OR c"} OR d', 'user a | user c"} | user d', " OR "),
        ("- form", "loop form", "- form"),
        ("- form{}", "loop form", "- form{}"),
        ('- slot["a"]', 'action slot["a"]', '- slot["a"]'),
        ("- slot a", "action slot a", "- slot a"),
        ("- utter_x{", "action utter_x", "{"),
        ("- utter_x <!-- open", "action utter_x <!-- open", "- utter_x <!-- open"),
        ("-->", "action ->", "-->"),
        (">", "checkpoint ", ">"),
    ],
)
def test_what_rasa_reads_in_another_way_is_a_warning(line: str, expected: str, marked_text: str) -> None:
    assert steps_of(line) == [expected]
    assert problem_of(line) == ("syntax", Severity.WARNING, marked_text)


@pytest.mark.parametrize("line", ["-", "- {}"])
def test_an_empty_event_line_is_no_step(line: str) -> None:
    assert steps_of(line) == []
    assert problem_of(line) == ("syntax", Severity.WARNING, line)


@pytest.mark.parametrize(
    "line",
    [
        '- slot{"a": 1',
        '- slot{"a": True}',
        "- slot",
        "- slot{}",
        '- utter_x{"a": 1} and more',
        "- topic",
        "- user",
        "- reminder",
        '- reminder{"date_time": 3}',
        '> check{"a"}',
    ],
)
def test_what_rasa_refuses_costs_its_line_only(line: str) -> None:
    text = f"## s\n* greet\n  {line}\n  - utter_greet\n"
    file = read_story_markdown(text)
    story = file.stories[0].story
    assert file.broken
    assert [shown(step, text) for step in story.steps] == ["user greet", "action utter_greet"]
    assert [(p.rule, p.severity, p.span.text_in(text)) for p in story.problems] == [("syntax", Severity.ERROR, line)]


def test_back_quotes_are_refused_everywhere_but_in_inline_comments() -> None:
    text = "## s <!-- `fine` -->\n* greet\n<!--\n`x`\n-->\n- `utter_y`\nsome `z`\n`alone\n"
    file = read_story_markdown(text)
    errors = [p.span.text_in(text) for p in all_problems(file) if p.severity is Severity.ERROR]
    assert errors == ["`x`", "`utter_y`", "`z`"]
    assert [shown(step, text) for step in file.stories[0].story.steps] == ["user greet"]
    assert all_problems(read_story_markdown("## `s`\n"))[0].severity is Severity.ERROR


def test_conditions_at_an_end_count_for_nothing() -> None:
    text = '## s\n> start{"a": 1}\n> other{"b": 2}\n* form: x\n> third{"c": 3}\n* greet\n> end{"d": 4}\n'
    story = only_story(text)
    assert [p.span.text_in(text) for p in story.problems] == ['> end{"d": 4}']
    assert len([step for step in story.steps if isinstance(step, CheckpointStep)]) == 4


def test_lines_that_are_no_commands_make_one_remark_a_run() -> None:
    text = "## s\nSome prose\n\nand more <!-- no -->\n| a | b |\n* greet\nagain\n- utter_greet\n"
    story = only_story(text)
    assert [p.span.text_in(text) for p in story.problems] == ["Some prose\n\nand more <!-- no -->\n| a | b |", "again"]
    assert len(story.steps) == 2


def test_before_the_first_story_nothing_counts() -> None:
    text = "Stories of mine\n<!-- * greet -->\n\n* greet\n  - utter_greet\n* form: x\n\n## s\n* bye\n"
    file = read_story_markdown(text)
    assert [(p.severity, p.span.text_in(text)) for p in file.problems] == [
        (Severity.WARNING, "Stories of mine"),
        (Severity.ERROR, "* greet"),
    ]
    assert file.broken
    assert len(file.stories) == 1


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("## a", "a"),
        ("#a", "a"),
        ("### a b ##", "a b"),
        ("  ## a <!-- b -->", "a"),
        ("<!-- b --> ## a", "a"),
        ("##", ""),
        ("# ## #", ""),
        ("##\ta", "\ta"),
        ("## a #1 #", "a #1"),
    ],
)
def test_headers(header: str, name: str) -> None:
    text = f"## before\n* x\n{header}\n* greet\n"
    placed = read_story_markdown(text).stories[1]
    story = placed.story
    assert story.name.text == name
    assert story.name.span.shifted(placed.offset).text_in(text) == name
    assert story.header.shifted(placed.offset).text_in(text) == header
    assert story.span.shifted(placed.offset).text_in(text) == f"{header}\n* greet"


def test_headers_inside_comments_are_none() -> None:
    text = "<!-- ## a\n## b\n-->\n## c\n* x <!-- ## d -->\n<!--\n## e\n--> no end\n still\nend -->\n- y\n# f\n"
    stories = read_story_markdown(text).stories
    assert [placed.story.name.text for placed in stories] == ["c", "f"]
    assert len(stories[0].story.steps) == 2


def test_a_comment_without_end_swallows_the_rest() -> None:
    text = "## a\n* x\n<!-- never closed\n- y\n## b\n* z\n"
    (placed,) = read_story_markdown(text).stories
    assert len(placed.story.steps) == 1
    assert [p.span.text_in(text) for p in placed.story.problems] == ["<!-- never closed"]
    assert read_story_markdown("<!-- a\n## b\n").stories == ()


def test_only_universal_newlines_end_a_line() -> None:
    text = "## a\r* x\x0b\r\n- y\u2028z\n- v\x85\n"
    story = only_story(text)
    assert [shown(step, text) for step in story.steps] == ["user x", "action y\u2028z", "action v"]


def test_spans_do_not_depend_on_what_stands_above() -> None:
    below = '## s\n* greet <!-- c --> OR bye\n  - slot{"a": 1}\n'
    alone = read_story_markdown(below).stories[0]
    moved = read_story_markdown(f"## other\n* x\n\n{below}").stories[1]
    assert moved.story == alone.story
    assert moved.offset == 14


def test_equal_lines_are_one_step_for_all_files_of_a_reader() -> None:
    known = KnownLines()
    first, second = read_story_markdown("## a\n* x\n- y\n* x\n\n## b\n* x", known).stories
    (other,) = read_story_markdown("## c\n- z\n* x\n", known).stories
    x = first.story.lines[0]
    assert x is first.story.lines[2] is second.story.lines[0] is other.story.lines[1]
    assert first.story.steps[2] == first.story.step(2) == x.shifted(len("## a\n* x\n- y\n"))


def test_stories_that_an_edit_does_not_touch_stay_the_same_objects() -> None:
    text = "## a\n* x\n\n## b\n* y\n\n## c\n* z\n\n## d\n* x\n\n## e\n* y\n"
    before = read_story_markdown(text).stories
    after = read_story_markdown(text.replace("* z", "* zz"), None, ReadBefore(text, before)).stories
    kept = [old.story is new.story for old, new in zip(before, after, strict=True)]
    assert kept == [True, True, False, True, True]
    assert [new.offset - old.offset for old, new in zip(before, after, strict=True)] == [0, 0, 0, 1, 1]


def test_more_lines_than_can_be_known_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown_known_lines, "MOST_LINES", 2)
    known = KnownLines()
    text = "## a\n* x\n- y\n* z\n- y\n> w\n* x\n"
    assert read_story_markdown(text, known) == read_story_markdown(text)
    assert len(known) <= 2


def test_a_rule_of_rasa_2() -> None:
    text = '>> r\n- form{"name": "f"}\n- slot{"a": 1}\n- ...\n* x\n- f\n- ...\n>> first\n* greet\n- utter_greet\n'
    rule, first = (placed.story for placed in read_story_markdown(text).stories)
    assert (rule.kind, rule.name.text, len(rule.conditions)) == (StoryKind.RULE, "r", 2)
    assert [type(step) for step in rule.steps] == [UserStep, ActionStep]
    assert (rule.conversation_start, rule.wait_for_user_input) == (False, False)
    assert (first.conversation_start, first.wait_for_user_input, len(first.steps)) == (True, True, 2)
