"""Record what Rasa 1.10.26 does with small projects: ``record_1x.py CASES OUT [--only TEXT …]``.

To be run by the Python of that Rasa's environment. A case is a folder with ``domain.yml``, ``data/``, ``config.yml``
and perhaps ``probe.md``, a story that is only predicted. What the keys of a record mean is told in CONTRIBUTING.md.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

# Before Rasa is imported: nothing is sent, and at this log level it draws no progress bars.
os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3", LOG_LEVEL="ERROR")

from case_folders import MAX_HISTORIES, MOST_REPLAYED, Description, failure, history_key, keyed, record_all
from rasa1 import conversations, loading, replaying, training

PROBE = "probe.md"


def describe() -> Description:
    """All that Rasa makes of the case in the working folder, as far as it gets."""
    domain = loading.load_domain()
    files = loading.story_files()
    told = {"rasa": loading.VERSION, "files": files.told(), "domain": domain.told()}
    try:
        read = loading.read_steps(files.core, domain.domain)
    except Exception as error:  # noqa: BLE001 - whatever Rasa raises is what is recorded
        return {**told, "parse_error": failure(error)}
    told["parse"] = read.told()  # now: the generator will change the steps
    generated = conversations.generate(read.steps, domain.domain)
    told.update(
        validate_trackers=generated.told(domain.domain),
        conflicts={
            history_key(length): conversations.conflicts(generated.trackers, domain.domain, length)
            for length in MAX_HISTORIES
        },
    )
    if not Path(training.CONFIGURATION).exists():
        return told
    try:
        trained = training.train(files.core, domain.domain)
    except Exception as error:  # noqa: BLE001
        return {**told, "train_error": failure(error)}
    told.update(train=trained.told(), lookups=trained.lookups(), **predicted(trained.agent, generated.trackers))
    if Path(PROBE).exists():
        told.update(probed(trained.agent))
    return told


def predicted(agent: training.Agent, trackers: list) -> Description:
    """The training conversations, replayed in three ways."""
    if len(trackers) > MOST_REPLAYED:
        return {}
    numbered = list(enumerate(trackers))
    return {
        "predictions": {keyed(*each): replaying.step_by_step(agent, each[1]) for each in numbered},
        "rasa_test": {keyed(*each): replaying.as_rasa_test(agent, each[1]) for each in numbered},
        "rasa_test_trace": {keyed(*each): replaying.traced(agent, each[1]) for each in numbered},
    }


def probed(agent: training.Agent) -> Description:
    """The same for a story that training has not seen."""
    steps = loading.read_steps([PROBE], agent.domain).steps
    told = predicted(agent, conversations.generate(steps, agent.domain).trackers)
    return {
        "probe": told["predictions"],
        "probe_rasa_test_trace": told["rasa_test_trace"],
        "probe_rasa_test": told["rasa_test"],
    }


if __name__ == "__main__":
    sys.exit(record_all(describe))
