#!/usr/bin/env python3
"""Set up HFPC Desktop from a source tree and start it: one command on a fresh machine.

    python3 packaging/bootstrap.py demo        open the app on the demo project (a report without a screen)
    python3 packaging/bootstrap.py app [DIR..]  open the app, optionally on folders
    python3 packaging/bootstrap.py test [ARG..] install the developer tools, run every check; ARGs go to pytest
    python3 packaging/bootstrap.py setup       only set up

On Windows write ``py`` instead of ``python3``. Standard library only. Everything is installed into
``.venv`` beside this folder; nothing else on the machine changes, except system libraries by apt when
run as root on Debian or Ubuntu. Running it again is quick: a stamp in ``.venv`` remembers what is there.

Environment: HFPC_VENV (another folder for the virtual environment), HFPC_TORCH_INDEX (a pip index to
take torch from), PIP_* and HTTPS_PROXY as pip knows them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MINIMUM = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
TORCH = "torch==2.13.0"
TORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"
RUNTIMES = {"cpu": "onnxruntime", "cuda": "onnxruntime-gpu", "directml": "onnxruntime-directml"}

# fmt: off
APT_BASE = [
    "libegl1", "libgl1", "libdbus-1-3", "libglib2.0-0", "libfontconfig1", "libxkbcommon0", "libxkbcommon-x11-0",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-image0", "libxcb-render-util0", "libxcb-shape0",
    "libxcb-randr0", "libxcb-sync1", "libxcb-xfixes0", "libwayland-cursor0", "libwayland-egl1", "fonts-dejavu-core",
]
APT_TEST = ["fonts-noto-cjk", "libimage-exiftool-perl", "xvfb", "xauth", "xdotool", "binutils"]
# fmt: on
DEVELOPER_EXTRAS = ("dev", "torch")
SCENARIOS = tuple(f"tests/e2e/test_scenarios{part}.py" for part in ("", "_window", "_in_out"))


class SetupError(Exception):
    """Set-up cannot go on; the text says what to do."""


# ------------------------------------------------------------------------------------- facts
@dataclass(frozen=True)
class Machine:
    """What set-up needs to know of the machine it runs on."""

    system: str = "Linux"
    arch: str = "x86_64"
    root: bool = False
    apt: bool = False
    nvidia_tool: bool = False
    display: bool = True


def has_display(system: str, environ: dict[str, str]) -> bool:
    """Windows and macOS have a screen; Linux has one when X or Wayland says so."""
    return system != "Linux" or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def nvidia_answers() -> bool:
    """Whether an NVIDIA GPU answers ``nvidia-smi -L``; a driver without a GPU does not count.

    May take seconds on a server, so a run that finds everything in place does not ask.
    """
    try:
        done = subprocess.run(["nvidia-smi", "-L"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and "GPU 0:" in done.stdout


def look_around(environ: dict[str, str]) -> Machine:
    system = platform.system()
    return Machine(
        system=system,
        arch=platform.machine(),
        root=hasattr(os, "geteuid") and os.geteuid() == 0,
        apt=system == "Linux" and shutil.which("apt-get") is not None,
        nvidia_tool=shutil.which("nvidia-smi") is not None,
        display=has_display(system, environ),
    )


# ----------------------------------------------------------------------------------- choices
def choose_runtime(machine: Machine, *, nvidia: bool, wanted: str = "auto") -> str:
    """The one ONNX Runtime extra for this machine: ``cpu``, ``cuda`` or ``directml``."""
    if wanted != "auto":
        return wanted
    x86 = machine.arch.lower() in ("x86_64", "amd64")
    if nvidia and x86 and machine.system in ("Linux", "Windows"):
        return "cuda"
    if machine.system == "Windows" and x86:
        return "directml"
    return "cpu"  # on macOS this wheel brings CoreML


def needed_extras(command: str, runtime: str) -> tuple[str, ...]:
    """The extras of pyproject.toml that ``command`` needs."""
    return (runtime, *DEVELOPER_EXTRAS) if command == "test" else (runtime,)


def apt_packages(command: str, *, with_venv: bool) -> list[str]:
    """System packages for ``command``; ``with_venv`` when this Python cannot make environments itself."""
    packages = APT_BASE + (APT_TEST if command == "test" else [])
    return packages + ([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"] if with_venv else [])


def missing_packages(wanted: list[str], dpkg_lines: str) -> list[str]:
    """What of ``wanted`` is not installed, from ``dpkg-query -W -f='${Package} ${Status}\\n'`` lines.

    Newer releases renamed some libraries to ``NAMEt64``; those count.
    """
    installed = {line.split()[0] for line in dpkg_lines.splitlines() if line.endswith("install ok installed")}
    return [name for name in wanted if name not in installed and name + "t64" not in installed]


def apt_line(packages: list[str]) -> str:
    """The one line a person without root rights has to run."""
    return "sudo apt-get update && sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def fingerprint(files: list[Path], python_version: str) -> str:
    """Changes whenever what set-up would install may have changed."""
    digest = hashlib.sha256(python_version.encode())
    for path in files:
        digest.update(b"\0" + path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class Stamp:
    """What an earlier run left in the environment.

    ``wish`` is what decided the runtime (the option, and whether nvidia-smi exists); ``runtime`` is what
    came of it, so that a runtime that could not be installed is not tried again at every start.
    """

    fingerprint: str = ""
    root: str = ""
    wish: str = ""
    runtime: str = ""
    extras: tuple[str, ...] = ()

    def covers(self, command: str, *, fingerprint: str, root: str, wish: str) -> bool:
        """Whether everything ``command`` needs was installed by a run under the same conditions."""
        same = (self.fingerprint, self.root, self.wish) == (fingerprint, root, wish)
        return same and set(needed_extras(command, self.runtime)) <= set(self.extras)


def read_stamp(path: Path) -> Stamp:
    """The stamp, or an empty one when it is missing or damaged."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Stamp(extras=tuple(data.pop("extras")), **data)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Stamp()


