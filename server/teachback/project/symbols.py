"""Where names are declared and where they are used."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from teachback.project.file_names import FileNames, names_of
from teachback.project.known_steps import KnownSteps
from teachback.project.snapshot import Snapshot
from teachback.project.sources import Location
from teachback.project.symbol_kind import Mention, Place, SymbolKind
from teachback.project.twins import Traits, Twins

# One namespace: ``utter_x`` in a story is an action, below ``responses`` a response, and both are the same name.
_ACTIONS = (SymbolKind.ACTION, SymbolKind.RESPONSE, SymbolKind.FORM)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a name stands. ``declares`` for an entry of the domain and a story's header.

    An intent's section of the NLU data refers to the intent: it is the domain that declares it.
    """

    kind: SymbolKind
    name: str
    location: Location
    place: Place
    declares: bool = False


@dataclass(frozen=True, slots=True)
class Symbols:
    """The names of one snapshot. An edit costs the names of its own file; everything else is taken over.

    ``titles`` and ``fingerprints`` tell which of them several of the stories have that Rasa trains on.
    """

    files: Mapping[str, FileNames]
    titles: Twins = field(default_factory=Twins)
    fingerprints: Twins = field(default_factory=Twins)
    _names: dict[SymbolKind, tuple[str, ...]] = field(
        default_factory=dict[SymbolKind, tuple[str, ...]], repr=False, compare=False
    )

    @staticmethod
    def of(snapshot: Snapshot, known: KnownSteps, before: Symbols | None = None) -> Symbols:
        """The names of a snapshot; with ``before``, those of an earlier one, only files that changed are read."""
        if before is None:
            before = Symbols({})
        files = {path: names_of(snapshot.files[path], known, before.files.get(path)) for path in sorted(snapshot.files)}
        gone = [each for path, each in before.files.items() if files.get(path) is not each and each.file.trained]
        fresh = [each for path, each in files.items() if before.files.get(path) is not each and each.file.trained]
        kept = {kind: names for kind, names in before._names.items() if _same_names(kind, before.files, files)}
        return Symbols(
            files,
            before.titles.after(_all(each.titles for each in gone), _all(each.titles for each in fresh)),
            before.fingerprints.after(
                _all(each.fingerprints for each in gone), _all(each.fingerprints for each in fresh)
            ),
            kept,
        )

    def names(self, kind: SymbolKind) -> tuple[str, ...]:
        """Every name of a kind that stands anywhere, sorted."""
        found = self._names.get(kind)
        if found is None:
            found = tuple(sorted(frozenset[str]().union(*(file.names(kind) for file in self.files.values()))))
            self._names[kind] = found
        return found

    def occurrences(self, kind: SymbolKind, name: str) -> Iterator[Occurrence]:
        """Every place of a name of one kind, by path; in a file, those outside of stories first."""
        yield from self.all_occurrences(kind, frozenset((name,)))[name]

    def all_occurrences(self, kind: SymbolKind, names: frozenset[str]) -> Mapping[str, Sequence[Occurrence]]:
        """Every place of some names, each as ``occurrences`` gives them; all are looked for at once."""
        found: dict[str, list[Occurrence]] = {name: [] for name in names}
        for path, file in self.files.items() if names else ():
            for mention in file.places(kind, names):
                found[mention.name].append(_occurrence(path, mention))
        return found

    def references(self, kind: SymbolKind, name: str) -> tuple[Occurrence, ...]:
        """Every place of a name, by path and place; an action's are those of the response or form of its name too."""
        kinds = _ACTIONS if kind in _ACTIONS else (kind,)
        found = (occurrence for each in kinds for occurrence in self.occurrences(each, name))
        return tuple(sorted(found, key=lambda item: (item.location.path, item.location.span)))

    def declared(self, kind: SymbolKind) -> frozenset[str]:
        """The names of a kind that some file declares."""
        places = self.all_occurrences(kind, frozenset(self.names(kind)))
        return frozenset(name for name, found in places.items() if any(each.declares for each in found))

    def at(self, path: str, offset: int) -> Occurrence | None:
        """The name that stands at an offset of a file, the end of the name included."""
        file = self.files.get(path)
        if file is None:
            return None
        touched = (_occurrence(path, mention) for mention in file.around(offset) if mention.span.contains(offset))
        return min(touched, key=lambda item: item.location.span.end - item.location.span.start, default=None)


def _occurrence(path: str, mention: Mention) -> Occurrence:
    return Occurrence(mention.kind, mention.name, Location(path, mention.span), mention.place, mention.declares)


def _same_names(kind: SymbolKind, before: Mapping[str, FileNames], now: Mapping[str, FileNames]) -> bool:
    return before.keys() == now.keys() and all(
        file is before[path] or file.has_names_of(before[path], kind) for path, file in now.items()
    )


def _all(traits: Iterable[Traits]) -> Iterator[Hashable]:
    return chain.from_iterable(each.of_stories for each in traits)


class SymbolIndex:
    """Works out the symbols of one snapshot after the other and reuses what did not change."""

    __slots__ = ("_known", "_last")

    def __init__(self) -> None:
        self._known = KnownSteps()
        self._last: Symbols | None = None

    def symbols(self, snapshot: Snapshot) -> Symbols:
        """The symbols of a snapshot."""
        self._last = Symbols.of(snapshot, self._known, self._last)
        return self._last
