"""The command ``teachback``."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence

from teachback import __version__

AddCommand = Callable[..., argparse.ArgumentParser]
Leave = Callable[[int], int]


def program() -> int:
    """Run the command of this process and give its exit status, as ``main`` does."""
    return main(leave=_leave)


def main(arguments: Sequence[str] | None = None, leave: Leave = int) -> int:
    """Run a command and give its exit status: 0 well, 1 findings of severity error, 2 wrong use.

    Each command imports what it needs when it runs: the language server must answer before NumPy is loaded. ``leave``
    is called with the status by a command that has done everything while it still holds all that it has read.
    """
    options = _parser().parse_args(arguments)
    options.leave = leave
    _spare_the_long_lived()
    run = options.run
    try:
        return int(run(options))
    except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130


def _leave(status: int) -> int:
    """End the process here: to take apart all that was read of thousands of stories takes as long as to read them."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _spare_the_long_lived() -> None:
    """Look for garbage in cycles less often: what is read of stories stays, and to look through all of it again and
    again took half of the time.
    """
    gc.set_threshold(100_000, 20, 100)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="teachback",
        description="Finds contradictions in Rasa stories and teaches the next action.",
    )
    parser.add_argument("--version", action="version", version=f"teachback {__version__}")
    add = parser.add_subparsers(title="commands", metavar="COMMAND", required=True).add_parser
    _add_check(add)
    _add_next(add)
    _add_predict(add)
    _add_train(add)
    _add_evaluate(add)
    _add_teach(add)
    _add_graph(add)
    _add_rules(add)
    _add_lsp(add)
    return parser


def _add_check(add: AddCommand) -> None:
    parser = add("check", help="find contradictions and other faults", description=_CHECK)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a project, a folder of projects, or a file of one")
    parser.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text")
    parser.add_argument("--select", metavar="R,…", default="", help="report these rules only")
    parser.add_argument("--ignore", metavar="R,…", default="", help="leave these rules out")
    parser.add_argument(
        "--no-cache", action="store_true", help="check anew, and keep nothing for the next check of the same files"
    )
    _add_project_options(parser)
    parser.set_defaults(run=_run_check)


def _add_next(add: AddCommand) -> None:
    parser = add(
        "next", help="show the likely next actions at a line of a story", description="Ranks what could come next."
    )
    parser.add_argument("place", metavar="FILE:LINE", help="a line of a story file, counted from 1")
    parser.add_argument("--most", type=int, default=10, metavar="N", help="how many actions to show (default 10)")
    _add_engine_options(parser, model=_RASA_MODEL)
    _add_project_options(parser)
    parser.set_defaults(run=_run_next)


def _add_predict(add: AddCommand) -> None:
    parser = add("predict", help="replay stories and show what the policies predict", description=_PREDICT)
    parser.add_argument("path", metavar="PATH", help="a project, or a story file for its own stories alone")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--story", metavar="NAME", help="only conversations with this story; a rule or a test story, too")
    what.add_argument(
        "--events",
        metavar="FILE|-",
        help="what comes next after the events of a tracker in Rasa's JSON (-: from input)",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument(
        "--no-statistics", action="store_true", help="leave the statistical policy out, whatever config.yml names"
    )
    _add_engine_options(parser, model=f"a model that `teachback train` saved, or {_RASA_MODEL}")
    _add_project_options(parser)
    parser.set_defaults(run=_run_predict)


def _add_train(add: AddCommand) -> None:
    parser = add("train", help="learn from a project and save a model", description=_TRAIN)
    parser.add_argument("path", metavar="PATH", help="a project, or a file of one")
    parser.add_argument(
        "-o", "--output", metavar="MODEL", help="a file or folder for the model (default: models/TIME.tar.gz)"
    )
    _add_project_options(parser)
    parser.set_defaults(run=_run_train)


def _add_evaluate(add: AddCommand) -> None:
    parser = add("evaluate", help="cross-validate the stories and say what to teach next", description=_EVALUATE)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("path", nargs="?", metavar="PATH", help="a project, or a file of one")
    what.add_argument(
        "--states", metavar="FILE", help="states of conversations instead of a project (docs/accuracy.md): needs --fold"
    )
    parser.add_argument("--fold", type=int, metavar="N", help="with --states: the fold to hold out")
    parser.add_argument("--folds", metavar="N", help="into how many parts to divide the stories (default: 5)")
    parser.add_argument("--format", choices=("text", "json", "html"), default="text")
    parser.add_argument("--output", metavar="FILE", help="write to a file instead of standard output")
    _add_project_options(parser)
    parser.set_defaults(run=_run_evaluate)


def _add_teach(add: AddCommand) -> None:
    parser = add("teach", aliases=["interactive"], help="talk to the bot and teach it", description=_TEACH)
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="a project, or a file of one (default: .)")
    start = parser.add_mutually_exclusive_group()
    start.add_argument(
        "--story", metavar="NAME[:STEP]", help="begin at the end of a story, or just before one of its steps (from 1)"
    )
    start.add_argument(
        "--conversation",
        metavar="FILE|ID",
        help="begin with a real conversation: a file in Rasa's JSON, or an id in a tracker store or a running Rasa",
    )
    parser.add_argument(
        "--tracker-store",
        nargs="?",
        const="",
        metavar="URL",
        help="take the conversation from this database (without URL: the one that endpoints.yml names)",
    )
    _add_engine_options(parser, "a model of `teachback train`, or one of Rasa, for which that Rasa is started")
    parser.add_argument("--endpoints", metavar="FILE", help="where the action server is (default: endpoints.yml)")
    parser.add_argument("--e2e", action="store_true", help="export test stories, with the texts of the messages")
    parser.add_argument("--skip-visualization", action="store_true", help="do without the teaching page in the browser")
    parser.add_argument(
        "--port",
        type=int,
        default=5005,
        metavar="N",
        help="where the page is (default: 5005, or the next that is free)",
    )
    _add_project_options(parser)
    parser.set_defaults(run=_run_teach)


