"""Any text is read as YAML: exact places, no construction, and a way on after an error."""

from __future__ import annotations

import pytest
from hypothesis import given

from formats.yaml_texts import scalars, yaml_like
from teachback.dialogue.values import thaw
from teachback.formats.problems import Severity
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence, YamlFile
from teachback.formats.yaml_scalars import to_value
from teachback.formats.yaml_tree import MAX_CHARACTERS, parse_yaml


def value(yaml: YamlFile) -> object:
    return None if yaml.root is None else thaw(to_value(yaml.root))


def rules(yaml: YamlFile) -> list[str]:
    return [problem.rule for problem in yaml.problems]


def words(text: str) -> list[str]:
    return [scalar.inner.text_in(text) for scalar in scalars(parse_yaml(text).root)]


def spans(node: Node | None) -> list[tuple[int, int]]:
    match node:
        case Scalar():
            return [(node.span.start, node.span.end), (node.inner.start, node.inner.end)]
        case Mapping():
            inner = [span for pair in node.entries for part in pair for span in spans(part)]
        case Sequence():
            inner = [span for item in node.items for span in spans(item)]
        case None:
            return []
    return [(node.span.start, node.span.end), *inner]


@given(yaml_like())
def test_every_text_is_read_and_every_span_lies_inside(text: str) -> None:
    yaml = parse_yaml(text)
    places = spans(yaml.root) + [(problem.span.start, problem.span.end) for problem in yaml.problems]
    assert all(0 <= start <= end <= len(text) for start, end in places)
    assert yaml.broken or not any(problem.severity is Severity.ERROR for problem in yaml.problems)


@given(yaml_like())
def test_libyaml_and_the_pure_parser_give_equal_trees(text: str) -> None:
    fast, pure = parse_yaml(text), parse_yaml(text, "pure")
    if not fast.broken and not pure.broken:
        assert fast == pure


@given(yaml_like())
def test_a_plain_scalar_on_one_line_is_the_text_at_its_span(text: str) -> None:
    if "&" in text or "*" in text or "\\u" in text:
        return
    for scalar in scalars(parse_yaml(text).root):
        source = scalar.span.text_in(text)
        if scalar.style == "" and source.isprintable():
            assert source == scalar.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: b", ["a", "b"]),
        ("\ufeffa: b", ["a", "b"]),
        ("é😀: x\r\nb: 'y z'\r\n", ["é😀", "x", "b", "y z"]),
        ('a: "b c"', ["a", "b c"]),
        (r'a: "b\tc"', ["a", r'"b\tc"']),
        ("a: 'it''s'", ["a", "'it''s'"]),
        ("a: &anchor b", ["a", "b"]),
        ("a: !!str 12", ["a", "12"]),
        ("a: b\x85c: d", ["a", "b", "c", "d"]),
        ("a: b\u2028c: d", ["a", "b", "c", "d"]),
        ("a: b  # no\nc:\n", ["a", "b", "c", ""]),
        ("a: |\n  b\n  c\n\n\nd: e", ["a", "|\n  b\n  c", "d", "e"]),
    ],
)
def test_what_a_rename_replaces(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_collections_end_with_their_last_part() -> None:
    text = "a:\n- b\n- c: d\n\n# later\ne: f\n"
    top = parse_yaml(text).top
    assert top is not None
    items = top.get("a")
    assert items is not None
    assert items.span.text_in(text) == "- b\n- c: d"


def test_a_repeated_key_is_an_error_at_the_second_one() -> None:
    text = "a: 1\nb: 2\n'a': 3\n"
    (problem,) = parse_yaml(text).problems
    assert (problem.rule, problem.severity, problem.span.start) == ("duplicate-key", Severity.ERROR, 11)
    assert parse_yaml(text).broken


def test_keys_of_different_types_are_not_repeated() -> None:
    assert rules(parse_yaml("1: a\n'1': b\n")) == []


def test_aliases_stand_where_they_are_used() -> None:
    text = "a: &x [b, c]\nd: *x\n"
    assert value(parse_yaml(text)) == {"a": ["b", "c"], "d": ["b", "c"]}
    assert words(text) == ["a", "b", "c", "d", "*x", "*x"]


def test_merge_keys_are_merged_below_own_keys() -> None:
    assert value(parse_yaml("a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  b: 3\n")) == {
        "a": {"b": 1, "c": 2},
        "d": {"b": 3, "c": 2},
    }


def test_a_merge_of_a_text_is_refused() -> None:
    assert parse_yaml("<<: 1").broken


def test_a_billion_laughs_are_cut_short() -> None:
    lines = ["a0: &a0 lol"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 10)]
    yaml = parse_yaml("\n".join(lines))
    assert "limit-reached" in rules(yaml)
    assert sum(1 for _ in scalars(yaml.root)) < 200_000


