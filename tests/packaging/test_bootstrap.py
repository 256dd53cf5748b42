"""Set-up: its choices, its stamp, and what it says and does where it cannot do everything."""

from __future__ import annotations

import argparse
import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.packaging.scripts import ROOT, load_script

boot = load_script("bootstrap")
Machine, Stamp = boot.Machine, boot.Stamp


# ----------------------------------------------------------------------------------- choices
@pytest.mark.parametrize(
    ("system", "arch", "nvidia", "wanted", "expected"),
    [
        ("Linux", "x86_64", False, "auto", "cpu"),
        ("Linux", "x86_64", True, "auto", "cuda"),
        ("Linux", "aarch64", True, "auto", "cpu"),
        ("Windows", "AMD64", True, "auto", "cuda"),
        ("Windows", "AMD64", False, "auto", "directml"),
        ("Windows", "ARM64", False, "auto", "cpu"),
        ("Darwin", "arm64", False, "auto", "cpu"),
        ("Linux", "x86_64", True, "cpu", "cpu"),
        ("Linux", "x86_64", False, "cuda", "cuda"),
    ],
)
def test_runtime(system: str, arch: str, nvidia: bool, wanted: str, expected: str) -> None:
    assert boot.choose_runtime(Machine(system=system, arch=arch), nvidia=nvidia, wanted=wanted) == expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("echo 'GPU 0: NVIDIA H200 (UUID: GPU-1)'", True),
        ("echo 'No devices were found'; exit 6", False),
        ("echo 'No devices found.'", False),
        ("echo 'NVIDIA-SMI has failed' >&2; exit 9", False),
        (None, False),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="the stand-in for nvidia-smi is a shell script")
def test_a_gpu_counts_only_when_it_answers(
    script: str | None, expected: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if script is not None:
        tool = tmp_path / "nvidia-smi"
        tool.write_text(f"#!/bin/sh\n{script}\n")
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert boot.nvidia_answers() is expected


def test_extras_are_those_of_pyproject() -> None:
    import tomllib

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert boot.needed_extras("demo", "cpu") == ("cpu",)
    assert boot.needed_extras("test", "cuda") == ("cuda", "dev", "torch")
    for runtime, package in boot.RUNTIMES.items():
        assert extras[runtime][0].split("[")[0].split(">")[0] == package
    assert boot.TORCH in extras["torch"]
    assert set(boot.DEVELOPER_EXTRAS) <= set(extras)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"nvidia": False, "offers_gpu_build": False}, ["torch==2.13.0"]),
        (
            {"nvidia": False, "offers_gpu_build": True},
            ["torch==2.13.0", "--extra-index-url", boot.TORCH_CPU_INDEX],
        ),
        ({"nvidia": True, "offers_gpu_build": True}, ["torch==2.13.0"]),
        ({"nvidia": False, "offers_gpu_build": True, "system": "Darwin"}, ["torch==2.13.0"]),
        (
            {"nvidia": False, "offers_gpu_build": True, "index": "https://x/whl"},
            ["torch==2.13.0", "--extra-index-url", "https://x/whl"],
        ),
    ],
)
def test_torch_build(arguments: dict[str, Any], expected: list[str]) -> None:
    assert boot.torch_arguments(**{"system": "Linux", "index": "", **arguments}) == expected


def test_reads_pips_report() -> None:
    def report(*needs: str) -> str:
        return json.dumps({"install": [{"metadata": {"requires_dist": list(needs)}}]})

    assert boot.wants_cuda_packages(report("filelock", "nvidia-cublas-cu12==12; platform_system == 'Linux'"))
    assert boot.wants_cuda_packages(report("cuda-bindings<14"))
    assert not boot.wants_cuda_packages(report("filelock", "numpy"))
    assert not boot.wants_cuda_packages("pip said something else")
    assert not boot.wants_cuda_packages('{"install": []}')


# --------------------------------------------------------------------------- system libraries
def test_apt_line_is_one_line_to_paste() -> None:
    line = boot.apt_line(["libegl1", "libgl1"])
    assert line == ("sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1")


