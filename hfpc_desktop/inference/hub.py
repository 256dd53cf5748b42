"""Fetching files from a Hugging Face hub or a mirror: resume, retries, proxy, own certificates, cancel.

Addresses, headers and the HTTP client come from ``huggingface_hub``. The stream is written here, because
``hf_hub_download`` begins anew after an interruption; a part file is continued with a range request.
"""

from __future__ import annotations

import os
import ssl
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from hfpc_desktop import __version__
from hfpc_desktop.domain.errors import Cancelled, ModelError, ModelFault
from hfpc_desktop.domain.language import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

ENDPOINT_VARIABLES = ("HFPC_HUB_ENDPOINT", "HF_ENDPOINT")
PROXY_VARIABLE = "HFPC_PROXY"
CA_VARIABLE = "HFPC_CA_FILE"
DEFAULT_ENDPOINT = "https://huggingface.co"
WAITS = (1.0, 3.0, 6.0)
"""Seconds before the second, third ... try."""


@dataclass(frozen=True, slots=True)
class HubOptions:
    """``endpoint``: a mirror's address; ``proxy``: an address; ``ca_file``: PEM certificates to trust.
    Empty: the usual ones (``HTTPS_PROXY``, the system's certificates)."""

    endpoint: str = ""
    proxy: str = ""
    ca_file: str = ""

    def filled(self, env: Mapping[str, str] | None = None) -> HubOptions:
        """Empty fields from the environment: ``HFPC_HUB_ENDPOINT`` or ``HF_ENDPOINT``, ``HFPC_PROXY``,
        ``HFPC_CA_FILE``."""
        source = os.environ if env is None else env
        found = next((source[name] for name in ENDPOINT_VARIABLES if source.get(name)), "")
        return HubOptions(
            (self.endpoint or found or DEFAULT_ENDPOINT).rstrip("/"),
            self.proxy or source.get(PROXY_VARIABLE, ""),
            self.ca_file or source.get(CA_VARIABLE, ""),
        )


