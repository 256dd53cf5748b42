"""Which generated image was made from which original, told by their names. Pure functions over paths.

Paths here are strings relative to their own folder, with ``/`` between the parts. Names are compared in
Unicode NFC with case ignored. The rules, in this order:

1. *Name*: the generated image's name is an original's name, alone or followed by a separator and anything
   (``sku12_03``, ``sku12-bg2``, ``sku12 (1)``). The longest such original wins (``clock-b`` over ``clock``
   for ``clock-b_01``), whatever folder it is in.
2. *Folder*: a folder on the way is named like an original (``sku12/anything.png``); the deepest wins.
3. Of several originals that match by the same rule, the one with the same file name (extension included)
   in the same relative folder wins, then the one in the same relative folder, then the one whose
   trailing folders agree best.

What is still open after that, or where name and folder point at different originals, is ambiguous:
reported with all candidates, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfpc_desktop.domain.ranking import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PICTURE_SUFFIXES = frozenset(
    [
        ".jpg",
        ".jpeg",
        ".jpe",
        ".jfif",
        ".png",
        ".webp",
        ".tif",
        ".tiff",
        ".bmp",
        ".dib",
        ".gif",
        ".avif",
        ".heic",
        ".heif",
        ".hif",
    ]
)
"""Lower-case file name endings that are looked at as pictures."""

SEPARATORS = frozenset("_-.,;+~@#=&!()[]{} \t\u00a0\u2010\u2011\u2012\u2013\u2014\u3000（）【】・、")
"""What may follow an original's name: ``sku1`` is no prefix of ``sku12``, but of ``sku1_2``."""

_MASK_FOLDERS = frozenset({"mask", "masks"})
_MASK_WORD = "mask"


@dataclass(frozen=True, slots=True)
class Name:
    """A relative path taken apart and folded: folders, file name without and with its extension."""

    folders: tuple[str, ...]
    stem: str
    file: str


@dataclass(frozen=True, slots=True)
class NameAmbiguity:
    """A generated image that could belong to several originals."""

    generated: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """The outcome. Every given generated image is in exactly one of ``pairs``, ``ambiguities``,
    ``generated_alone``; an original is in ``originals_alone`` when no pair has it."""

    pairs: tuple[tuple[str, str], ...]
    originals_alone: tuple[str, ...]
    generated_alone: tuple[str, ...]
    ambiguities: tuple[NameAmbiguity, ...]


@dataclass(frozen=True, slots=True)
class MaskSplit:
    """Pictures apart from their masks. ``masks``: picture -> mask. ``spare``: masks not used, because the
    picture has one already or a masks folder holds no match for them."""

    pictures: tuple[str, ...]
    masks: dict[str, str]
    spare: tuple[str, ...] = ()


def parse(path: str) -> Name:
    """``path`` relative, with ``/`` between the parts."""
    *folders, file = fold(path).split("/")
    dot = file.rfind(".")
    return Name(tuple(folders), file[:dot] if dot > 0 else file, file)


def is_picture_name(name: str) -> bool:
    """Whether a file name ends like a picture and is not hidden (``.x``, AppleDouble ``._x``)."""
    dot = name.rfind(".")
    return dot > 0 and name[0] != "." and name[dot:].lower() in PICTURE_SUFFIXES


class OriginalIndex:
    """The originals, ready to be asked for each generated image; asking takes microseconds."""

    def __init__(self, originals: Iterable[str]) -> None:
        self._by_stem: dict[str, list[tuple[str, Name]]] = {}
        for path in originals:
            name = parse(path)
            self._by_stem.setdefault(name.stem, []).append((path, name))

    def find(self, generated: str) -> tuple[str, ...]:
        """The original of ``generated``: one path; none = no match; several = ambiguous."""
        return self._find(generated, proper=False)

    def find_extended(self, path: str) -> tuple[str, ...]:
        """As ``find``, for a path that is itself in the index: only names that are shorter than its own."""
        return self._find(path, proper=True)

    def _find(self, path: str, *, proper: bool) -> tuple[str, ...]:
        name = parse(path)
        named = self._by_name(name, proper=proper)
        by_name = tuple(each for each, _ in named)
        if len(named) == 1 and name.folders and named[0][1].folders == name.folders:
            return by_name  # mirrored folders and a matching name: nothing is stronger
        by_folder = tuple(each for each, _ in self._by_folder(name))
        if not by_folder or by_folder == by_name:
            return by_name
        if not by_name:
            return by_folder
        agreed = tuple(each for each in by_name if each in by_folder)
        return agreed if len(agreed) == 1 else tuple(dict.fromkeys((*by_name, *by_folder)))

    def _by_name(self, name: Name, *, proper: bool) -> Sequence[tuple[str, Name]]:
        for prefix in prefixes(name.stem):
            found = self._by_stem.get(prefix)
            if found and not (proper and prefix == name.stem):
                return _closest(found, name.folders, name.file)
        return ()

    def _by_folder(self, name: Name) -> Sequence[tuple[str, Name]]:
        for depth in range(len(name.folders) - 1, -1, -1):
            found = self._by_stem.get(name.folders[depth])
            if found:
                return _closest(found, name.folders[:depth], "")
        return ()


def prefixes(stem: str) -> Iterable[str]:
    """``stem``, then its beginnings that end before a separator, longest first."""
    yield stem
    for end in range(len(stem) - 1, 0, -1):
        if stem[end] in SEPARATORS:
            yield stem[:end]


