"""What happens in the tests of the teaching page: a project, what its policies say, and what is drawn of it."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.dialogue.domain import ACTION_LISTEN, Domain
from teachback.dialogue.events import EntityMention
from teachback.dialogue.transcript import Annotation, BotRan, RankedIntent, Transcript, Understanding, UserSaid
from teachback.teaching.reason import Reason, Stories, StoryPlace
from teachback.teaching.session.proposal import Candidate, Proposal
from teachback.teaching.session.session import Session

RESPONSES = "".join(f"  utter_answer_{number:02}: [{{text: Answer {number}}}]\n" for number in range(1, 41))
PROJECT = {
    "config.yml": "language: en\npipeline: []\npolicies:\n- name: MemoizationPolicy\n",
    "data/stories.md": "## greet\n* greet\n  - utter_greet\n",
    "domain.yml": f"""\
intents: [greet, search_concerts, compare_reviews, inform]
entities: [artist, city, date]
slots:
  city: {{type: unfeaturized}}
  concerts: {{type: list}}
  venues: {{type: list}}
responses:
  utter_greet:
  - text: Hi! <b>What</b> shall I look for?
    buttons:
    - {{title: Concerts, payload: /search_concerts}}
    - {{title: Reviews, payload: /compare_reviews}}
  utter_reviews: [{{text: Here is what others say.}}]
{RESPONSES}actions: [utter_greet, utter_reviews, utter_long_name_of_an_action_that_nobody_would_want_to_read_to_its_end]
""",
}


def _reading(text: str, intent: str, *entities: tuple[str, str]) -> Understanding:
    annotations = tuple(
        Annotation(EntityMention(kind, value), text.index(value), text.index(value) + len(value), "test")
        for kind, value in entities
    )
    ranking = (RankedIntent(intent, 0.87), RankedIntent("inform", 0.09), RankedIntent("greet", 0.04))
    return Understanding(text, intent, 0.87, annotations, ranking)


READING = {
    each.text: each
    for each in (
        _reading("concerts in Paris, please 🎸", "search_concerts", ("city", "Paris")),
        _reading("what do others say about Björk in Reykjavík", "search_concerts", ("artist", "Björk")),
        _reading("我想在巴黎听音乐会", "search_concerts", ("city", "巴黎")),
        _reading("<img src=x onerror=alert(1)>", "inform"),
    )
}

SAY_SO = Stories((StoryPlace("greet", "data/stories.md", 0), StoryPlace("<i>hi</i>", "data/stories.md", 6)), 3)
SAY_OTHERWISE = Stories((StoryPlace("compare concerts", "data/stories.md", 13),))
OTHERWISE = Reason("other stories run `utter_reviews` here", against=SAY_OTHERWISE)

_USUAL = {"greet": "utter_greet", "search_concerts": "utter_reviews", "compare_reviews": "utter_greet"}


def proposal(transcript: Transcript, domain: Domain) -> Proposal:
    """The answer to what the user said last, and then to listen."""
    said = next((entry for entry in reversed(transcript) if isinstance(entry, UserSaid | BotRan)), None)
    intent = said.understood.intent if isinstance(said, UserSaid) else None
    likely = _USUAL.get(intent or "", ACTION_LISTEN)
    other = (
        "utter_answer_01" if likely == ACTION_LISTEN else "utter_reviews" if likely == "utter_greet" else "utter_greet"
    )
    others = [name for name in domain.action_names() if name not in {likely, other}]
    candidates = (
        Candidate(likely, 0.53, (Reason(stories=SAY_SO), Reason("its name is like what the user said"), OTHERWISE)),
        Candidate(other, 0.46, (Reason(stories=SAY_OTHERWISE),)),
        *(Candidate(name, 0.01 / len(others)) for name in others),
    )
    return Proposal(likely, "MemoizationPolicy", 0.53, candidates)


def graph(session: Session) -> dict[str, object]:
    """The present conversation, beside two stories that go another way after each message, and join it again."""
    nodes: list[dict[str, object]] = [_node(0, "start", "START", "active")]
    edges: list[dict[str, object]] = []
    last = 0
    for kind, label in _moves(session.conversation):
        at = len(nodes)
        nodes.append(_node(at, kind, label, "active", places=1))
        edges.append({"from": last, "to": at, "active": True})
        if kind == "intent":
            nodes.append(_node(at + 1, "action", f"utter_other_answer_{at}", places=3))
            edges.append({"from": at, "to": at + 1, "active": False})
        last = at
    nodes.append(_node(len(nodes), "pending", "?", "active", "dashed"))
    edges.append({"from": last, "to": len(nodes) - 1, "active": True})
    end = len(nodes)
    nodes.append(_node(end, "end", "END"))
    others = [node["id"] for node in nodes if str(node["label"]).startswith("utter_other")]
    edges.extend({"from": each, "to": end, "active": False} for each in others)
    return {"version": 1, "nodes": nodes, "edges": edges, "left_out": 2}


def _moves(conversation: Transcript) -> Iterator[tuple[str, str]]:
    for entry in conversation:
        match entry:
            case UserSaid(understood):
                yield "intent", understood.intent or understood.text
            case BotRan(event) if event.name != ACTION_LISTEN:
                yield "action", event.name
            case _:
                pass


def _node(number: int, kind: str, label: str, *marks: str, places: int = 0) -> dict[str, object]:
    """``marks`` are ``active`` and ``dashed``, where it is that."""
    found = [{"story": f"story {each}", "file": "data/stories.md", "line": 10 * each + 3} for each in range(places)]
    state = {"active": "active" in marks, "dashed": "dashed" in marks}
    return {"id": number, "kind": kind, "label": label, **state, "places": found}


CHANGES = """\
--- data/stories.md
+++ data/stories.md
@@ -3,1 +3,6 @@
   - utter_greet
+
+## interactive_story_1
+* search_concerts{"city": "Paris"}
+  - utter_reviews
"""