class Reply(Protocol):
    """One answer. ``status`` of HTTP; ``total``: bytes of the whole file, 0 = not said; ``sha256``: what the
    hub says the file's hash is, empty when it does not."""

    @property
    def status(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    def chunks(self) -> Iterator[bytes]: ...


class Transport(Protocol):
    """Opens a file of a repository at an offset. Network trouble raises ``ConnectionError``."""

    def open(
        self, repo: str, kind: str, revision: str, name: str, start: int
    ) -> AbstractContextManager[Reply]: ...


class HubTransport:
    """``Transport`` over huggingface_hub's HTTP client. No token is sent: all sources are public."""

    def __init__(self, options: HubOptions) -> None:
        self._options = options.filled()
        self._client: Any = None

    @contextmanager
    def open(self, repo: str, kind: str, revision: str, name: str, start: int) -> Iterator[Reply]:
        hub = _import_hub()
        url = hub.hf_hub_url(
            repo,
            name,
            repo_type=kind if kind != "model" else None,
            revision=revision,
            endpoint=self._options.endpoint,
        )
        headers = hub.build_hf_headers(token=False, library_name="hfpc-desktop", library_version=__version__)
        headers["Accept-Encoding"] = "identity"  # a range of a compressed stream would be of no use
        if start:
            headers["Range"] = f"bytes={start}-"
        try:
            with self._session().stream("GET", url, headers=headers) as response:
                yield _HttpReply(response, start)
        except (ModelError, Cancelled):
            raise
        except Exception as error:
            if not _is_network(error):
                raise
            raise ConnectionError(f"{type(error).__name__}: {error}".strip(": ")) from error

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def _session(self) -> Any:
        """A client of the type that huggingface_hub uses (httpx), with this installation's options."""
        if self._client is None:
            hub = _import_hub()
            first = hub.default_client()
            try:
                kind = type(first)
            finally:
                first.close()
            more: dict[str, Any] = {"proxy": self._options.proxy} if self._options.proxy else {}
            if self._options.ca_file:
                more["verify"] = _trusting(self._options.ca_file)
            self._client = kind(follow_redirects=True, timeout=30.0, **more)
        return self._client


def _trusting(ca_file: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        text = translate("models", "{0} is no readable certificate file ({1}).")
        raise ModelError(text.format(ca_file, error)) from error


class _HttpReply:
    def __init__(self, response: Any, start: int) -> None:
        self._response = response
        self._start = start

    @property
    def status(self) -> int:
        return int(self._response.status_code)

    @property
    def total(self) -> int:
        linked = self._header("X-Linked-Size")
        if linked.isdigit():
            return int(linked)
        length = self._response.headers.get("Content-Length", "")
        begun = self._start if self.status == 206 else 0
        return begun + int(length) if length.isdigit() else 0

    @property
    def sha256(self) -> str:
        # the hub answers for large files with a redirect that carries their hash as X-Linked-Etag
        text = self._header("X-Linked-Etag").strip('W/"')
        return text if len(text) == 64 else ""

    def _header(self, name: str) -> str:
        for response in (*self._response.history, self._response):
            if name in response.headers:
                return str(response.headers[name])
        return ""

    def chunks(self) -> Iterator[bytes]:
        # as it arrives: what is collected into larger pieces is lost when the connection breaks
        yield from self._response.iter_bytes()


@dataclass(frozen=True, slots=True)
class _Hub:
    hf_hub_url: Any
    build_hf_headers: Any
    default_client: Any


def _import_hub() -> _Hub:
    try:
        from huggingface_hub.file_download import hf_hub_url
        from huggingface_hub.utils._headers import build_hf_headers
        from huggingface_hub.utils._http import default_client_factory
    except ImportError as error:
        text = translate(
            "models",
            "Fetching models needs huggingface_hub 1.0 or newer: pip install 'huggingface_hub>=1.0'.",
        )
        raise ModelError(text) from error
    return _Hub(hf_hub_url, build_hf_headers, default_client_factory)


def _is_network(error: Exception) -> bool:
    """httpx and its successor have the same class names; all of their transport errors count."""
    names = {base.__name__ for base in type(error).__mro__}
    return bool(names & {"TransportError", "ConnectionError", "TimeoutError", "HTTPError"})


def fetch(
    transport: Transport,
    source: tuple[str, str, str, str],
    part: Path,
    *,
    on_bytes: Callable[[int, int], None],
    is_cancelled: Callable[[], bool],
    sleep: Callable[[float], None] = time.sleep,
) -> str:
    """Downloads (repo, kind, revision, name) into ``part``, continuing what is there. Returns the SHA-256 that
    the hub states, or "".

    ``on_bytes(done, total)`` after every chunk. Raises ``Cancelled`` (``part`` stays for the caller to
    remove), ``ModelError`` with a text for people; ``part`` stays, so that the next call continues.
    """
    last = ""
    for wait in (0.0, *WAITS):
        if wait:
            sleep(wait)
        if is_cancelled():
            raise Cancelled("stopped")
        try:
            done, stated = _stream(transport, source, part, on_bytes, is_cancelled)
        except ConnectionError as error:
            last = str(error)
            continue
        if done:
            return stated
        last = translate("models", "the connection closed early")
    text = translate(
        "models", "{0} could not be fetched from {1} ({2}). What arrived is kept; start again to continue."
    )
    raise ModelError(text.format(source[3], source[0], last), ModelFault.OFFLINE)


def _stream(
    transport: Transport,
    source: tuple[str, str, str, str],
    part: Path,
    on_bytes: Callable[[int, int], None],
    is_cancelled: Callable[[], bool],
) -> tuple[bool, str]:
    """One request. (complete, the hub's SHA-256)."""
    repo, kind, revision, name = source
    start = part.stat().st_size if part.exists() else 0
    with transport.open(repo, kind, revision, name, start) as reply:
        if reply.status == 416 and start:
            # the part is as long as the file, or longer: only the hash can tell, so begin anew when it differs
            return True, reply.sha256
        if reply.status not in (200, 206):
            raise ModelError(_refusal(reply.status, repo, name), ModelFault.REFUSED)
        total, stated = reply.total, reply.sha256
        begun = start if reply.status == 206 else 0
        with part.open("r+b" if begun else "wb") as out:
            out.seek(begun)
            done = begun
            for chunk in reply.chunks():
                if is_cancelled():
                    raise Cancelled("stopped")
                out.write(chunk)
                done += len(chunk)
                on_bytes(done, total)
    return (total == 0 or done >= total), stated


def _refusal(status: int, repo: str, name: str) -> str:
    if status in (401, 403):
        text = translate("models", "{0} does not give {1} without signing in (HTTP {2}).")
    elif status == 404:
        text = translate(
            "models", "{0} has no {1} at the pinned revision (HTTP {2}). Is the mirror complete?"
        )
    else:
        text = translate("models", "{0} does not give {1} now (HTTP {2}). Try again later.")
    return text.format(repo, name, status)
