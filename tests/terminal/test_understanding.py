"""Free text: what a message means is confirmed or corrected, and new names go into the files with it."""

from __future__ import annotations

from pathlib import Path

from bots import write_bot
from terminal.talks import changed, sample, teach, teaching, texts

CHINESE_BOT = """\
=== domain.yml
intents: [greet, affirm, bye]
responses:
  utter_greet:
  - text: 你好 要订位吗
    buttons:
    - {title: 是, payload: /affirm}
    - {title: 再见, payload: /bye}
  utter_bye: [{text: 再见}]
=== config.yml
language: zh
pipeline: []
policies:
- name: MemoizationPolicy
=== data/stories.md
## greet
* greet
  - utter_greet
* affirm
  - utter_bye
=== data/nlu.md
## intent:greet
- 你好
- 早上好
## intent:affirm
- 是
- 好的
## intent:bye
- 再见
- 拜拜
"""


def test_hello_is_understood_and_confirmed(tmp_path: Path) -> None:
    teach(
        sample("concertbot", tmp_path),
        """
        > hello
        ? Your NLU model classified 'hello' with intent 'greet' and there are no entities, is this correct?  y
        | Chat History
        |
        |  #   Bot                            You
        | ────────────────────────────────────────
        |  1   action_listen
        | ────────────────────────────────────────
        |  2                                hello
        |                      intent: greet 1.00
        |
        | Current slots:
        |   concerts: None, venues: None
        |
        | ------
        ? The bot wants to run 'utter_greet', correct?
        |  3   utter_greet 1.00
        |      Hi! Looking for a concert, or for a place to hear
        |      one?
        ? The bot wants to run 'action_listen', correct?  y
        ? Your input ->
        ? Do you want to stop?  Quit Without Saving
        ? Quit without saving?  y
        """,
    )


def test_a_new_intent_an_entity_and_a_new_response_go_into_the_files(tmp_path: Path) -> None:
    project = sample("concertbot", tmp_path)
    before = texts(project)
    teach(
        project,
        """
        > tell me a joke
        ? Your NLU model classified 'tell me a joke' with intent  n
        ? What intent is it?  <create new intent>
        ? Please type the intent name:  ask_joke
        ? Please mark the entities using [value](type) notation  tell me a [joke](topic)
        |  2                   tell me a [joke](topic)
        |                        intent: ask_joke 1.00
        ? The bot wants to run  n
        ? What is the next action of the bot?  <create new action>
        ? Please type the action name:  utter_joke
        ? Please type the message for the new bot response 'utter_joke':  Knock "knock".
        |  3   utter_joke
        |      Knock "knock".
        |
        ? The bot wants to run 'action_listen', correct?  n
        ? What is the next action of the bot?  <create new action>
        ? Please type the action name:  action laugh
        ? What is the next action of the bot?  <create new action>
        ? Please type the action name:  action_laugh
        ? action_laugh is the author's own  without any events
        ? The bot wants to run  ^C
        ? Do you want to stop?  Export & Quit
        ? Write these changes?  Write "ask_joke"
        | Successfully wrote stories and NLU data
        """,
    )
    stories = """\

## ask_joke
* ask_joke{"topic": "joke"}
    - utter_joke
    - action_laugh
"""
    domain = before["domain.yml"]
    for old, new in (
        ("      triggers: utter_default\n", "      triggers: utter_default\n  - ask_joke\n"),
        (
            "concerts and venues, sorry.\n",
            'concerts and venues, sorry.\n  utter_joke:\n    - text: "Knock \\"knock\\"."\n',
        ),
        ("  - action_show_venue_reviews\n", "  - action_show_venue_reviews\n  - action_laugh\n"),
        ("to_new_session: true\n", "to_new_session: true\n\nentities:\n  - topic\n"),
    ):
        domain = domain.replace(old, new)
    assert changed(project, before) == {
        "data/stories.md": before["data/stories.md"] + stories,
        "data/nlu.md": before["data/nlu.md"] + "\n## intent:ask_joke\n- tell me a [joke](topic)\n",
        "domain.yml": domain,
    }


def test_a_wrong_intent_is_corrected_from_a_ranked_list(tmp_path: Path) -> None:
    project = sample("restaurant-form", tmp_path)
    before = texts(project)
    teach(
        project,
        """
        > mexican jokes
        ? Is the intent 'inform' correct for '[mexican](cuisine) jokes' and are all entities labeled correctly?  n
        ? What intent is it?  chitchat
        ? Please mark the entities using [value](type) notation  mexican jokes
        ? The bot wants to run  n
        ? What is the next action of the bot?  utter_chitchat
        ? The bot wants to run 'action_listen', correct?  ^C
        ? Do you want to stop?  Export & Quit
        ? Write these changes?  Write
        """,
    )
    nlu = before["data/nlu.md"].replace("favourite colour\n", "favourite colour\n- mexican jokes\n")
    stories = "\n## chitchat\n* chitchat\n    - utter_chitchat\n"
    assert changed(project, before) == {"data/nlu.md": nlu, "data/stories.md": before["data/stories.md"] + stories}


def test_chinese_is_understood_and_stands_in_line_and_buttons_are_picked(tmp_path: Path) -> None:
    teach(
        write_bot(tmp_path, CHINESE_BOT),
        """
        > 早上好
        ? Your NLU model classified '早上好' with intent 'greet' and there are no entities, is this correct?  y
        ? The bot wants to run 'utter_greet', correct?  y
        ? The bot wants to run 'action_listen', correct?  y
        |  1   action_listen
        | ─────────────────────────────────────────────
        |  2                                    早上好
        |                           intent: greet 1.00
        | ─────────────────────────────────────────────
        |  3   utter_greet 1.00
        |      你好 要订位吗
        |      Buttons:
        |      1: 是 (/affirm)
        |      2: 再见 (/bye)
        |      action_listen 1.00
        ? Your input ->  1: 是 (/affirm)
        ? The bot wants to run 'utter_bye', correct?  y
        ? The bot wants to run 'action_listen', correct?  ^C
        ? Do you want to stop?  Quit Without Saving
        ? Quit without saving?  y
        """,
    )


def test_a_narrow_terminal_breaks_lines_between_words(tmp_path: Path) -> None:
    with teaching(sample("concertbot", tmp_path), columns=44) as talk:
        talk.play(
            """
            > hello
            | ? Your NLU model classified 'hello' with
            | intent 'greet' and there are no entities, is
            | this correct? (Y/n)
            ? Your NLU model classified 'hello'  y
            ? The bot wants to run 'utter_greet', correct?  y
            |  3   utter_greet 1.00
            |      Hi! Looking for a
            ? The bot wants to run 'action_listen', correct?  ^C
            ? Do you want to stop?  Quit Without Saving
            ? Quit without saving?  y
            """
        )
        assert talk.terminal.end() == 0
        assert max(map(len, talk.terminal.lines())) <= 44