def write_stamp(path: Path, stamp: Stamp) -> None:
    new = path.with_suffix(".new")
    new.write_text(json.dumps(stamp.__dict__, indent=1), encoding="utf-8")
    new.replace(path)


# ------------------------------------------------------------------------------------- tools
def say(text: str) -> None:
    print(f"[hfpc] {text}", flush=True)


def run(command: list[str], **more) -> int:
    """Run quietly on stdin, loudly on stdout; the exit code."""
    print("  $ " + " ".join(shlex.quote(part) for part in command), flush=True)
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False, **more).returncode


def clean_environ() -> dict[str, str]:
    """The environment without settings of another Python that would leak into ours."""
    return {
        k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")
    }


class Venv:
    """The virtual environment: its programs, its pip, its stamp."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.bin / ("python.exe" if os.name == "nt" else "python")
        self.stamp_path = folder / ".bootstrap-stamp.json"

    def program(self, name: str) -> str:
        return str(self.bin / (name + (".exe" if os.name == "nt" else "")))

    def version(self) -> str:
        """``3.11.2`` of a working environment with pip, else an empty string."""
        code = "import sys, importlib.util as u; print('%d.%d.%d' % sys.version_info[:3] if u.find_spec('pip') else '')"
        try:
            done = subprocess.run([str(self.python), "-c", code], capture_output=True, text=True, check=False)
        except OSError:
            return ""
        return done.stdout.strip() if done.returncode == 0 else ""

    def usable(self, version: str) -> bool:
        return bool(version) and tuple(int(n) for n in version.split(".")[:2]) >= MINIMUM

    def create(self) -> None:
        if self.folder.exists() and not (self.folder / "pyvenv.cfg").is_file() and any(self.folder.iterdir()):
            raise SetupError(
                f"{self.folder} exists and is no virtual environment.\nMove it away, or set HFPC_VENV to another folder."
            )
        say(f"creating {self.folder}")
        if run([sys.executable, "-m", "venv", "--clear", str(self.folder)], env=clean_environ()):
            raise SetupError(
                f"Python could not create the virtual environment in {self.folder}.\n"
                "On Debian and Ubuntu: "
                + apt_line([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"])
            )

    def pip(self, *arguments: str) -> int:
        quiet = [] if sys.stdout.isatty() else ["-q"]
        base = [str(self.python), "-m", "pip", "--disable-pip-version-check", "--no-input"]
        return run([*base, *arguments[:1], *quiet, *arguments[1:]], cwd=str(ROOT), env=clean_environ())


# -------------------------------------------------------------------------- system libraries
def install_system(machine: Machine, command: str, *, use_apt: bool) -> None:
    """Install what is missing, or say how and go on: much works without."""
    if not machine.apt:
        return
    can_make_venv = _has_module("ensurepip") and _has_module("venv")
    wanted = apt_packages(command, with_venv=not can_make_venv)
    query = ["dpkg-query", "-W", "-f=${Package} ${Status}\n", *wanted, *(name + "t64" for name in wanted)]
    done = subprocess.run(query, capture_output=True, text=True, check=False)
    missing = missing_packages(wanted, done.stdout)
    if not missing:
        return
    if not (machine.root and use_apt):
        say("system libraries are missing; run this line once, then start again if something fails:")
        print("  " + apt_line(missing), flush=True)
        return
    say("installing system libraries: " + " ".join(missing))
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
    run([*apt, "update"], env=environ, stdout=subprocess.DEVNULL)
    if run(
        [*apt, "install", "-y", "--no-install-recommends", *missing], env=environ, stdout=subprocess.DEVNULL
    ):
        say("apt could not install them (see above). Going on without; by hand: " + apt_line(missing))


def _has_module(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None


# ------------------------------------------------------------------------------ Python packages
def torch_arguments(*, nvidia: bool, system: str, index: str, offers_gpu_build: bool) -> list[str]:
    """pip's arguments for torch. Without a GPU, the CPU build: the default build for Linux brings
    gigabytes of CUDA; where that is what pip would take, PyTorch's own CPU index is asked as well
    (its ``+cpu`` version counts as newer)."""
    if index:
        return [TORCH, "--extra-index-url", index]
    if system == "Linux" and not nvidia and offers_gpu_build:
        return [TORCH, "--extra-index-url", TORCH_CPU_INDEX]
    return [TORCH]


def wants_cuda_packages(pip_report: str) -> bool:
    """Whether the torch in a ``pip install --dry-run --report`` answer needs CUDA packages."""
    try:
        needs = json.loads(pip_report)["install"][0]["metadata"].get("requires_dist", [])
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return False
    return any(need.startswith(("nvidia-", "cuda-")) for need in needs)


def install_torch(venv: Venv, machine: Machine, *, nvidia: bool) -> None:
    """First of all packages, pinned and alone: an open range would pull another build."""
    index = os.environ.get("HFPC_TORCH_INDEX", "")
    offers_gpu_build = False
    if not index and machine.system == "Linux" and not nvidia:
        ask = [
            str(venv.python),
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--quiet",
            "--dry-run",
        ]
        ask += ["--no-deps", "--ignore-installed", "--report", "-", TORCH]
        done = subprocess.run(ask, capture_output=True, text=True, check=False, env=clean_environ())
        offers_gpu_build = wants_cuda_packages(done.stdout)
    arguments = torch_arguments(
        nvidia=nvidia, system=machine.system, index=index, offers_gpu_build=offers_gpu_build
    )
    say("installing " + TORCH)
    if venv.pip("install", *arguments) and (len(arguments) == 1 or venv.pip("install", TORCH)):
        raise SetupError("pip could not install torch (see above).\n" + NETWORK_HELP)


NETWORK_HELP = (
    "Check the network, HTTPS_PROXY, PIP_INDEX_URL and the free disk space, then run the same command again:\n"
    "it goes on where it stopped."
)


def remove_other_runtimes(venv: Venv, runtime: str) -> None:
    """Two builds of ONNX Runtime in one environment hide or break each other."""
    code = "import importlib.metadata as m; print(*{d.metadata['Name'] for d in m.distributions()})"
    done = subprocess.run([str(venv.python), "-c", code], capture_output=True, text=True, check=False)
    there = [name for name in RUNTIMES.values() if name in done.stdout.split()]
    if there and there != [RUNTIMES[runtime]]:
        venv.pip("uninstall", "-y", *there)


def install_packages(venv: Venv, runtime: str, extras: tuple[str, ...]) -> str:
    """Install the project with ``extras`` and a runtime; returns the runtime that is really there."""
    for chosen in dict.fromkeys((runtime, "cpu")):
        names = ",".join([chosen, *(name for name in extras if name not in RUNTIMES)])
        say(f"installing hfpc-desktop[{names}]")
        remove_other_runtimes(venv, chosen)
        if venv.pip("install", "-e", f".[{names}]") == 0:
            return chosen
        if chosen != "cpu":
            say(f"the {chosen} runtime could not be installed; going on with cpu")
    raise SetupError("pip could not install the project (see above).\n" + NETWORK_HELP)


def check_imports(venv: Venv, machine: Machine) -> None:
    """The window system, the decoder and the runtime load; else say which library is missing."""
    order = (
        "onnxruntime, PySide6.QtWidgets" if machine.system == "Windows" else "PySide6.QtWidgets, onnxruntime"
    )
    code = f"import {order}, cv2, PIL, hfpc_desktop"
    done = subprocess.run(
        [str(venv.python), "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=str(ROOT),
        env=clean_environ(),
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        help_ = (
            ("\nInstall the system libraries:\n  " + apt_line(APT_BASE)) if machine.system == "Linux" else ""
        )
        raise SetupError(f"what was installed does not start: {last}{help_}")


def set_up(command: str, options: argparse.Namespace, machine: Machine) -> Venv:
    """Everything ``command`` needs is installed when this returns."""
    venv = Venv(Path(os.environ.get("HFPC_VENV") or ROOT / ".venv").absolute())
    stamp, version = read_stamp(venv.stamp_path), venv.version()
    files = [ROOT / "pyproject.toml", Path(__file__).resolve()]
    wish = f"{options.runtime}, nvidia-smi: {machine.nvidia_tool}"
    conditions = {"fingerprint": fingerprint(files, version), "root": str(ROOT), "wish": wish}
    if not options.force and stamp.covers(command, **conditions):
        return venv
    nvidia = machine.nvidia_tool and nvidia_answers()
    runtime = choose_runtime(machine, nvidia=nvidia, wanted=options.runtime)
    say(f"setting up for '{command}' in {venv.folder} ({runtime} runtime)")
    install_system(machine, command, use_apt=options.apt)
    if not venv.usable(version):
        venv.create()
        stamp, version = Stamp(), venv.version()
        conditions["fingerprint"] = fingerprint(files, version)
        if not venv.usable(version):
            raise SetupError(
                f"the new environment in {venv.folder} does not work; delete that folder and try again."
            )
    extras = needed_extras(command, runtime)
    if "torch" in extras:
        install_torch(venv, machine, nvidia=nvidia)
    runtime = install_packages(venv, runtime, extras)
    check_imports(venv, machine)
    kept = stamp.extras if stamp.fingerprint == conditions["fingerprint"] else ()
    every = {runtime, *(name for name in (*extras, *kept) if name not in RUNTIMES)}
    write_stamp(venv.stamp_path, Stamp(runtime=runtime, extras=tuple(sorted(every)), **conditions))
    say("ready")
    return venv


# ---------------------------------------------------------------------------------- commands
def demo_command(venv: Venv, machine: Machine, rest: list[str]) -> list[str]:
    """Open the app, or without a screen judge the demo project into ``demo-report``."""
    if machine.display and "--headless" not in rest:
        return [venv.program("hfpc"), "demo", *rest]
    more = [] if "--headless" in rest else ["--headless"]
    more += [] if any(part.startswith("--out") for part in rest) else ["--out", str(ROOT / "demo-report")]
    return [venv.program("hfpc"), "demo", *more, *rest]


def start(command: list[str], machine: Machine, *, offscreen: bool) -> int:
    environ = clean_environ()
    if offscreen:
        environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        code = subprocess.call(command, env=environ)
    except KeyboardInterrupt:
        return 130
    if code == -6 and machine.apt:  # Qt aborts when its platform plugin cannot load
        say("the window system did not start; these libraries may be missing:\n  " + apt_line(APT_BASE))
    return code if code >= 0 else 128 - code


def test_steps(venv: Venv) -> list[tuple[str, list[str]]]:
    """The quick checks before pytest: (name, command)."""
    return [
        ("ruff check", [venv.program("ruff"), "check", "."]),
        ("ruff format", [venv.program("ruff"), "format", "--check", "."]),
        ("mypy", [venv.program("mypy")]),
        ("import-linter", [venv.program("lint-imports")]),
    ]


def screen_step(venv: Venv) -> list[str]:
    """The scenarios of the review room once more on a virtual screen; empty without Xvfb."""
    xvfb = shutil.which("xvfb-run")
    if xvfb is None or platform.system() != "Linux":
        return []
    screen = [xvfb, "-a", "-s", "-screen 0 1600x1000x24"]
    return [*screen, str(venv.python), "-m", "pytest", "-q", "-p", "no:cacheprovider", *SCENARIOS]


def side_by_side() -> list[str]:
    """pytest's arguments for the whole suite: one process a core, at most four; a file's tests stay together, because they
    share what is dear to make. Tests that are picked by hand run in one process, where they can be debugged."""
    return ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile"]


def run_tests(venv: Venv, rest: list[str]) -> int:
    """Every check; pytest comes last so that its summary ends the output."""
    environ = clean_environ()
    environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed = [name for name, command in test_steps(venv) if run(command, cwd=str(ROOT), env=environ)]
    if failed:
        say("FAILED: " + ", ".join(failed))
    screen = [] if rest else screen_step(venv)
    if screen and run(screen, cwd=str(ROOT), env=environ | {"QT_QPA_PLATFORM": "xcb"}):
        failed.append("scenarios on a virtual screen")
    code = run([str(venv.python), "-m", "pytest", *(rest or side_by_side())], cwd=str(ROOT), env=environ)
    if failed:
        say("also FAILED, see above pytest's output: " + ", ".join(failed))
    return code or (1 if failed else 0)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="bootstrap.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument("command", choices=("demo", "app", "test", "setup"))
    made.add_argument(
        "--runtime",
        choices=("auto", *RUNTIMES),
        default="auto",
        help="ONNX Runtime build; auto looks for a GPU",
    )
    made.add_argument("--no-apt", dest="apt", action="store_false", help="never call apt, also as root")
    made.add_argument(
        "--force", action="store_true", help="install again although everything seems to be there"
    )
    made.add_argument(
        "rest", nargs=argparse.REMAINDER, help="passed on: folders (app), pytest's arguments (test)"
    )
    return made


def newer_python() -> str | None:
    """Another interpreter on PATH that is new enough and runs (a version manager's shim may not)."""
    for minor in (13, 12, 11, 14):
        found = shutil.which(f"python3.{minor}")
        if (
            found
            and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL) == 0
        ):
            return found
    return None


