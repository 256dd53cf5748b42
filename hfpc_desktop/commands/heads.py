"""Which reward head a verb uses: the shipped reward, the one in use in the app, a kept version, a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hfpc_desktop.commands.console import err
from hfpc_desktop.domain.errors import HfpcError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hfpc_desktop.domain.judgement import Judgement
    from hfpc_desktop.judging.learned_head import LearnedHead
    from hfpc_desktop.review.head_store import HeadStore
    from hfpc_desktop.review.store import ProjectStore
    from hfpc_desktop.review.table import ReviewTable

SHIPPED, IN_USE = "shipped", "in-use"
Head = Annotated[
    str | None,
    typer.Option(
        "--head",
        metavar="in-use|shipped|VERSION|FILE",
        help="Reward head learned from decisions. Default: with a project the one in use in the app, else shipped.",
    ),
]
Heads = Annotated[
    Path | None,
    typer.Option("--heads", metavar="DIR", help="Folder of the heads; default: your data folder."),
]


def head_store(folder: Path | None) -> HeadStore:
    """The kept heads: the app's own, unless a folder is given."""
    from hfpc_desktop.engine import user_data_folder
    from hfpc_desktop.review.head_store import HeadStore

    return HeadStore(folder or user_data_folder() / "heads")


def choose_head(asked: str | None, folder: Path | None, *, project: bool) -> LearnedHead | None:
    """The head that ``--head`` means, ``None`` = the shipped reward. Says on stderr which one is used.

    ``UsageError``: neither a word, a version nor a file; ``ModelError``: the head is missing or damaged.
    """
    if asked is None:
        asked = IN_USE if project else SHIPPED
    if asked == SHIPPED:
        return None
    store = head_store(folder)
    if asked == IN_USE:
        found = store.active()
    elif asked.isdecimal():
        found = store.load(int(asked)) if int(asked) else None
    else:
        found = _read(Path(asked))
    if found is not None:
        facts = found.facts
        err.print(
            f"Reward: {found.head_id}, learned from {facts.approved + facts.rejected} decisions ({facts.made or 'no date'}).",
            markup=False,
        )
    return found


def _read(path: Path) -> LearnedHead:
    from hfpc_desktop.judging.learned_head import parse_learned_head

    if not path.is_file():
        raise UsageError(
            f"--head {path}: neither “{SHIPPED}”, “{IN_USE}”, the number of a kept head (hfpc train head --list) nor "
            "the file of one."
        )
    try:
        return parse_learned_head(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise HfpcError(f"{path} cannot be read: {error}") from error


def rescored(judgements: Sequence[Judgement], head: LearnedHead | None) -> list[Judgement]:
    """The judgements with the head's rewards. Those that it cannot score (judged by an older version, or beside
    another reward model) keep theirs, and are counted on stderr."""
    if head is None:
        return list(judgements)
    from hfpc_desktop.domain.judgement import with_learned
    from hfpc_desktop.runtime.learning import rescorer

    rescore = rescorer(head)
    out, left = [], 0
    for judgement in judgements:
        reward = rescore(judgement)
        left += reward is None and judgement.reward is not None
        out.append(judgement if reward is None else with_learned(judgement, reward, head.head_id))
    _say_left(left, head)
    return out


def rescore_table(store: ProjectStore, table: ReviewTable, head: LearnedHead | None) -> None:
    """The same for a project's table."""
    if head is None:
        return
    from hfpc_desktop.runtime import learning

    scored = learning.learned_rewards(store.learning, head)
    learning.let_score(table, head, scored)
    counts = table.counts()
    _say_left(max(0, counts.judged - len(scored[0])), head)


def _say_left(count: int, head: LearnedHead) -> None:
    if count:
        err.print(
            f"{count} pair{'' if count == 1 else 's'} keep the reward they were judged with: {head.head_id} cannot "
            "score them (older judgements, or another reward model).",
            style="yellow",
            markup=False,
        )
