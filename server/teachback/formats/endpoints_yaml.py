"""``endpoints.yml``: the action server, the tracker store and so on."""

from __future__ import annotations

from teachback.formats.config_tree import Endpoint, EndpointsFile
from teachback.formats.yaml_block import Block
from teachback.formats.yaml_nodes import Mapping, YamlFile
from teachback.formats.yaml_scalars import is_null, to_value

# R3:core/utils.py:AvailableEndpoints
_KEYS = frozenset({"action_endpoint", "nlg", "nlu", "models", "model", "tracker_store", "lock_store", "event_broker"})


def read_endpoints(yaml: YamlFile) -> EndpointsFile:
    """The endpoints that Rasa knows, with settings as written: nothing of the form ``${NAME}`` is expanded.

    Other keys are left out; Rasa ignores them too. ``yaml``'s own problems are not repeated.
    """
    if yaml.top is None:
        return EndpointsFile(broken=yaml.broken)
    block = Block()
    endpoints: list[Endpoint] = []
    for key, value in yaml.top.pairs():
        if key.text not in _KEYS or is_null(value):
            continue
        if not isinstance(value, Mapping):
            block.warn(value.span, f"The settings of “{key.text}” are keys below it, such as “url: …”.")
            continue
        settings = tuple((name.text, to_value(setting)) for name, setting in value.pairs())
        endpoints.append(Endpoint(key.name, settings))
    return EndpointsFile(tuple(endpoints), tuple(block.problems), yaml.broken)