def require_python(version: tuple[int, ...] = tuple(sys.version_info[:3])) -> None:
    """Carry on with a newer interpreter, or say what to install."""
    if version[:2] >= MINIMUM:
        return
    other = newer_python()
    if other:
        raise SystemExit(subprocess.call([other, *sys.argv]))
    have = ".".join(map(str, version))
    raise SystemExit(
        f"HFPC Desktop needs Python {MINIMUM[0]}.{MINIMUM[1]} or newer; this is {have} ({sys.executable}).\n"
        "Install a newer one (Ubuntu 22.04: sudo apt-get install python3.11 python3.11-venv; others: python.org)\n"
        "and run the same command with it, for example: python3.11 packaging/bootstrap.py demo"
    )


def main(argv: list[str] | None = None) -> int:
    require_python()
    options = parser().parse_args(argv)
    machine = look_around(dict(os.environ))
    try:
        venv = set_up(options.command, options, machine)
    except SetupError as error:
        say(f"set-up stopped: {error}")
        return 1
    except KeyboardInterrupt:
        say("stopped; run the same command again to go on")
        return 130
    if options.command == "test":
        return run_tests(venv, options.rest)
    if options.command == "demo":
        command = demo_command(venv, machine, options.rest)
        return start(command, machine, offscreen="--headless" in command)
    if options.command == "app":
        if not machine.display:
            say(
                "no display here (DISPLAY and WAYLAND_DISPLAY are empty); 'demo' and 'hfpc score' work without one"
            )
            return 2
        return start([venv.program("hfpc-desktop"), *options.rest], machine, offscreen=False)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
