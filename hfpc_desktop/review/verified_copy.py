"""One file copied, read back and compared; the target appears whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from typing import IO, TYPE_CHECKING

from hfpc_desktop.domain.language import translate
from hfpc_desktop.review.safe_write import quoted, system_path, whole_file

if TYPE_CHECKING:
    from pathlib import Path

_CHUNK = 1 << 20


class SourceError(Exception):
    """The source cannot be copied; the text says why and what to do."""


def copy_verified(source: Path, target: Path, *, replace: bool) -> str:
    """Copy bytes and modification time, read the copy back, and return its hex BLAKE2b-128.

    Raises ``SourceError`` for the source's troubles and ``OSError`` for the target's; ``target`` is
    then as it was before.
    """
    with _open_source(source) as incoming:
        times = os.fstat(incoming.fileno())
        with whole_file(target, replace=replace) as outgoing:
            digest = hashlib.blake2b(digest_size=16)
            while chunk := _read(incoming, source):
                digest.update(chunk)
                outgoing.write(chunk)
            outgoing.flush()
            outgoing.seek(0)
            if (
                hashlib.file_digest(outgoing, lambda: hashlib.blake2b(digest_size=16)).digest()
                != digest.digest()
            ):
                raise OSError(errno.EIO, "the copy differs from its source")
    # A drive that keeps no times still has the whole copy.
    with contextlib.suppress(OSError):
        os.utime(system_path(target), ns=(times.st_atime_ns, times.st_mtime_ns))
    return digest.hexdigest()


def _open_source(source: Path) -> IO[bytes]:
    try:
        # Before opening: a pipe of that name would wait for ever.
        if not stat.S_ISREG(os.stat(system_path(source)).st_mode):  # noqa: PTH116
            raise SourceError(
                translate("errors", "{0} is no file any more. Scan the folder again.").format(quoted(source))
            )
        return open(system_path(source), "rb")  # noqa: PTH123
    except OSError as error:
        raise SourceError(_source_reason(error, source)) from error


def _read(stream: IO[bytes], source: Path) -> bytes:
    try:
        return stream.read(_CHUNK)
    except OSError as error:
        raise SourceError(_source_reason(error, source)) from error


def _source_reason(error: OSError, source: Path) -> str:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return translate(
            "errors", "{0} is no longer there. Put it back where it was, then export again."
        ).format(quoted(source))
    reason = error.strerror or str(error)
    return translate("errors", "{0} cannot be read ({1}). Check the file, then export again.").format(
        quoted(source), reason
    )
