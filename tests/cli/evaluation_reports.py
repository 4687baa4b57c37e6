"""An evaluation of a small project, as the renderers get it."""

from __future__ import annotations

from pathlib import Path

from evaluated_bots import Counting, subject_of
from teachback.cli.evaluation_report import EvaluationReport
from teachback.evaluation.cross_validation import Progress
from teachback.evaluation.evaluation import evaluation_of
from teachback.evaluation.families import families

BOT = """\
=== config.yml
policies:
- name: MemoizationPolicy
  max_history: 2
- name: TEDPolicy
  max_history: 2
=== data/stories.md
## one
* greet
  - utter_greet
* affirm
  - utter_done
## two
* greet
  - utter_greet
* affirm
  - utter_bye
## <script>three</script>
* chitchat
  - utter_chitchat
"""

# Of the 13 actions 6 are predicted otherwise, each with no probability for the right one: -ln(0.001 / 16) = 9.68.
TEXT = """\
3 stories, 3 conversations, 13 actions in 3 folds. The actions of each fold were predicted by
policies that learnt from the other folds, and from all rules.
In the place of TEDPolicy Teachback's own statistical policy answers.

                          whole ensemble                      statistical policy alone
all actions               0.54  ██████░░░░░░  7 of 13         0.54  ██████░░░░░░  7 of 13
without action_listen     0.40  █████░░░░░░░  2 of 5          0.40  █████░░░░░░░  2 of 5
after user turns          0.40  █████░░░░░░░  2 of 5          0.40  █████░░░░░░░  2 of 5
unseen windows            0.00  ░░░░░░░░░░░░  0 of 4          0.00  ░░░░░░░░░░░░  0 of 4
  after user turns        0.00  ░░░░░░░░░░░░  0 of 1          0.00  ░░░░░░░░░░░░  0 of 1
log-loss                  4.47                                4.47
log-loss, unseen windows  9.68                                9.68
calibration error         0.15                                0.15

What the whole ensemble confuses, and how many times
   3  action_listen   → nobody predicts  data/stories.md:5
   1  utter_bye       → utter_done       data/stories.md:10
   1  utter_chitchat  → nobody predicts  data/stories.md:13
   1  utter_done      → utter_bye        data/stories.md:5

What to teach next: 3 of 3 stories the others do not predict, the worst first
  2  other stories go on differently from the same last states
  3  no other story comes to the same last states
  1  no other story or rule runs the action

data/stories.md:5  one
    wrong       2 of 5 actions, in line 5
    after       the user's affirm
    story       0.00 utter_done
    ensemble    1.00 utter_bye (MemoizationPolicy)
    After the same last 2 states other stories run `utter_bye` (1 time). Make them agree, or let a
    slot tell them apart; `teachback check` shows them side by side.

data/stories.md:10  two
    wrong       2 of 5 actions, in line 10
    after       the user's affirm
    story       0.00 utter_bye
    ensemble    1.00 utter_done (MemoizationPolicy)
    After the same last 2 states other stories run `utter_done` (1 time). Make them agree, or let a
    slot tell them apart; `teachback check` shows them side by side.

data/stories.md:13  <script>three</script>
    wrong       2 of 3 actions, in line 13
    after       utter_chitchat
    story       0.00 action_listen
    ensemble    nobody predicts
    No other story comes to the same last 2 states. Teach another story that passes here.
"""


PREDICTABLE = BOT.partition("## one")[0] + "".join(
    f"## {number}\n* {start}\n  - utter_greet\n* affirm\n  - utter_done\n* {end}\n  - utter_bye\n"
    for number, (start, end) in enumerate([("greet", "bye"), ("greet", "stop"), ("inform", "bye"), ("inform", "stop")])
)


def report_of(folder: Path, text: str = BOT) -> EvaluationReport:
    """Of what the counting policy says in the place of the statistical one."""

    def overlook(progress: Progress) -> None:
        del progress

    subject = subject_of(folder, text)
    evaluation = evaluation_of(subject, families(subject.tables), 5, Counting, overlook)
    return EvaluationReport(subject.snapshot, subject.configuration, evaluation)
