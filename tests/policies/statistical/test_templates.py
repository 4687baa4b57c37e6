"""Names that differ in nothing but the loop that they speak of."""

from teachback.policies.statistical.templates import actions_by_template, templates_of

LOOPS = ("transfer_money_form", "pay_bill_form")
NAMES = (
    "utter_ask_continue_transfer",
    "utter_ask_continue_pay",
    "utter_submit_pay_bill",
    "utter_greet",
    "transfer_money_form",
    "pay_bill_form",
)


def test_a_template_needs_actions_of_two_loops() -> None:
    assert templates_of(NAMES, LOOPS) == (("ask", "continue", "utter"),)
    assert templates_of(NAMES, LOOPS[:1]) == ()


def test_an_action_is_found_by_template_and_loop() -> None:
    found = actions_by_template(NAMES, LOOPS)
    assert found[("ask", "continue", "utter"), "transfer_money_form"] == 0
    assert found[("ask", "continue", "utter"), "pay_bill_form"] == 1
    assert found[("submit", "utter"), "pay_bill_form"] == 2
    assert len(found) == 3, "loops themselves, and names without a loop's words, belong nowhere"


def test_of_several_actions_the_first_is_meant() -> None:
    names = ("utter_done_pay", "utter_pay_done", "utter_done_transfer")
    assert actions_by_template(names, LOOPS)[("done", "utter"), "pay_bill_form"] == 0


def test_a_word_that_two_loops_have_marks_neither() -> None:
    assert templates_of(("utter_ask_name", "utter_ask_age"), ("user_ask_form", "bot_ask_form")) == ()


def test_the_word_form_marks_no_loop() -> None:
    assert templates_of(("utter_form_a", "utter_form_b"), ("x_form", "form")) == ()
