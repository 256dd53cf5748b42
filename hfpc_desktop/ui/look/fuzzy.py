"""Fuzzy look-up of short names: letters of the query in order, not necessarily side by side. Pure, any thread."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """``score``: higher is better. ``places``: indices of the letters that matched, in the text."""

    score: float
    places: tuple[int, ...]


def match(query: str, text: str) -> Match | None:
    """How well ``query`` names ``text``; ``None`` when a letter is missing. Case does not matter.

    Letters at the beginning of a word and letters side by side count more, gaps and long texts less.
    Blanks in the query separate words; each must be found, in any order.
    """
    words = query.casefold().split()
    if not words:
        return Match(0.0, ())
    # folded letter by letter, so that places stay those of the text
    folded = [letter.casefold()[:1] or letter for letter in text]
    total, places = 0.0, set[int]()
    for word in words:
        found = _best(word, folded)
        if found is None:
            return None
        total += found.score
        places |= set(found.places)
    return Match(total - 0.01 * len(text), tuple(sorted(places)))


def _best(word: str, text: list[str]) -> Match | None:
    """The best of the ways to find the letters of one word, tried from each place its first letter stands."""
    best: Match | None = None
    for start, letter in enumerate(text):
        if letter != word[0]:
            continue
        found = _from(word, text, start)
        if found is None:
            break  # from later places even less is left
        if best is None or found.score > best.score:
            best = found
    return best


def _from(word: str, text: list[str], start: int) -> Match | None:
    places = [start]
    for letter in word[1:]:
        try:
            places.append(text.index(letter, places[-1] + 1))
        except ValueError:
            return None
    score = 0.0
    for before, place in zip([-2, *places], places, strict=False):
        begins = place == 0 or not text[place - 1].isalnum()
        score += 1.0 + (3.0 if place == before + 1 else 0.0) + (2.5 if begins else 0.0)
        score -= 0.05 * max(0, place - before - 1) if before >= 0 else 0.02 * place
    return Match(score, tuple(places))
