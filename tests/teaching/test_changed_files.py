"""Edits that make one text of another, and the difference as people read it."""

from hypothesis import given
from hypothesis import strategies as st

from teachback.teaching.export.changed_files import ChangedFile, line_edits, unified_difference
from teachback.text.edits import Edit, apply_edits
from teachback.text.spans import Span

texts = st.lists(st.sampled_from(["a", "b", "", "c\x0c", "\u2028"]), max_size=9).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).flatmap(
        lambda end: st.sampled_from(["", end]).map(lambda last: end.join(lines) + last)
    )
)


@given(texts, texts)
def test_the_edits_make_the_new_text_of_the_old(before: str, after: str) -> None:
    edits = line_edits(before, after)
    assert apply_edits(before, edits) == after
    assert (edits == ()) == (before == after)
    for edit in edits:
        for at in (edit.span.start, edit.span.end):
            assert before[at - 1 : at + 1] != "\r\n" or at == 0


def test_what_is_only_added_is_only_inserted() -> None:
    assert line_edits("a\nb\n", "a\nx\nb\ny\n") == (Edit(Span(2, 2), "x\n"), Edit(Span(4, 4), "y\n"))
    assert line_edits("a\nb", "a\nb\nc") == (Edit(Span(3, 3), "\nc"),)


def test_the_difference_tells_new_files_and_missing_line_ends() -> None:
    changes = (ChangedFile("/p/a", "x", "x\ny"), ChangedFile("/p/b", None, "z\r\n"))
    assert unified_difference(changes, {"/p/a": "a", "/p/b": "b"}) == (
        "--- a\n+++ a\n@@ -1 +1,2 @@\n-x\n\\ No newline at end of file\n+x\n+y\n\\ No newline at end of file\n"
        "--- /dev/null\n+++ b\n@@ -0,0 +1 @@\n+z\n"
    )
