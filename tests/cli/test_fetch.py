"""``hfpc data fetch`` against a server on this machine that misbehaves in every usual way."""

from __future__ import annotations

import io
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from hfpc_desktop.training import addresses
from hfpc_desktop.training.addresses import AddressError, check_address
from hfpc_desktop.training.labels import read_labels
from tests.cli.conftest import hfpc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def picture(colour: int = 0) -> bytes:
    stream = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").resize((64, 48)).point(lambda v: v ^ colour).save(stream, "PNG")
    return stream.getvalue()


class Handler(BaseHTTPRequestHandler):
    asked: dict[str, int]
    ranges: list[str]

    def do_GET(self) -> None:
        name = self.path.rpartition("/")[2]
        count = self.asked[name] = self.asked.get(name, 0) + 1
        if name.startswith("busy") and count < 3:
            self.answer(503, b"", "text/plain")
        elif name.startswith("gone"):
            self.answer(404, b"", "text/plain")
        elif name == "page":
            self.answer(200, b"<html>", "text/html")
        elif name == "liar.png":
            self.answer(200, b"\x89PNG but no picture", "image/png")
        elif name == "big.png":
            self.answer(200, b"x" * 200_000, "image/png")
        elif name == "away":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
        elif name == "moved":
            self.send_response(302)
            self.send_header("Location", "/a.png")
            self.end_headers()
        elif name == "cut.png":
            self.partial(picture(5), count)
        else:
            self.answer(200, picture(len(name)), "image/png")

    def partial(self, data: bytes, count: int) -> None:
        """Breaks off in the middle the first time, then goes on from where the client asks."""
        asked = self.headers.get("Range", "")
        if count == 1:
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[: len(data) // 2])
            self.close_connection = True
            return
        self.ranges.append(asked)
        start = int(asked.removeprefix("bytes=").rstrip("-") or 0)
        self.send_response(206)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        self.wfile.write(data[start:])

    def answer(self, status: int, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Handler.asked, Handler.ranges = {}, []
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    thread.join()
    made.server_close()


def written(folder: Path, server: str, names: list[str]) -> Path:
    path = folder / "list.json"
    lines = [
        json.dumps({"origin": f"{server}/a.png", "generation": f"{server}/{name}", "label": i % 2})
        for i, name in enumerate(names)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


QUICK = ("--wait", "0.01", "--max-bytes", "100000")


def test_pictures_are_fetched_checked_listed_and_not_fetched_again(server: str, tmp_path: Path) -> None:
    names = ["b.png", "busy.png", "moved", "cut.png", "gone.png", "page", "liar.png", "big.png", "away"]
    source, to = written(tmp_path, server, names), tmp_path / "to"
    done = hfpc("data", "fetch", source, "--to", to, "--allow-local", *QUICK)
    assert done.exit_code == 0, done.stderr
    pairs = read_labels(to / "list.local.jsonl").pairs
    assert [pair.approved for pair in pairs] == [False, True, False, True]
    for pair in pairs:
        for path in (pair.original, pair.generated):
            with Image.open(path) as shown:
                assert shown.size == (64, 48)
    assert Handler.ranges and Handler.ranges[0] != ""  # the broken download went on
    problems = json.loads((to / "list.report.json").read_text(encoding="utf-8"))["problems"]
    assert {entry["address"].rpartition("/")[2] for entry in problems} == set(names[4:])
    assert Handler.asked["gone.png"] == 1 and Handler.asked["busy.png"] == 3
    assert not list((to / "images").glob("*.part"))
    before = dict(Handler.asked)
    assert hfpc("data", "fetch", source, "--to", to, "--allow-local", *QUICK).exit_code == 0
    assert Handler.asked["a.png"] == before["a.png"] and Handler.asked["b.png"] == before["b.png"]


def test_the_local_network_is_refused_unless_allowed(server: str, tmp_path: Path) -> None:
    source, to = written(tmp_path, server, ["b.png"]), tmp_path / "to"
    done = hfpc("data", "fetch", source, "--to", to, *QUICK)
    assert done.exit_code == 1
    assert "because: 127.0.0.1 is an address of the local network" in done.stderr
    assert not (to / "list.local.jsonl").exists()
    assert "local network" in (to / "list.report.json").read_text(encoding="utf-8")
    assert Handler.asked == {}


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "0.0.0.0", "::1", "fe80::1", "fc00::1",
     "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "100.64.0.1"],
)  # fmt: skip
def test_what_a_name_resolves_to_is_checked(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    public = (2, 1, 6, "", ("93.184.216.34", 80))
    monkeypatch.setattr(
        addresses.socket, "getaddrinfo", lambda *a, **k: [public, (2, 1, 6, "", (number, 80))]
    )
    with pytest.raises(AddressError, match="local network"):
        check_address("http://pictures.example/x.png")
    assert check_address("http://pictures.example/x.png", allow_local=True).number == "93.184.216.34"


@pytest.mark.parametrize(
    "url", ["ftp://a/b", "file:///etc/passwd", "http://", "http://u:p@a/", "http://a:x/"]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(AddressError):
        check_address(url, allow_local=True)
