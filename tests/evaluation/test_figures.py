"""Figures that can be computed by hand."""

from __future__ import annotations

import math

import pytest

from teachback.evaluation.confusions import confusions
from teachback.evaluation.evaluation import by_ensemble
from teachback.evaluation.examined import ExaminedAction, Familiarity, Said
from teachback.evaluation.figures import Bin, Share, figures
from teachback.evaluation.unpredicted import unpredicted
from teachback.policies.placed_examples import Place

NOTHING = Said(None, 0.0, 0.0)
SEEN = {Familiarity.KNOWN, Familiarity.DISPUTED, Familiarity.OTHER_ACTION}


def examined(
    action: str,
    said: Said,
    at: tuple[int, int] = (0, 0),
    *,
    after_user: bool = False,
    familiarity: Familiarity = Familiarity.NEW_WINDOW,
) -> ExaminedAction:
    """An action at (story, step) of a file; the statistical policy says nothing."""
    return ExaminedAction(
        place=Place("/bot/stories.md", *at),
        story=f"story {at[0]}",
        action=action,
        previous="action_listen",
        intent="greet",
        after_user=after_user,
        unseen=familiarity not in SEEN,
        familiarity=familiarity,
        elsewhere={},
        statistics=NOTHING,
        ensemble=said,
    )


ASKED = (
    examined("utter_a", Said("utter_a", 0.95, 0.95), after_user=True, familiarity=Familiarity.KNOWN),
    examined("utter_b", Said("utter_a", 0.65, 0.25), after_user=True),
    examined("action_listen", Said("action_listen", 1.0, 1.0), familiarity=Familiarity.KNOWN),
    examined("action_listen", NOTHING),
)


def test_accuracies_count_what_their_names_say() -> None:
    found = figures(ASKED, by_ensemble, 10)
    assert found.everywhere == Share(2, 4)
    assert found.without_listening == Share(1, 2)
    assert found.after_user == Share(1, 2)
    assert found.unseen == Share(0, 2)
    assert found.unseen_after_user == Share(0, 1)
    assert found.everywhere.value == 0.5


def test_the_log_loss_is_the_mean_surprise_and_always_finite() -> None:
    found = figures(ASKED, by_ensemble, 10)
    surprises = [-math.log(0.999 * gave + 0.0001) for gave in (0.95, 0.25, 1.0, 0.0)]
    assert found.log_loss == pytest.approx(sum(surprises) / 4)
    assert found.log_loss_unseen == pytest.approx((surprises[1] + surprises[3]) / 2)


def test_the_calibration_error_weighs_each_bin_by_what_it_holds() -> None:
    found = figures(ASKED, by_ensemble, 10)
    assert found.bins[0] == Bin(1, 0.0, 0.0)
    assert found.bins[6] == Bin(1, 0.65, 0.0)
    assert (found.bins[9].count, found.bins[9].accuracy) == (2, 1.0)  # a confidence of 1 belongs to the last bin
    assert found.bins[9].confidence == pytest.approx(0.975)
    assert found.calibration_error == pytest.approx((1 * 0.65 + 2 * 0.025) / 4)


def test_of_nothing_there_are_no_figures() -> None:
    found = figures((), by_ensemble, 10)
    assert (found.everywhere.value, found.log_loss, found.log_loss_unseen, found.calibration_error) == (None,) * 4


def test_confusions_are_counted_and_the_surest_is_the_example() -> None:
    found = confusions(
        (
            examined("utter_a", Said("utter_b", 0.4, 0.1), (0, 1)),
            examined("utter_a", Said("utter_b", 0.9, 0.1), (1, 1)),
            examined("utter_c", NOTHING, (2, 1)),
            examined("utter_c", Said("utter_c", 0.3, 0.3), (3, 1)),
            examined("utter_b", Said("utter_a", 0.5, 0.1), (4, 1)),
        ),
        by_ensemble,
    )
    assert [(each.expected, each.predicted, each.count, each.example.place.story) for each in found] == [
        ("utter_a", "utter_b", 2, 1),
        ("utter_b", "utter_a", 1, 4),
        ("utter_c", None, 1, 2),
    ]


RIGHT = Said("utter_a", 1.0, 1.0)


def wrong(gave: float = 0.0) -> Said:
    return Said("utter_b", 0.9, gave)


def test_the_worst_story_is_the_one_in_which_the_others_could_have_told_most() -> None:
    found = unpredicted(
        (
            examined("utter_a", RIGHT, (0, 1)),
            examined("utter_a", wrong(0.2), (1, 1)),
            examined("utter_a", wrong(), (2, 3), familiarity=Familiarity.NEW_ACTION),
            examined("utter_a", wrong(), (2, 1), familiarity=Familiarity.NEW_ACTION),
            examined("utter_a", wrong(), (3, 1), familiarity=Familiarity.NEW_ACTION),
            examined("utter_a", wrong(), (3, 4)),
            examined("utter_a", RIGHT, (3, 6)),
            examined("utter_a", wrong(0.1), (4, 1)),
        ),
        by_ensemble,
    )
    assert [(each.story, each.actions, each.learnable, each.steps) for each in found] == [
        (3, 3, 1, 2),
        (4, 1, 1, 1),
        (1, 1, 1, 1),
        (2, 2, 0, 2),
    ]
    assert [each.first.place.step for each in found] == [4, 1, 1, 1]


def test_a_step_with_several_ways_to_it_is_one_place_to_teach() -> None:
    [found] = unpredicted((examined("utter_a", wrong(), (0, 1)), examined("utter_a", wrong(), (0, 1))), by_ensemble)
    assert (found.actions, len(found.wrong), found.steps, found.learnable) == (2, 2, 1, 1)