def pair_by_name(originals: Sequence[str], generated: Sequence[str]) -> Pairing:
    """Pair two lists of relative paths by the rules of this module; order is kept."""
    index = OriginalIndex(originals)
    pairs: list[tuple[str, str]] = []
    alone: list[str] = []
    ambiguities: list[NameAmbiguity] = []
    for path in generated:
        found = index.find(path)
        if len(found) == 1:
            pairs.append((found[0], path))
        elif found:
            ambiguities.append(NameAmbiguity(path, found))
        else:
            alone.append(path)
    used = {original for original, _ in pairs}
    return Pairing(
        pairs=tuple(pairs),
        originals_alone=tuple(path for path in originals if path not in used),
        generated_alone=tuple(alone),
        ambiguities=tuple(ambiguities),
    )


def split_masks(files: Sequence[str]) -> MaskSplit:
    """Set masks apart from the pictures they belong to.

    A mask is ``NAME_mask.png`` or ``NAME-mask.png`` beside a picture called NAME, or ``masks/NAME.png``
    (also ``masks/NAME_mask.png``) under the picture's folder. ``face_mask.jpg`` without a ``face``
    beside it is a picture (of a face mask). The one beside the picture wins over the folder's.
    """
    if not any(_MASK_WORD in path.lower() for path in files):
        return MaskSplit(tuple(files), {})
    names = {path: parse(path) for path in files}
    suspects = [path for path, name in names.items() if _in_mask_folder(name) or _unmasked(name.stem)]
    if not suspects:
        return MaskSplit(tuple(files), {})
    at: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for path, name in names.items():
        if not _in_mask_folder(name):
            at.setdefault((name.folders, name.stem), []).append(path)
    masks: dict[str, str] = {}
    spare: list[str] = []
    taken: set[str] = set()
    for path in sorted(suspects, key=lambda path: _in_mask_folder(names[path])):
        name = names[path]
        inside = _in_mask_folder(name)
        folders = name.folders[:-1] if inside else name.folders
        stems = [name.stem, _unmasked(name.stem)] if inside else [_unmasked(name.stem)]
        owners = next((at[folders, stem] for stem in stems if stem and (folders, stem) in at), [])
        owners = [owner for owner in owners if owner != path and owner not in taken]
        if not owners and not inside:
            continue
        taken.add(path)
        free = [owner for owner in owners if owner not in masks]
        masks.update(dict.fromkeys(free, path))
        if not free:
            spare.append(path)
    pictures = tuple(path for path in files if path not in taken)
    return MaskSplit(pictures, masks, tuple(spare))


def match_masks(pictures: Sequence[str], masks: Sequence[str]) -> MaskSplit:
    """Masks of a folder of their own (``masks/`` beside ``originals/``): same relative path and name,
    or the name followed by ``_mask``."""
    at: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for path in pictures:
        name = parse(path)
        at.setdefault((name.folders, name.stem), []).append(path)
    found: dict[str, str] = {}
    spare: list[str] = []
    for mask in masks:
        name = parse(mask)
        stems = (name.stem, _unmasked(name.stem))
        owners = next((at[name.folders, stem] for stem in stems if (name.folders, stem) in at), [])
        free = [owner for owner in owners if owner not in found]
        found.update(dict.fromkeys(free, mask))
        if not free:
            spare.append(mask)
    return MaskSplit(tuple(pictures), found, tuple(spare))


def split_mixed(files: Sequence[str]) -> Pairing:
    """Pair files that lie together: the shortest name is the original (``sku12``), those that extend it
    (``sku12_03``, ``sku12/a``) are its generated images.

    Where an extension of an original is itself extended (``clock``, ``clock-b``, ``clock-b_01``) the
    last one is ambiguous.
    """
    index = OriginalIndex(files)
    parents: dict[str, tuple[str, ...]] = {}
    for path in files:
        if found := index.find_extended(path):
            parents[path] = found
    originals = [path for path in files if path not in parents]
    pairs: list[tuple[str, str]] = []
    ambiguities: list[NameAmbiguity] = []
    for path, found in parents.items():
        beyond = [up for parent in found for up in parents.get(parent, ())]
        if len(found) == 1 and not beyond:
            pairs.append((found[0], path))
        else:
            ambiguities.append(NameAmbiguity(path, tuple(dict.fromkeys((*found, *beyond)))))
    used = {original for original, _ in pairs}
    return Pairing(
        tuple(pairs), tuple(path for path in originals if path not in used), (), tuple(ambiguities)
    )


def _closest(
    found: Sequence[tuple[str, Name]], folders: tuple[str, ...], file: str
) -> Sequence[tuple[str, Name]]:
    """Rule 3: those of ``found`` that lie closest to a file called ``file`` in ``folders``."""
    if len(found) == 1:
        return found
    near = [_nearness(name, folders, file) for _, name in found]
    best = max(near)
    return [each for each, value in zip(found, near, strict=True) if value == best]


def _nearness(name: Name, folders: tuple[str, ...], file: str) -> tuple[bool, int, bool]:
    shared = 0
    for mine, theirs in zip(reversed(name.folders), reversed(folders), strict=False):
        if mine != theirs:
            break
        shared += 1
    return name.folders == folders, shared, name.file == file


def _in_mask_folder(name: Name) -> bool:
    return bool(name.folders) and name.folders[-1] in _MASK_FOLDERS


def _unmasked(stem: str) -> str:
    """``sku1`` for ``sku1_mask``; empty when the name does not end so."""
    cut = len(stem) - len(_MASK_WORD) - 1
    if cut > 0 and stem.endswith(_MASK_WORD) and stem[cut] in SEPARATORS:
        return stem[:cut]
    return ""