def test_packages() -> None:
    demo, test = boot.apt_packages("demo", with_venv=False), boot.apt_packages("test", with_venv=True)
    assert "libxcb-cursor0" in demo
    assert "xvfb" not in demo
    assert set(demo) < set(test)
    assert test[-1] == f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


def test_missing_packages_knows_renamed_and_removed_ones() -> None:
    lines = "libegl1 install ok installed\nlibglib2.0-0t64 install ok installed\nlibgl1 deinstall ok config-files\n"
    assert boot.missing_packages(["libegl1", "libglib2.0-0", "libgl1", "xvfb"], lines) == ["libgl1", "xvfb"]


class Commands:
    """Stands in for the shell: remembers what was run; ``answer`` maps a word to an exit code."""

    def __init__(self, answer: dict[str, int] | None = None, dpkg: str = "") -> None:
        self.answer, self.dpkg = answer or {}, dpkg
        self.ran: list[str] = []

    def __call__(self, command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        line = " ".join(command)
        self.ran.append(line)
        code = next((code for word, code in self.answer.items() if word in line), 0)
        return subprocess.CompletedProcess(command, code, self.dpkg if "dpkg-query" in line else "", "")


@pytest.mark.parametrize(("root", "use_apt"), [(False, True), (True, False)])
def test_without_root_it_prints_the_line_and_goes_on(
    root: bool, use_apt: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = Commands()
    monkeypatch.setattr(boot.subprocess, "run", commands)
    boot.install_system(Machine(apt=True, root=root), "demo", use_apt=use_apt)
    assert not any(line.startswith("apt-get") for line in commands.ran)
    assert "sudo apt-get update && sudo apt-get install" in capsys.readouterr().out


def test_as_root_it_updates_then_installs_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    there = "".join(f"{name} install ok installed\n" for name in boot.APT_BASE if name != "libegl1")
    commands = Commands(dpkg=there)
    monkeypatch.setattr(boot.subprocess, "run", commands)
    boot.install_system(Machine(apt=True, root=True), "demo", use_apt=True)
    apt = [line for line in commands.ran if line.startswith("apt-get")]
    assert [line.split()[6] for line in apt] == ["update", "install"]
    assert apt[1].endswith("--no-install-recommends libegl1")


def test_nothing_missing_calls_no_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    commands = Commands(dpkg="".join(f"{name} install ok installed\n" for name in boot.APT_BASE))
    monkeypatch.setattr(boot.subprocess, "run", commands)
    monkeypatch.setattr(boot, "_has_module", lambda _: True)
    boot.install_system(Machine(apt=True, root=True), "demo", use_apt=True)
    assert len(commands.ran) == 1


def test_apt_that_fails_is_said_and_does_not_stop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(boot.subprocess, "run", Commands({"install -y": 100}))
    boot.install_system(Machine(apt=True, root=True), "demo", use_apt=True)
    assert "Going on without" in capsys.readouterr().out


# -------------------------------------------------------------------------------------- stamp
CONDITIONS = {"fingerprint": "f", "root": "/r", "wish": "auto"}


def test_stamp_covers_only_what_was_installed_under_the_same_conditions() -> None:
    demo = Stamp(runtime="cpu", extras=("cpu",), **CONDITIONS)
    assert demo.covers("demo", **CONDITIONS)
    assert not demo.covers("test", **CONDITIONS)
    test = Stamp(runtime="cpu", extras=("cpu", "dev", "torch"), **CONDITIONS)
    assert test.covers("demo", **CONDITIONS)
    for name in CONDITIONS:
        assert not test.covers("demo", **{**CONDITIONS, name: "other"})
    assert not Stamp().covers("setup", **CONDITIONS)


def test_stamp_survives_the_disk_and_damage(tmp_path: Path) -> None:
    path = tmp_path / "stamp.json"
    stamp = Stamp(runtime="cpu", extras=("cpu", "dev"), **CONDITIONS)
    boot.write_stamp(path, stamp)
    assert boot.read_stamp(path) == stamp
    for damage in ("", "{", "[]", "{}", '{"extras": 1}', '{"extras": [], "unknown": 1}', "\0\0"):
        path.write_text(damage)
        assert boot.read_stamp(path) == Stamp()
    assert boot.read_stamp(tmp_path / "none") == Stamp()


def test_fingerprint_follows_files_and_python(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text("a")
    first = boot.fingerprint([file], "3.11.2")
    assert boot.fingerprint([file], "3.11.2") == first
    assert boot.fingerprint([file], "3.12.1") != first
    file.write_text("b")
    assert boot.fingerprint([file], "3.11.2") != first


# ---------------------------------------------------------------------------------- packages
class FakeVenv:
    """Records pip's arguments; ``fails`` are words that make it fail."""

    def __init__(self, fails: tuple[str, ...] = ()) -> None:
        self.fails, self.ran = fails, []
        self.python = Path(sys.executable)

    def pip(self, *arguments: str) -> int:
        self.ran.append(" ".join(arguments))
        return int(any(word in self.ran[-1] for word in self.fails))


def test_a_runtime_that_cannot_be_installed_falls_back_to_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boot, "remove_other_runtimes", lambda *_: None)
    venv = FakeVenv(fails=("[cuda",))
    assert boot.install_packages(venv, "cuda", ("cuda", "dev")) == "cpu"
    assert venv.ran == ["install -e .[cuda,dev]", "install -e .[cpu,dev]"]


def test_without_a_network_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boot, "remove_other_runtimes", lambda *_: None)
    with pytest.raises(boot.SetupError, match="HTTPS_PROXY"):
        boot.install_packages(FakeVenv(fails=("install",)), "cpu", ("cpu",))


@pytest.mark.parametrize(
    ("there", "runtime", "removed"),
    [
        ("onnxruntime", "cpu", None),
        ("onnxruntime", "cuda", "uninstall -y onnxruntime"),
        ("onnxruntime onnxruntime-gpu", "cuda", "uninstall -y onnxruntime onnxruntime-gpu"),
        ("numpy", "cuda", None),
    ],
)
def test_never_two_runtimes(
    there: str, runtime: str, removed: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = FakeVenv()
    monkeypatch.setattr(
        boot.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 0, there, "")
    )
    boot.remove_other_runtimes(venv, runtime)
    assert venv.ran == ([removed] if removed else [])


def test_leaves_a_folder_alone_that_is_no_environment(tmp_path: Path) -> None:
    (tmp_path / "holiday.txt").write_text("mine")
    with pytest.raises(boot.SetupError, match="HFPC_VENV"):
        boot.Venv(tmp_path).create()
    assert (tmp_path / "holiday.txt").read_text() == "mine"


def test_a_broken_environment_is_seen(tmp_path: Path) -> None:
    venv = boot.Venv(tmp_path)
    assert venv.version() == ""
    assert not venv.usable(venv.version())
    assert not venv.usable("3.10.12")
    assert venv.usable("3.11.0")


def test_set_up_with_a_good_stamp_installs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HFPC_VENV", str(tmp_path))
    monkeypatch.setattr(boot.Venv, "version", lambda _: "3.11.2")
    options = argparse.Namespace(runtime="auto", force=False, apt=True)
    mark = boot.fingerprint([ROOT / "pyproject.toml", ROOT / "packaging" / "bootstrap.py"], "3.11.2")
    stamp = Stamp(mark, str(ROOT), "auto, nvidia-smi: False", "cpu", ("cpu",))
    boot.write_stamp(tmp_path / ".bootstrap-stamp.json", stamp)
    assert boot.set_up("demo", options, Machine()).folder == tmp_path
    assert capsys.readouterr().out == ""


# ----------------------------------------------------------------------------------- commands
def test_demo_opens_the_app_or_reports_without_a_screen() -> None:
    venv = boot.Venv(Path("/v"))
    hfpc = venv.program("hfpc")
    assert boot.demo_command(venv, Machine(), []) == [hfpc, "demo"]
    report = [hfpc, "demo", "--headless", "--out", str(ROOT / "demo-report")]
    assert boot.demo_command(venv, Machine(display=False), []) == report
    own = boot.demo_command(venv, Machine(), ["--headless", "--out", "x"])
    assert own == [hfpc, "demo", "--headless", "--out", "x"]


@pytest.mark.parametrize(
    ("system", "environ", "expected"),
    [
        ("Linux", {}, False),
        ("Linux", {"DISPLAY": ""}, False),
        ("Linux", {"DISPLAY": ":0"}, True),
        ("Linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("Windows", {}, True),
        ("Darwin", {}, True),
    ],
)
def test_display(system: str, environ: dict[str, str], expected: bool) -> None:
    assert boot.has_display(system, environ) is expected


def test_checks_end_with_pytest_and_any_failure_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    commands = Commands({"mypy": 1})
    monkeypatch.setattr(boot.subprocess, "run", commands)
    assert boot.run_tests(boot.Venv(Path("/v")), ["-k", "x"]) == 1
    assert commands.ran[-1].endswith("-m pytest -k x")
    assert len(commands.ran) == 5


def test_the_whole_suite_runs_side_by_side_and_picked_tests_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    commands = Commands({})
    monkeypatch.setattr(boot.subprocess, "run", commands)
    monkeypatch.setattr(boot.shutil, "which", lambda name: None)
    for cores, processes in ((None, 1), (2, 2), (64, 4)):
        monkeypatch.setattr(boot.os, "cpu_count", lambda cores=cores: cores)
        assert boot.run_tests(boot.Venv(Path("/v")), []) == 0
        assert commands.ran[-1].endswith(f"-m pytest -n {processes} --dist loadfile")
    assert boot.run_tests(boot.Venv(Path("/v")), ["-x"]) == 0
    assert commands.ran[-1].endswith("-m pytest -x")


def test_arguments_pass_through() -> None:
    assert boot.parser().parse_args(["test", "-k", "a b", "-x"]).rest == ["-k", "a b", "-x"]
    assert boot.parser().parse_args(["--runtime", "cpu", "demo", "--headless"]).rest == ["--headless"]


def test_an_old_python_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boot, "newer_python", lambda: None)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is 3\.9\.2"):
        boot.require_python((3, 9, 2))
    boot.require_python((3, 11, 0))


def test_an_old_python_can_read_the_script() -> None:
    source = (ROOT / "packaging" / "bootstrap.py").read_text()
    ast.parse(source, feature_version=(3, 7))


def test_standard_library_only() -> None:
    tree = ast.parse((ROOT / "packaging" / "bootstrap.py").read_text())
    names = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_help_names_every_command() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "bootstrap.py"), "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    for word in ("demo", "app", "test", "setup", "HFPC_TORCH_INDEX", "HFPC_VENV", "--no-apt"):
        assert word in done.stdout
    assert done.stdout.isascii()


@pytest.mark.skipif(os.name == "nt", reason="CI is a shell script")
def test_ci_runs_exactly_the_test_command() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert lines[-1] == "exec python3 packaging/bootstrap.py test"
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_folders_name_does_not_hide_the_packaging_library() -> None:
    """``packaging/`` has no ``__init__.py``, so from the root the installed library still wins."""
    assert not (ROOT / "packaging" / "__init__.py").exists()
    code = "import packaging, packaging.version; print(packaging.__file__)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not done.stdout.startswith(str(ROOT / "packaging"))


def test_the_scenarios_run_on_a_virtual_screen_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    venv = boot.Venv(Path("/v"))
    monkeypatch.setattr(boot.platform, "system", lambda: "Linux")
    monkeypatch.setattr(boot.shutil, "which", lambda name: f"/usr/bin/{name}")
    command = boot.screen_step(venv)
    assert command[0] == "/usr/bin/xvfb-run"
    assert [name for name in command if name.startswith("tests/")] == list(boot.SCENARIOS)
    assert all((boot.ROOT / name).is_file() for name in boot.SCENARIOS)
    monkeypatch.setattr(boot.shutil, "which", lambda name: None)
    assert boot.screen_step(venv) == []
