"""The lines of the command palette, and which of them a few letters mean. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfpc_desktop.ui.look import fuzzy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hfpc_desktop.ui.keys.actions import ActionSpec


@dataclass(frozen=True, slots=True)
class Command:
    """One line. ``places``: letters of ``title`` that matched; ``why_not``: empty when it can be done."""

    spec: ActionSpec
    title: str
    group: str
    keys: tuple[str, ...]
    why_not: str
    places: tuple[int, ...] = ()
    recent: bool = False


def ranked(commands: Sequence[Command], query: str, recent: Sequence[str]) -> list[Command]:
    """The commands that ``query`` may mean, best first; without a query recent ones, then the menus' order."""
    order = {name: position for position, name in enumerate(recent)}
    if not query.strip():
        used = [command for command in commands if command.spec.id in order]
        used.sort(key=lambda command: order[command.spec.id])
        rest = [command for command in commands if command.spec.id not in order]
        return [_marked(command, recent=True) for command in used] + rest
    found: list[tuple[float, Command]] = []
    for command in commands:
        hit = _look(command, query)
        if hit is not None:
            bonus = 1.0 if command.spec.id in order else 0.0
            found.append(
                (hit.score + bonus - (0.5 if command.why_not else 0.0), _marked(command, hit.places))
            )
    found.sort(key=lambda pair: -pair[0])
    return [command for _, command in found]


def _look(command: Command, query: str) -> fuzzy.Match | None:
    """The title counts most; English names are found in every language."""
    by_title = fuzzy.match(query, command.title)
    best = by_title and fuzzy.Match(by_title.score + 6.0, by_title.places)
    spec = command.spec
    keys = " ".join(command.keys)
    for text, worth in ((spec.text, 5.0), (f"{command.group} {command.title}", 3.0), (keys, 4.0)):
        hit = fuzzy.match(query, text)
        if hit is not None and (best is None or hit.score + worth > best.score):
            best = fuzzy.Match(hit.score + worth, best.places if best else ())
    if best is None and len(query) > 2:
        words = f" {spec.tip} {spec.help}".casefold()
        if all(f" {word}" in words for word in query.casefold().split()):
            best = fuzzy.Match(0.0, ())
    return best


def _marked(command: Command, places: tuple[int, ...] = (), *, recent: bool = False) -> Command:
    return Command(
        command.spec, command.title, command.group, command.keys, command.why_not, places, recent
    )  # fmt: skip
