"""What a person says about a pair beside the decision: flags, reasons and a note."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

from hfpc_desktop.domain.judgement import DefectGroup, DefectKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hfpc_desktop.domain.verdict import Decision

NOTE_LIMIT = 2_000
"""Longest note, in characters."""
NAME_LIMIT = 120
"""Longest name of a product, in characters: the text models read no more."""


class Flag(IntFlag):
    """Where a person contradicts the models. ``MASK_WRONG``: the product was not found rightly, so the
    consistency says nothing and leaves the ranking. ``SCORE_WRONG``: seen rightly, judged wrongly."""

    NONE = 0
    MASK_WRONG = 1
    SCORE_WRONG = 2


REASONS: tuple[DefectKind, ...] = tuple(
    kind for kind in DefectKind if kind.group is not DefectGroup.INPUT and not kind.is_remark
)
"""The reason tags of a decision: the words in which the models give theirs, so that both can be compared."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Everything said about one pair. ``tags``: reasons, in the order of ``REASONS``, each once. ``product``: the
    name of the original's product, the same for all of its pairs; models that read names are told it."""

    flags: Flag = Flag.NONE
    tags: tuple[DefectKind, ...] = ()
    note: str = ""
    product: str = ""

    def __bool__(self) -> bool:
        return bool(self.flags or self.tags or self.note or self.product)


NO_REMARK = Remark()


@dataclass(frozen=True, slots=True)
class PairEdit:
    """What a person changes about one pair; ``None`` leaves a thing as it is."""

    decision: Decision | None = None
    flags: Flag | None = None
    tags: tuple[DefectKind, ...] | None = None
    note: str | None = None
    product: str | None = None


def edited(remark: Remark, edit: PairEdit) -> Remark:
    """``remark`` after ``edit``; what both the project and the list in memory do."""
    return Remark(
        remark.flags if edit.flags is None else edit.flags,
        remark.tags if edit.tags is None else tags_of(tags_text(edit.tags)),
        remark.note if edit.note is None else tidy_note(edit.note),
        remark.product if edit.product is None else tidy_name(edit.product),
    )


@dataclass(frozen=True, slots=True)
class RemarkChange:
    """What a person changed about the remarks of one or many pairs: reasons to add and to take away, and a
    note for all of them (``None``: each keeps its own). Everything else stays as each pair has it."""

    add: frozenset[DefectKind] = frozenset()
    remove: frozenset[DefectKind] = frozenset()
    note: str | None = None

    def edit(self, remark: Remark) -> PairEdit | None:
        """The edit of a pair that has ``remark``; ``None`` when it stays as it is."""
        wanted = (set(remark.tags) - self.remove) | self.add
        tags = tuple(kind for kind in REASONS if kind in wanted)
        note = None if self.note is None else tidy_note(self.note)
        edit = PairEdit(
            tags=None if set(tags) == set(remark.tags) else tags,
            note=None if note == remark.note else note,
        )
        return None if edit == PairEdit() else edit


def tidy_name(text: str) -> str:
    """A product's name as it is kept: one line, single blanks, at most ``NAME_LIMIT`` characters."""
    return " ".join(text.split())[:NAME_LIMIT].strip()


def tidy_note(text: str) -> str:
    """A note as it is kept: without blank ends, at most ``NOTE_LIMIT`` characters."""
    return text.strip()[:NOTE_LIMIT]


def tags_text(tags: Iterable[DefectKind]) -> str:
    """Tags as files and the project keep them: ids joined by commas, in the order of ``REASONS``."""
    given = set(tags)
    return ",".join(kind.value for kind in REASONS if kind in given)


def tags_of(text: str) -> tuple[DefectKind, ...]:
    """The other way; ids of a newer version are left out."""
    given = set(text.split(","))
    return tuple(kind for kind in REASONS if kind.value in given)
