"""Downloads the pictures of a list, once, checked, and writes a list that points to the files.

A file is named by the hash of its address, so that a second run finds what the first one has; a download
that broke goes on where it stopped. Nothing gets its final name before it decoded as a picture.
Worker threads fetch; ``on_done`` runs on the calling thread.
"""

from __future__ import annotations

import hashlib
import os
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from hfpc_desktop.domain.errors import HfpcError, PictureError
from hfpc_desktop.images.decode import load_picture
from hfpc_desktop.training.addresses import AddressError, check_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import httpx

    from hfpc_desktop.domain.hfpc_list import ListEntry
    from hfpc_desktop.training.addresses import CheckedAddress

_TYPES = {
    "image/jpeg": ".jpg", "image/jpg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/avif": ".avif",
    "image/gif": ".gif", "image/bmp": ".bmp", "image/tiff": ".tif", "application/octet-stream": "", "": "",
}  # fmt: skip
_SIGNS = (
    (b"\xff\xd8\xff", ".jpg"), (b"\x89PNG", ".png"), (b"RIFF", ".webp"), (b"GIF8", ".gif"), (b"BM", ".bmp"),
    (b"II*\0", ".tif"), (b"MM\0*", ".tif"),
)  # fmt: skip
_SUFFIXES = tuple(sorted({*_TYPES.values(), ".avif"} - {""}))
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS = 5


class FetchError(HfpcError):
    """One picture was not fetched. ``again``: another try may help."""

    def __init__(self, text: str, *, again: bool = False) -> None:
        super().__init__(text)
        self.again = again


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """``workers`` downloads at a time; ``tries`` per address, waiting ``wait_s``, then twice as long ...;
    ``max_bytes`` a picture; ``timeout_s`` for connecting and between two pieces."""

    workers: int = 8
    tries: int = 4
    wait_s: float = 0.5
    max_bytes: int = 40_000_000
    timeout_s: float = 30.0
    allow_local: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """One address: its file, or why there is none. ``known``: the file was there before."""

    url: str
    path: Path | None = None
    problem: str = ""
    known: bool = False


def is_address(name: str) -> bool:
    return "://" in name and not name.lower().startswith("file:")


def fetch_all(
    urls: Iterable[str], folder: Path, options: FetchOptions, on_done: Callable[[Fetched], None]
) -> dict[str, Fetched]:
    """Every address once into ``folder``. Problems are results, never exceptions."""
    import httpx

    folder.mkdir(parents=True, exist_ok=True)
    results: dict[str, Fetched] = {}
    limits = httpx.Timeout(options.timeout_s)
    # no environment: a proxy would resolve the name again, behind the check
    with (
        httpx.Client(timeout=limits, trust_env=False, follow_redirects=False) as client,
        ThreadPoolExecutor(max(1, options.workers), thread_name_prefix="fetch") as pool,
    ):
        jobs = [pool.submit(_fetch, client, url, folder, options) for url in dict.fromkeys(urls)]
        try:
            for job in as_completed(jobs):
                done = job.result()
                results[done.url] = done
                on_done(done)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return results


def local_entries(
    entries: Sequence[ListEntry], fetched: dict[str, Fetched], source: Path, target: Path
) -> list[ListEntry]:
    """The entries whose pictures are here, with paths relative to the folder ``target`` where possible."""

    def local(name: str) -> str | None:
        if not is_address(name):
            return name if name.lower().startswith("file:") else str((source / name).absolute())
        path = fetched[name].path
        return None if path is None else path.relative_to(target).as_posix()

    out = []
    for entry in entries:
        origin, generation = local(entry.origin), local(entry.generation)
        if origin is not None and generation is not None:
            out.append(replace(entry, origin=origin, generation=generation))
    return out


