"""``hfpc train``: each kind of training is a module of its own, registered here."""

from __future__ import annotations

import typer

from hfpc_desktop.commands import train_export, train_head, train_reward, train_segmenter

app = typer.Typer(no_args_is_help=True, help="Train models on labelled pairs.")
app.command("reward")(train_reward.reward)
app.command("segmenter")(train_segmenter.segmenter)
app.command("head")(train_head.head)
app.command("export")(train_export.export)
