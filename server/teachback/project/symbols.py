"""Where names are declared and where they are used."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from operator import attrgetter, methodcaller
from typing import Any, TypeVar

from teachback.project.file_names import FileNames, names_of
from teachback.project.known_steps import KnownSteps
from teachback.project.remembered import Remembered
from teachback.project.snapshot import Snapshot
from teachback.project.sources import Location
from teachback.project.symbol_kind import Mention, Place, SymbolKind
from teachback.project.twins import Traits, Twins, gone_and_fresh
from teachback.project.united import Change, Files, United, changed_files

# One namespace: ``utter_x`` in a story is an action, below ``responses`` a response, and both are the same name.
_ACTIONS = (SymbolKind.ACTION, SymbolKind.RESPONSE, SymbolKind.FORM)

T = TypeVar("T", bound=Hashable)
_Trait = Callable[[FileNames], AbstractSet[Any]]

# One function a kind, for what is united is known by its function.
_NAMES = {kind: methodcaller("names", kind) for kind in SymbolKind}
_USED = {kind: methodcaller("used", kind) for kind in SymbolKind}


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
    _before: tuple[Files, tuple[Change, ...]] = field(default=({}, ()), repr=False, compare=False)
    _united: dict[_Trait, United[Any]] = field(default_factory=dict["_Trait", United[Any]], repr=False, compare=False)
    _remembered: Remembered = field(default_factory=Remembered, repr=False, compare=False)

    @staticmethod
    def of(snapshot: Snapshot, known: KnownSteps, before: Symbols | None = None) -> Symbols:
        """The names of a snapshot; with ``before``, those of an earlier one, only files that changed are read."""
        if before is None:
            before = Symbols({})
        files = {path: names_of(snapshot.files[path], known, before.files.get(path)) for path in sorted(snapshot.files)}
        changes = tuple(changed_files(before.files, files))
        return Symbols(
            files,
            before.titles.after(*gone_and_fresh(_of_stories(changes, attrgetter("titles")))),
            before.fingerprints.after(*gone_and_fresh(_of_stories(changes, attrgetter("fingerprints")))),
            (before.files, changes),
            dict(before._united),
            before._remembered,
        )

    def united(self, of: Callable[[FileNames], AbstractSet[T]]) -> frozenset[T]:
        """All that ``of``, which must hang on the file alone, gives for any of the files.

        The very same object as before while nothing came and nothing went; costs the files that changed since somebody
        asked for the same.
        """
        found = self._united.get(of)
        if found is None:
            found = United(of)
        if found.files is not self.files:
            found = found.after(self.files, self.changes(found.files))
            self._united[of] = found
        return found.members

    def changes(self, since: Files) -> Iterable[Change]:
        """How the files differ from earlier ones, which mostly are those of the snapshot before."""
        before, changes = self._before
        return changes if since is before else changed_files(since, self.files)

    def names(self, kind: SymbolKind) -> tuple[str, ...]:
        """Every name of a kind that stands anywhere, sorted."""
        names = self.all_names(kind)
        return self._remembered.get(kind, names, lambda: tuple(sorted(names)))

    def all_names(self, kind: SymbolKind) -> frozenset[str]:
        """Every name of a kind that stands anywhere; the very same object as long as no name comes or goes."""
        return self.united(_NAMES[kind])

    def used(self, kind: SymbolKind) -> frozenset[str]:
        """The names of a kind that stand anywhere but in their declaration and in the NLU data, as ``all_names``."""
        return self.united(_USED[kind])

    def occurrences(self, kind: SymbolKind, name: str) -> Iterator[Occurrence]:
        """Every place of a name of one kind, by path; in a file, those outside of stories first."""
        yield from self.all_occurrences(kind, frozenset((name,)))[name]

    def all_occurrences(self, kind: SymbolKind, names: frozenset[str]) -> Mapping[str, Sequence[Occurrence]]:
        """Every place of some names, each as ``occurrences`` gives them; all are looked for at once."""
        found: dict[str, list[Occurrence]] = {name: [] for name in names}
        for path, file in self.files.items() if names else ():
            for mention in file.places(kind, names):
                found[mention.name].append(occurrence(path, mention))
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
        touched = (occurrence(path, mention) for mention in file.around(offset) if mention.span.contains(offset))
        return min(touched, key=lambda item: item.location.span.end - item.location.span.start, default=None)


def occurrence(path: str, mention: Mention, start: int = 0) -> Occurrence:
    """A mention in a file, whose span counts from ``start``, as a place of the project."""
    location = Location(path, mention.span.shifted(start))
    return Occurrence(mention.kind, mention.name, location, mention.place, mention.declares)


def _of_stories(
    changes: Iterable[Change], trait: Callable[[FileNames], Traits]
) -> Iterator[tuple[Sequence[Hashable], Sequence[Hashable]]]:
    """A trait of the stories of each file that changed, before and after; files that are not trained on have none."""
    for change in changes:
        before, now = (trait(each).of_stories if each is not None and each.file.trained else () for each in change)
        yield before, now


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