# ----------------------------------------------------------------------------- worker threads
def _fetch(client: httpx.Client, url: str, folder: Path, options: FetchOptions) -> Fetched:
    stem = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    known = [folder / f"{stem}{suffix}" for suffix in _SUFFIXES if (folder / f"{stem}{suffix}").is_file()]
    if known:
        return Fetched(url, known[0], known=True)
    part = folder / f"{stem}.part"
    problem = ""
    for number in range(max(1, options.tries)):
        if number:
            time.sleep(options.wait_s * 2 ** (number - 1))
        try:
            kind = _download(client, url, part, options)
            return Fetched(url, _publish(part, folder / stem, kind))
        except FetchError as error:
            problem = str(error)
            if not error.again:
                break
        except AddressError as error:
            problem = str(error)
            break
        except OSError as error:
            problem = f"the file cannot be written ({error.strerror or error})"
            break
    return Fetched(url, problem=problem)


def _download(client: httpx.Client, url: str, part: Path, options: FetchOptions) -> str:
    """The body into ``part``, going on where it stopped; the content type that was stated."""
    import httpx

    for _ in range(_REDIRECTS + 1):
        address = check_address(url, allow_local=options.allow_local)
        have = part.stat().st_size if part.is_file() else 0
        request = _request(client, address, have)
        try:
            response = client.send(request, stream=True)
            try:
                if response.is_redirect:
                    url = urljoin(url, response.headers.get("location", ""))
                    continue
                return _body(response, part, have, options)
            finally:
                response.close()
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise FetchError(f"the connection failed ({type(error).__name__})", again=True) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise FetchError(f"not an address ({error})") from error
    raise FetchError("too many redirects")


def _request(client: httpx.Client, address: CheckedAddress, have: int) -> httpx.Request:
    """A request to the checked number that still asks for, and proves by TLS, the named host."""
    import httpx

    named = httpx.URL(address.url)
    headers = {"Host": named.netloc.decode("ascii"), "Accept": "image/*", "Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    extensions: dict[str, Any] = {"timeout": client.timeout.as_dict()}
    if address.scheme == "https":
        extensions["sni_hostname"] = named.raw_host.decode("ascii")
    pinned = named.copy_with(host=address.number, port=address.port, fragment=None)
    return httpx.Request("GET", pinned, headers=headers, extensions=extensions)


def _body(response: httpx.Response, part: Path, have: int, options: FetchOptions) -> str:
    status = response.status_code
    if status == 416 and have:
        part.unlink(missing_ok=True)
        raise FetchError("the partial file does not fit", again=True)
    if status not in (200, 206):
        raise FetchError(f"the server answers {status}", again=status in _AGAIN)
    kind: str = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _TYPES:
        raise FetchError(f"this is no picture but {kind}")
    resumed = status == 206 and response.headers.get("content-range", "").startswith(f"bytes {have}-")
    if status == 206 and not resumed:
        part.unlink(missing_ok=True)
        raise FetchError("the server sent another part than asked for", again=True)
    size = have if resumed else 0
    stated = response.headers.get("content-length", "")
    if stated.isdigit() and size + int(stated) > options.max_bytes:
        part.unlink(missing_ok=True)
        raise FetchError(f"larger than {options.max_bytes} bytes")
    with part.open("ab" if resumed else "wb") as stream:
        for piece in response.iter_raw():
            size += len(piece)
            if size > options.max_bytes:
                break
            stream.write(piece)
    if size > options.max_bytes:
        part.unlink(missing_ok=True)
        raise FetchError(f"larger than {options.max_bytes} bytes")
    return kind


def _publish(part: Path, stem: Path, kind: str) -> Path:
    """Give a download its name once it decoded as a picture."""
    with part.open("rb") as stream:
        head = stream.read(16)
    suffix = next((s for sign, s in _SIGNS if head.startswith(sign)), "") or (
        ".avif" if head[4:8] == b"ftyp" else _TYPES[kind]
    )
    if not suffix:
        part.unlink()
        raise FetchError("this is no picture")
    try:
        load_picture(part, max_side=64)
    except PictureError as error:
        part.unlink(missing_ok=True)
        raise FetchError(f"no usable picture: {error}") from error
    target = stem.with_name(stem.name + suffix)
    os.replace(part, target)  # noqa: PTH105
    return target


def list_name(source: Path) -> str:
    """Name of the written list: of the source, always as JSON lines."""
    return f"{Path(urlsplit(source.name).path).stem}.local.jsonl"
