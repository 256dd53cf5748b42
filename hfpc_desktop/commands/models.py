"""``hfpc models``: what is there, is it whole, fetch one, add one, remove one."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hfpc_desktop.commands.console import FAILED, download_bar, err, out, spoken_errors
from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.engine import model_store
from hfpc_desktop.inference.catalogue import find_entry, read_catalogue
from hfpc_desktop.inference.hub import HubOptions
from hfpc_desktop.inference.install import install, install_from_folder
from hfpc_desktop.profiles import refuse_unknown_reward

if TYPE_CHECKING:
    from hfpc_desktop.inference.catalogue import CatalogueEntry
    from hfpc_desktop.inference.store import ModelInfo

app = typer.Typer(no_args_is_help=True, help="List, install, verify, import and remove models.")


@app.command("list")
def list_models() -> None:
    """Every model that is here or can be installed: what for, size, licence, where its hashes come from."""
    with spoken_errors():
        store = model_store()
        here = store.list()
        known = {info.id for info in here}
        rows = [_here(info) for info in here]
        rows += [_elsewhere(entry) for entry in read_catalogue() if entry.id not in known]
        widths = [max(len(row[0][i]) for row in rows) for i in range(4)]
        for columns, more in rows:  # two lines a model: a table of seven columns is no table at 80 characters
            line = "  ".join(text.ljust(width) for text, width in zip(columns, widths, strict=True))
            out.print(line.rstrip(), style="bold", markup=False, soft_wrap=True)
            out.print(f"    {more}", markup=False, soft_wrap=True)
        for problem in store.broken():
            err.print(problem, style="yellow", markup=False)


_Row = tuple[tuple[str, str, str, str], str]
"""Id, role, size and place of a model; then licence, what it was trained on, and where its hashes come from."""


def _here(info: ModelInfo) -> _Row:
    manifest = info.manifest
    place, hashes = ("embedded", "pinned") if info.embedded else ("installed", manifest.hashes or "recorded")
    size = f"{manifest.size / 1e6:.1f} MB"
    return (info.id, info.role.value, size, place), _more(manifest.licence, manifest.trained_on, hashes)


def _elsewhere(entry: CatalogueEntry) -> _Row:
    some = "pinned and recorded" if any(f.sha256 for f in entry.files) else "recorded at install"
    more = _more(entry.licence, entry.trained_on, "pinned" if entry.pinned else some)
    return (entry.id, entry.role.value, entry.size_text, "can be installed"), more


def _more(licence: str, trained_on: str, hashes: str) -> str:
    taught = f"; trained on {trained_on}" if trained_on else ""
    return f"licence: {licence}{taught}; hashes {hashes}"


@app.command("install")
def install_model(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="An id that `hfpc models list` shows.")],
    endpoint: Annotated[str, typer.Option(help="A mirror; default HFPC_HUB_ENDPOINT or HF_ENDPOINT.")] = "",
    proxy: Annotated[str, typer.Option(help="Proxy address; default HFPC_PROXY or HTTPS_PROXY.")] = "",
    ca_file: Annotated[str, typer.Option(help="PEM certificates to trust; default HFPC_CA_FILE.")] = "",
) -> None:
    """Fetch a model from its public source, verify it and put it in place as a whole.

    Broken off by the network it continues at the next start; stopped with Ctrl+C it leaves nothing behind.
    """
    with spoken_errors():
        entry, store = find_entry(model), model_store()
        err.print(f"{entry.name}, {entry.size_text}, {entry.licence}, from {entry.source}", markup=False)
        stop = threading.Event()
        before = signal.signal(signal.SIGINT, lambda *_: stop.set())
        try:
            with download_bar() as bar:
                task = bar.add_task(entry.id, total=entry.size or None)
                info = install(
                    entry,
                    store,
                    options=HubOptions(endpoint, proxy, ca_file),
                    on_progress=lambda p: bar.update(task, completed=p.done, total=p.total or None),
                    is_cancelled=stop.is_set,
                )
        finally:
            signal.signal(signal.SIGINT, before)
        out.print(f"Installed {info.id} ({info.role.value}); hashes {info.manifest.hashes}.", markup=False)


@app.command()
def verify(
    model: Annotated[str | None, typer.Argument(metavar="MODEL", help="One model; default all.")] = None,
) -> None:
    """Compare every byte with the manifest. Exit code 1 when something differs."""
    with spoken_errors():
        store = model_store()
        ids = [model] if model else [info.id for info in store.list()]
        bad = list(store.broken())
        for model_id in ids:
            found = store.verify(model_id)
            bad.extend(found.problems)
            out.print(
                f"{model_id}: {'ok' if found.ok else '; '.join(found.problems)}", markup=False, soft_wrap=True
            )
        if bad:
            raise typer.Exit(FAILED)


@app.command("import")
def import_model(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="A model folder, zip or model file.")],
    as_model: Annotated[
        str, typer.Option("--as", help="An id of the catalogue whose files lie in the folder.")
    ] = "",
    model_id: Annotated[str, typer.Option("--id", help="Id for a model without a manifest.")] = "",
    role: Annotated[str, typer.Option(help="Role of a bare model file, for example segmenter.")] = "",
    licence: Annotated[str, typer.Option(help="Licence of a bare model file.")] = "",
) -> None:
    """Install a model from this machine; it is checked and put in place as a whole."""
    with spoken_errors():
        if as_model:
            info = install_from_folder(find_entry(as_model), source, model_store())
        else:
            info = model_store().import_model(
                source,
                model_id=model_id or None,
                role=parse_role(role),
                licence=licence,
                accept=refuse_unknown_reward,
            )
        out.print(f"Installed {info.id} ({info.role.value}).", markup=False)


@app.command()
def remove(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="An id that `hfpc models list` shows.")],
) -> None:
    """Remove an installed model. Embedded models cannot be removed."""
    with spoken_errors():
        model_store().remove(model)
        out.print(f"Removed {model}.", markup=False)


def parse_role(text: str) -> Role | None:
    """A role by name; ``None`` for an empty text. ``UsageError`` that lists the roles."""
    if not text:
        return None
    try:
        return Role(text.strip().lower())
    except ValueError:
        names = ", ".join(role.value for role in Role)
        raise UsageError(f"Unknown role {text!r}: use one of {names}.") from None
