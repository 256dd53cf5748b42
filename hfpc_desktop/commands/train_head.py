"""``hfpc train head``: learn from the decisions of one or several projects; list kept heads, roll back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hfpc_desktop.commands.console import err, out, spoken_errors
from hfpc_desktop.commands.heads import Heads, head_store
from hfpc_desktop.domain.errors import NothingToDo, UsageError
from hfpc_desktop.domain.language import counted

if TYPE_CHECKING:
    from hfpc_desktop.review.head_store import HeadStore
    from hfpc_desktop.training.learning import Learned, Refused

Projects = Annotated[
    list[Path] | None, typer.Argument(metavar="PROJECT", help="Project files (.hfpc) with decisions.")
]


def head(
    projects: Projects = None,
    show: Annotated[
        bool, typer.Option("--list", help="List the kept heads and which one is in use.")
    ] = False,
    rollback: Annotated[
        int | None, typer.Option(metavar="VERSION", help="Use this kept head; 0 = the shipped reward.")
    ] = None,
    dry_run: Annotated[bool, typer.Option(help="Fit and compare, keep nothing.")] = False,
    certify: Annotated[
        bool,
        typer.Option(
            "--certify",
            help="Learn nothing: set each project's limits to the ones its decisions prove, or say what is missing.",
        ),
    ] = False,
    heads: Heads = None,
) -> None:
    """Learn from decisions: fit a reward head, and use it only if it is better on originals it has not seen."""
    with spoken_errors("Stopped. The reward in use is the one from before."):
        store = head_store(heads)
        if rollback is not None:
            store.use(rollback)
            out.print(f"In use: {_name(rollback)}", markup=False)
        if show:
            _list(store)
        if projects and certify:
            _certify(projects, store)
        elif projects:
            _learn(projects, store, dry_run=dry_run)
        elif rollback is None and not show:
            raise UsageError("Give at least one project file, or --list or --rollback VERSION.")


def _learn(projects: list[Path], store: HeadStore, *, dry_run: bool) -> None:
    from hfpc_desktop.review.store import ProjectStore
    from hfpc_desktop.runtime import learning
    from hfpc_desktop.training.learning import Refused

    rows = []
    for path in projects:
        with ProjectStore.open(path) as project:
            rows.append(project.learning.decided())
    facts = learning.ready(rows)
    err.print(
        f"{counted(facts.usable, 'decision')} over {counted(facts.originals, 'original')}; not used: {facts.held_out} held out, "
        f"{facts.bulk} decided in bulk, {facts.without_measures} without sound measures, "
        f"{facts.without_score} without a score.",
        markup=False,
    )
    found = learning.learn_from(rows, store.active())
    if isinstance(found, Refused):
        raise NothingToDo(_why_not(found))
    _report(found, store, dry_run=dry_run)


def _certify(projects: list[Path], heads: HeadStore) -> None:
    """As *Use these limits* in the app: the certificate is kept in the project. ``NothingToDo`` when no project
    got one."""
    from hfpc_desktop.commands.heads import rescore_table
    from hfpc_desktop.review.store import ProjectStore
    from hfpc_desktop.review.table import ReviewTable
    from hfpc_desktop.runtime import certifying
    from hfpc_desktop.ui.models.learn_words import promise

    head, given = heads.active(), 0
    for path in projects:
        with ProjectStore.open(path) as project:
            table = ReviewTable(project.thresholds)
            table.extend(project.load_columns())
            rescore_table(project, table, head)
            now = certifying.snapshot(table, head)
            found = certifying.assess(now, project.learning.reviewed(), project.learning.certificate())
            out.print(f"{path.name}: {promise(found.approve)}", markup=False, soft_wrap=True)
            if found.approve.certified:
                project.set_thresholds(certifying.bands(now, found))
                project.learning.save_certificate(certifying.certificate_values(now, found))
                given += 1
    if not given:
        raise NothingToDo("No limit was changed.")


def _report(found: Learned, store: HeadStore, *, dry_run: bool) -> None:
    seen = found.comparison
    out.print(
        f"Held-out originals ({seen.originals}): AUC {seen.new:.3f}, before {seen.old:.3f}, "
        f"gain {seen.gain:+.3f}, at least {seen.low:+.3f} with 95 % confidence.",
        markup=False,
        soft_wrap=True,
    )
    if dry_run:
        out.print("Would be used." if found.promoted else "Would not be used: not surely better.")
        return
    kept = store.save(found.head)
    if found.promoted:
        store.use(kept.version)
        out.print(f"In use: {_name(kept.version)}", markup=False)
    else:
        out.print(f"Kept as {_name(kept.version)}, not used: not surely better than what is in use.")


def _why_not(found: Refused) -> str:
    from hfpc_desktop.training.learning import Refusal

    what = {
        Refusal.TOO_FEW: "decisions",
        Refusal.ONE_CLASS: "decisions of the rarer kind (approved or rejected)",
        Refusal.FEW_ORIGINALS: "originals with decisions",
    }[found.reason]
    return f"Too little to learn from: {found.have} {what}, at least {found.need} are needed."


def _list(store: HeadStore) -> None:
    active = store.active_version
    out.print(f"{'*' if active == 0 else ' '} 0  the shipped reward", markup=False)
    for kept in store.heads():
        facts = kept.facts
        out.print(
            f"{'*' if kept.version == active else ' '} {kept.version}  {facts.made}  "
            f"{facts.approved} approved, {facts.rejected} rejected, {facts.originals} originals, "
            f"AUC {facts.auc:.3f} ({facts.before}: {facts.auc_before:.3f})",
            markup=False,
            soft_wrap=True,
        )


def _name(version: int) -> str:
    return f"head {version}" if version else "the shipped reward"
