"""The README keeps its promises: links lead somewhere, commands and keys exist, the two commands come first."""

from __future__ import annotations

import re

import pytest

from tests.packaging.scripts import ROOT, load_script

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_links_and_pictures_exist() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert "docs/screenshots/window.png" in links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_two_commands_come_first() -> None:
    code = re.findall(r"^    (.+)$", README, re.MULTILINE)
    assert code[:2] == ["python3 packaging/bootstrap.py demo", "python3 packaging/bootstrap.py test"]


def test_set_up_commands_exist() -> None:
    parser = load_script("bootstrap").parser()
    for line in re.findall(r"^    python3 packaging/bootstrap\.py (.+?)(?:  +#.*)?$", README, re.MULTILINE):
        parser.parse_args(line.replace("[FOLDER ...]", "folder").split())


def test_scripts_and_modules_exist() -> None:
    for script in re.findall(r"packaging/(\w+\.py)", README):
        assert (ROOT / "packaging" / script).is_file(), script
    for module in re.findall(r"python -m (tests\.\w+)", README):
        assert (ROOT / module.replace(".", "/")).exists() or (
            ROOT / f"{module.replace('.', '/')}.py"
        ).exists()


@pytest.mark.parametrize("line", re.findall(r"^    hfpc (.+?)(?:  +#.*)?$", README, re.MULTILINE))
def test_hfpc_commands_and_options_exist(line: str) -> None:
    import typer.main

    from hfpc_desktop.cli import app

    command = typer.main.get_command(app)
    for word in line.split():
        if hasattr(command, "commands") and not word.startswith("-"):
            assert word in command.commands, f"hfpc {line}: no command {word}"
            command = command.commands[word]
        elif word.startswith("--"):
            options = {name for parameter in command.params for name in parameter.opts}
            assert word in options, f"hfpc {line}: no option {word}"


def test_keys_are_those_of_the_registry() -> None:
    from hfpc_desktop.ui.keys.actions import SPECS

    keys = {key for spec in SPECS for key in spec.keys}
    named = set(re.findall(r"`((?:Ctrl\+)?[A-Z.?])`", README))
    assert {"A", "X", "U", "M", "D", "T", "Ctrl+E", "?"} <= named
    assert named <= keys, named - keys