def test_an_alias_within_its_own_anchor_stands_for_nothing() -> None:
    yaml = parse_yaml("a: &x [b, *x]")
    assert value(yaml) == {"a": ["b", None]}
    assert yaml.broken


def test_aliases_do_not_nest_deeper_than_the_limit() -> None:
    deep = "a: &a " + "[" * 60 + "]" * 60
    text = f"{deep}\nb: &b {'[' * 60}*a{']' * 60}\n"
    assert rules(parse_yaml(text)) == ["limit-reached"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_cut_short(opening: str) -> None:
    yaml = parse_yaml("x: 1\ny: " + opening * 100_000 if opening != "- " else opening * 100_000)
    assert rules(yaml) == ["limit-reached"]
    assert yaml.broken


def test_a_huge_text_is_not_read() -> None:
    yaml = parse_yaml("# " + "x" * MAX_CHARACTERS)
    assert (yaml.root, rules(yaml), yaml.broken) == (None, ["limit-reached"], True)


def test_tags_are_not_obeyed() -> None:
    yaml = parse_yaml("a: !!python/object/apply:os.system [ls]\n")
    assert value(yaml) == {"a": ["ls"]}
    assert parse_yaml("a: !ENV ${HOME}").broken


def test_unicode_escapes_count_everywhere_in_an_ascii_file() -> None:
    assert value(parse_yaml("a: \\u00e9\n")) == {"a": "é"}
    assert value(parse_yaml("a: \\u00e9\nb: é\n")) == {"a": "\\u00e9", "b": "é"}


def test_a_control_character_is_reported_where_it_stands() -> None:
    yaml = parse_yaml("a: b\x00c\n")
    assert [(problem.rule, problem.span.start) for problem in yaml.problems] == [("syntax", 4)]
    assert yaml.broken


def test_lone_surrogates_are_reported() -> None:
    assert parse_yaml("a: \ud800").broken


def test_a_second_document_is_refused() -> None:
    yaml = parse_yaml("a: 1\n---\nb: 2\n")
    assert (value(yaml), yaml.broken) == ({"a": 1}, True)


@pytest.mark.parametrize(
    ("text", "tabs"),
    [("a:\tb", 1), ("a: b\t\n", 1), ("a: 'b\tc'", 0), ("a: b # x\ty", 0), ("a: |\n  x\ty\n", 0), ("a: b\t# c", 1)],
)
def test_tabs_between_parts_are_a_warning(text: str, tabs: int) -> None:
    found = [problem for problem in parse_yaml(text).problems if problem.replacement == " "]
    assert len(found) == tabs
    assert all(problem.span.text_in(text) == "\t" for problem in found)


def test_after_a_faulty_line_the_rest_is_read() -> None:
    text = "a:\n- b: 1\n- c: 'open\n- d: 2\ne: 3\n"
    yaml = parse_yaml(text)
    assert value(yaml) == {"a": [{"b": 1}, {"d": 2}], "e": 3}
    assert [problem.span.text_in(text) for problem in yaml.problems] == ["'open"]


def test_two_faults_are_both_left_out_and_the_first_is_reported() -> None:
    text = "a:\n- b: c: 1\n- d: 2\n- e: f: 3\n- g: 4\n"
    yaml = parse_yaml(text)
    assert value(yaml) == {"a": [{"d": 2}, {"g": 4}]}
    assert [problem.span.start for problem in yaml.problems] == [text.index(": 1")]


def test_a_fault_that_spoils_an_item_costs_that_item_only() -> None:
    text = "stories:\n- story: a\n  steps:\n   - x: [1\n  - y: 2\n   z\n- story: b\n  steps: []\n"
    read = value(parse_yaml(text))
    assert isinstance(read, dict)
    assert {"story": "b", "steps": []} in read["stories"]


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ('a: "b\nc: d\n', '"b', "never closed"),
        ("a: [b, c\nd: e\n", "[b, c", "never closed"),
        ("a: b: c\n", ": c", "in quotes"),
        ("a:\n\t- b\n", "\t- b", "never tabs"),
        ("a:\n  - b\n   - c\n  d: e\n", "d: e", "indentation"),
        ("a: @b\n", "@b", "in quotes"),
    ],
)
def test_syntax_errors_in_plain_english(text: str, where: str, says: str) -> None:
    (problem,) = parse_yaml(text).problems
    assert problem.span.text_in(text) == where
    assert says in problem.message
