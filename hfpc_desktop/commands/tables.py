"""Tables on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.table import Table
from rich.text import Text

from hfpc_desktop.domain import messages
from hfpc_desktop.domain.ranking import order_numbers
from hfpc_desktop.domain.verdict import Verdict, approval, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hfpc_desktop.domain.judgement import Judgement
    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.domain.verdict import Thresholds

_STYLES = {
    Verdict.APPROVE: "green",
    Verdict.REVIEW: "yellow",
    Verdict.REJECT: "red",
    Verdict.NOT_JUDGED: "dim",
}


def ranked_table(pairs: Sequence[Pair], judgements: Sequence[Judgement], limits: Thresholds) -> Table:
    """Best first, as the app ranks by default; not judged last."""
    reward = np.array([np.nan if j.reward is None else j.reward for j in judgements])
    consistency = np.array([np.nan if j.consistency is None else j.consistency for j in judgements])
    order = order_numbers(approval(reward, consistency), descending=True)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, justify in (
        ("#", "right"),
        ("generated image", "left"),
        ("reward", "right"),
        ("consistency", "right"),
    ):
        table.add_column(name, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    table.add_column("verdict", no_wrap=True)
    table.add_column("why")
    for place, row in enumerate(order, start=1):
        judgement = judgements[row]
        band = verdict(judgement.reward, judgement.consistency, limits)
        table.add_row(
            str(place),
            Text(pairs[row].generated.name.replace("\n", "⏎")),
            _score(judgement.reward),
            _score(judgement.consistency),
            Text(messages.verdict_title(band), style=_STYLES[band]),
            Text(why(judgement)),
        )
    return table


def why(judgement: Judgement) -> str:
    """The reasons in words: why it was not judged, or the worst defects."""
    if judgement.not_judged is not None:
        return messages.reason(judgement.not_judged, judgement.not_judged_detail)
    return " ".join(messages.sentence(defect) for defect in judgement.defects[:2])


def _score(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
