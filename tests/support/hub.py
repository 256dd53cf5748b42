"""A server on this machine in the shape of the model hub: redirects for large files, ranges, broken connections."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from hfpc_desktop.inference.catalogue import CatalogueEntry, parse_entry

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMIT = "0123456789abcdef0123456789abcdef01234567"
ENCODER = bytes(range(256)) * 3000
DECODER = b"decoder" * 1000


class Hub:
    """What the server serves and what it saw. ``cut``: bytes after which the next answer breaks off.
    ``hold``: half of every file is sent at once, the rest when it is set."""

    def __init__(self) -> None:
        self.files = {"enc.onnx": ENCODER, "sub/dec.onnx": DECODER}
        self.cut: list[int] = []
        self.ranges: list[str | None] = []
        self.paths: list[str] = []
        self.stated: dict[str, str] = {}
        self.hold: threading.Event | None = None


def handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path.startswith("/cdn/"):
                return self._file(self.path.removeprefix("/cdn/"))
            hub.paths.append(self.path)
            name = self.path.split(f"/resolve/{COMMIT}/")[-1]
            data = hub.files.get(name)
            if data is None:
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return None
            self.send_response(302)  # as the hub does for large files
            self.send_header("Location", f"/cdn/{name}")
            self.send_header("X-Linked-Size", str(len(data)))
            self.send_header("X-Linked-Etag", f'"{hub.stated.get(name) or hashlib.sha256(data).hexdigest()}"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None

        def _file(self, name: str) -> None:
            data, asked = hub.files[name], self.headers.get("Range")
            hub.ranges.append(asked)
            start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
            if start >= len(data):
                self.send_response(416)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(206 if asked else 200)
            self.send_header("Content-Length", str(len(data) - start))
            self.end_headers()
            body = data[start:]
            if hub.cut:
                self.wfile.write(body[: hub.cut.pop(0)])
                self.wfile.flush()
                self.close_connection = True
                self.connection.shutdown(2)
                return
            if hub.hold is not None:
                self.wfile.write(body[: len(body) // 2])
                self.wfile.flush()
                hub.hold.wait(20)
                body = body[len(body) // 2 :]
            with contextlib.suppress(ConnectionError):  # the other side may have stopped
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return None

    return Handler


@contextmanager
def serving(hub: Hub) -> Iterator[str]:
    """The address of a server of ``hub``, which ends with the block."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler(hub)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            if hub.hold is not None:
                hub.hold.set()
            server.shutdown()
            thread.join()


def entry(encoder_sha: str = "") -> CatalogueEntry:
    """A small segmenter of the catalogue's kind; an empty hash is recorded at the install."""
    return parse_entry(
        f"""
id = "tiny-sam"
role = "segmenter"
adapter = "efficient-sam-onnx"
name = "Tiny"
repo = "some/repo"
repo_kind = "space"
revision = "{COMMIT}"
licence = "Apache-2.0"
[[files]]
remote = "enc.onnx"
path = "encoder.onnx"
size = {len(ENCODER)}
sha256 = "{encoder_sha}"
[[files]]
remote = "sub/dec.onnx"
path = "decoder.onnx"
size = {len(DECODER)}
""",
        where="test",
    )