def _add_graph(add: AddCommand) -> None:
    parser = add("graph", help="draw stories and rules as one graph", description=_GRAPH)
    parser.add_argument("path", metavar="PATH", help="a project, or a story file for what passes its stories")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="a file that ends with .html, .svg, .dot or .json; else standard output"
    )
    parser.add_argument(
        "--format", choices=("html", "svg", "dot", "json"), help="default: what the file's name says, or else dot"
    )
    parser.add_argument("--story", metavar="NAME", help="only what passes this story or rule")
    parser.add_argument(
        "--max-history", metavar="N", help="how many nodes ahead have to be the same for two to be one (default: 2)"
    )
    parser.add_argument("--examples", action="store_true", help="show an example of each intent instead of its name")
    _add_file_options(parser)
    parser.set_defaults(run=_run_graph)


def _add_rules(add: AddCommand) -> None:
    parser = add("rules", help="list the rules, or explain one")
    parser.add_argument("rule", nargs="?", metavar="RULE")
    parser.set_defaults(run=_run_rules)


def _add_lsp(add: AddCommand) -> None:
    parser = add("lsp", help="start the language server")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--stdio", action="store_true", help="speak over standard input and output (the default)")
    way.add_argument("--tcp", metavar="HOST:PORT", help="listen on a TCP port")
    way.add_argument("--ws", metavar="HOST:PORT", help="listen on a WebSocket")
    parser.add_argument(
        "--self-check",
        action="store_true",
        help="after each change compare everything with a fresh start, which is slow, and log what differs",
    )
    parser.set_defaults(run=_run_lsp)


def _add_engine_options(parser: argparse.ArgumentParser, model: str) -> None:
    parser.add_argument(
        "--engine",
        choices=("embedded", "rasa"),
        default="embedded",
        help="who predicts: Teachback's own policies (the default), or a running Rasa",
    )
    parser.add_argument("--rasa-url", metavar="URL", help="a server started with `rasa run --enable-api`")
    parser.add_argument(
        "--rasa-token",
        metavar="TOKEN",
        help="the token it asks for; in the environment variable TEACHBACK_RASA_TOKEN nobody else can see it",
    )
    parser.add_argument("-m", "--model", metavar="FILE", help=model)
    parser.add_argument(
        "--rasa-command", metavar="COMMAND", default="rasa", help="how to call the Rasa that is started (default: rasa)"
    )
    parser.add_argument("--rasa-timeout", metavar="S", help="seconds that one answer may take (default: 10)")


def _add_project_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--max-history", metavar="N|all", help="how many states policies look back (default: what config.yml says)"
    )
    _add_file_options(parser)


def _add_file_options(parser: argparse.ArgumentParser) -> None:
    for name, what in (("data", "training data"), ("domain", "the domain"), ("config", "the configuration")):
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar="P", help=f"a file or folder with {what}; repeatable"
        )


_CHECK = "Reads a Rasa project and says where its stories contradict each other. Nothing of the project is executed."

_PREDICT = (
    "Replays the conversations of training as `rasa test` does and asks the policies of config.yml at each action."
)

_RASA_MODEL = "a model of Rasa from which to start a server"

_TRAIN = (
    "Trains the policies and saves them with the texts that they learnt from, for `predict -m`. "
    "Nothing of the project is executed, and nothing in a model is."
)

_TEACH = (
    "Interactive learning: type what a user says, confirm or correct what the bot makes of it, step by step, and "
    "export the conversation as a story. Ctrl-C opens the menu: undo, fork, start fresh, export, quit."
)

_EVALUATE = (
    "Holds a part of the stories out, predicts them with policies that learnt from the others, and so part by part: "
    "what policies get right that they have not seen, and which stories the others do not predict."
)

_GRAPH = "Draws every way through the stories, and the rules, as one graph in which repeated parts are merged."


def _run_check(options: argparse.Namespace) -> int:
    from teachback.cli.check import check

    return check(options, options.leave)


def _run_next(options: argparse.Namespace) -> int:
    from teachback.cli.next import show_next

    return show_next(options)


def _run_predict(options: argparse.Namespace) -> int:
    from teachback.cli.predict import predict

    return predict(options)


def _run_train(options: argparse.Namespace) -> int:
    from teachback.cli.train import train

    return train(options)


def _run_evaluate(options: argparse.Namespace) -> int:
    if options.states is not None:
        from teachback.cli.evaluate_states import evaluate_states

        return evaluate_states(options)
    from teachback.cli.evaluate import evaluate

    return evaluate(options)


def _run_teach(options: argparse.Namespace) -> int:
    from teachback.cli.interactive.teach import teach

    return teach(options)


def _run_graph(options: argparse.Namespace) -> int:
    from teachback.cli.graph import draw_graph

    return draw_graph(options)


def _run_rules(options: argparse.Namespace) -> int:
    from teachback.cli.rules import explain

    return explain(options.rule)


def _run_lsp(options: argparse.Namespace) -> int:
    from teachback.lsp.start import start

    return start(tcp=options.tcp, ws=options.ws, self_check=options.self_check)
