"""Record what Rasa 3.6.21 does with small projects: ``record_3x.py CASES OUT [--only TEXT …]``.

To be run by the Python of that Rasa's environment. A case is a folder with ``domain.yml``, ``data/``, ``config.yml``
and perhaps ``probe.yml``, a story that is only predicted. What the keys of a record mean is told in CONTRIBUTING.md.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from pathlib import Path

# Before Rasa is imported: nothing is sent, and at this log level it draws no progress bars.
os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3", LOG_LEVEL="ERROR")
warnings.simplefilter("ignore")

import structlog  # noqa: E402

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))

from case_folders import MAX_HISTORIES, MOST_REPLAYED, Description, failure, history_key, keyed, record_all  # noqa: E402
from rasa3 import conversations, loading, replaying, training  # noqa: E402

PROBE = "probe.yml"


def describe() -> Description:
    """All that Rasa makes of the case in the working folder, as far as it gets."""
    told: Description = {"rasa": loading.VERSION}
    try:
        project = loading.load()
    except Exception as error:  # noqa: BLE001 - whatever Rasa raises is what is recorded
        return {**told, "parse_error": failure(error)}
    told.update(project.told())  # now: the generator will change the steps
    try:
        generated = conversations.generate_stories(project.graph, project.domain)
    except Exception as error:  # noqa: BLE001
        return {**told, "generate_error": failure(error)}
    told.update(
        validate_trackers=generated.told(project.domain),
        conflicts={
            history_key(length): conversations.conflicts(generated.trackers, project.domain, length)
            for length in MAX_HISTORIES
        },
    )
    trained = training.train(project.graph, project.domain)
    told.update(trained.told())
    if trained.policies and len(generated.trackers) <= MOST_REPLAYED:
        told["predictions"] = replayed(trained, generated.trackers)
        if Path(PROBE).exists():
            probe = conversations.generate_stories(loading.read_graph(PROBE, project.domain), project.domain)
            told["probe"] = replayed(trained, probe.trackers)
    return told


def replayed(trained: training.Trained, trackers: list) -> Description:
    """What the policies say before each action of each conversation."""
    return {keyed(index, tracker): replaying.step_by_step(trained, tracker) for index, tracker in enumerate(trackers)}


if __name__ == "__main__":
    sys.exit(record_all(describe))
