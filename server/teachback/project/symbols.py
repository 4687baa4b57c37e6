"""Where names are declared and where they are used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from teachback.project.file_names import FileNames, names_of
from teachback.project.snapshot import Snapshot
from teachback.project.sources import Location
from teachback.project.symbol_kind import Mention, Place, SymbolKind

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
    """The names of one snapshot. An edit costs the names of its own file; everything else is taken over."""

    files: Mapping[str, FileNames]
    _names: dict[SymbolKind, tuple[str, ...]] = field(
        default_factory=dict[SymbolKind, tuple[str, ...]], repr=False, compare=False
    )

    @staticmethod
    def of(snapshot: Snapshot, before: Symbols | None = None) -> Symbols:
        """The names of a snapshot; with ``before``, those of an earlier one, only files that changed are read."""
        known: Mapping[str, FileNames] = {} if before is None else before.files
        return Symbols({path: names_of(snapshot.files[path], known.get(path)) for path in sorted(snapshot.files)})

    def names(self, kind: SymbolKind) -> tuple[str, ...]:
        """Every name of a kind that stands anywhere, sorted."""
        found = self._names.get(kind)
        if found is None:
            found = tuple(sorted({name for file in self.files.values() for name in file.names(kind)}))
            self._names[kind] = found
        return found

    def occurrences(self, kind: SymbolKind, name: str) -> Iterator[Occurrence]:
        """Every place of a name of one kind, by path; in a file, those outside of stories first."""
        for path, file in self.files.items():
            for mention in file.of(kind, name):
                yield _occurrence(path, mention)

    def references(self, kind: SymbolKind, name: str) -> tuple[Occurrence, ...]:
        """Every place of a name, by path and place; an action's are those of the response or form of its name too."""
        kinds = _ACTIONS if kind in _ACTIONS else (kind,)
        found = (occurrence for each in kinds for occurrence in self.occurrences(each, name))
        return tuple(sorted(found, key=lambda item: (item.location.path, item.location.span)))

    def declared(self, kind: SymbolKind) -> frozenset[str]:
        """The names of a kind that some file declares."""
        return frozenset(
            name for name in self.names(kind) if any(occurrence.declares for occurrence in self.occurrences(kind, name))
        )

    def at(self, path: str, offset: int) -> Occurrence | None:
        """The name that stands at an offset of a file, the end of the name included."""
        file = self.files.get(path)
        if file is None:
            return None
        touched = (_occurrence(path, mention) for mention in file.all() if mention.span.contains(offset))
        return min(touched, key=lambda item: item.location.span.end - item.location.span.start, default=None)


def _occurrence(path: str, mention: Mention) -> Occurrence:
    return Occurrence(mention.kind, mention.name, Location(path, mention.span), mention.place, mention.declares)


class SymbolIndex:
    """Works out the symbols of one snapshot after the other and reuses what did not change."""

    __slots__ = ("_last",)

    def __init__(self) -> None:
        self._last: Symbols | None = None

    def symbols(self, snapshot: Snapshot) -> Symbols:
        """The symbols of a snapshot."""
        self._last = Symbols.of(snapshot, self._last)
        return self._last
