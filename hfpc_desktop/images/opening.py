"""From a path to an opened, not yet decoded picture; every refusal says what to do.

Pillow's own size guard is a process-wide setting with a warning; ours is an argument and is checked on
the header, before a pixel is decoded. So the plugins are called directly, and only those of the formats
this program promises: nothing else of Pillow is reachable by a file.
"""

from __future__ import annotations

import errno
import logging
import stat
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from hfpc_desktop.domain.errors import PictureError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.ImageFile import ImageFile

_PLUGINS = (
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
    TiffImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    AvifImagePlugin,
)
"""Importing a plugin registers its formats in ``Image.OPEN``; named here so that none is forgotten."""

# Pillow warns on stderr about damaged metadata of pictures that decode well; nobody can act on that.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.(Tiff|Jpeg|Mpo|Png|WebP)ImagePlugin")
logging.getLogger("PIL").setLevel(logging.CRITICAL)

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "AVIF")
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """Sizes a picture may have. ``max_pixels`` guards memory, ``min_side`` (pixels) keeps out what
    cannot be judged."""

    max_pixels: int = 200_000_000
    min_side: int = 16


DEFAULT_LIMITS = PictureLimits()


def missing(text: str = "") -> PictureError:
    return PictureError(
        "missing_file",
        text or "The file is not there any more. Was it moved or renamed, or is its drive not connected?",
    )


def unreadable(text: str) -> PictureError:
    return PictureError("unreadable", text)


@contextmanager
def opened(path: Path, limits: PictureLimits) -> Iterator[ImageFile]:
    """The file's picture with its header read and its size accepted; closed afterwards.

    Everything that goes wrong inside the block while decoding leaves it as a ``PictureError``, too.
    """
    try:
        with _open_regular(path) as stream:
            picture = _identify(stream)
            _check_size(picture.size, limits)
            with picture:
                yield picture
    except PictureError:
        raise
    except MemoryError as error:
        raise PictureError(
            "too_large", "There is not enough memory to open this picture. Close other programs or reduce it."
        ) from error
    except Image.DecompressionBombError as error:
        raise PictureError("too_large", f"The picture is too large ({error}).") from error
    except OSError as error:
        raise _from_os_error(error) from error
    except Exception as error:  # plugins raise SyntaxError, ValueError, struct.error ... on bad data
        raise unreadable(_damaged(str(error))) from error


def _open_regular(path: Path) -> IO[bytes]:
    """Opens a plain file. A pipe or device would block for ever, so its kind is checked first."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise unreadable("This is a folder, not a picture.")
    if not stat.S_ISREG(mode):
        raise unreadable("This is not a regular file.")
    return path.open("rb")


def _identify(stream: IO[bytes]) -> ImageFile:
    head = stream.read(64)
    if not head:
        raise unreadable("The file is empty (0 bytes). Copy or export it again.")
    formats: tuple[str, ...] = FORMATS
    if head[4:8] == b"ftyp" and any(brand in head[8:] for brand in _HEIF_BRANDS):
        formats = ("AVIF", *_heif_formats(avif=b"avif" in head[8:] or b"avis" in head[8:]))
    for name in formats:
        if name not in Image.OPEN:
            continue
        factory, accept = Image.OPEN[name]
        if accept is None or accept(head[:16]) is not True:
            continue
        stream.seek(0)
        try:
            return factory(stream, "")
        except (SyntaxError, IndexError, TypeError, KeyError) as error:
            raise unreadable(_damaged(str(error))) from error
    raise unreadable(_what_it_is(head))


def _heif_formats(*, avif: bool) -> tuple[str, ...]:
    """Registers the optional HEIC reader at the first HEIC file."""
    try:
        import pillow_heif
    except ImportError:
        if avif:
            return ()
        raise unreadable(
            "HEIC pictures need an extra reader: pip install 'hfpc-desktop[heif]', or save it as JPEG or PNG."
        ) from None
    pillow_heif.register_heif_opener()
    return ("HEIF",)


def _check_size(size: tuple[int, int], limits: PictureLimits) -> None:
    width, height = size
    if width * height > limits.max_pixels:
        raise PictureError(
            "too_large",
            f"The picture has {width} x {height} pixels ({width * height / 1e6:.0f} megapixels); the limit is "
            f"{limits.max_pixels / 1e6:.0f}. Make it smaller.",
        )
    if min(width, height) < limits.min_side:
        raise PictureError(
            "too_small",
            f"The picture has {width} x {height} pixels; at least {limits.min_side} on each side are needed.",
        )


def _from_os_error(error: OSError) -> PictureError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return missing()
    if isinstance(error, PermissionError):
        return unreadable("You are not allowed to read this file. Check its permissions.")
    if error.errno in (errno.EIO, errno.ESTALE, errno.ENXIO, errno.ENODEV):
        return unreadable("The drive reported an error while reading. Is it still connected?")
    if error.errno is not None:
        return unreadable(f"The file cannot be read ({error.strerror or error}).")
    return unreadable(_damaged(str(error)))  # Pillow's "image file is truncated", "broken data stream"


def _damaged(detail: str) -> str:
    detail = " ".join(detail.split())[:120]
    if "truncated" in detail.lower() or "unexpected end" in detail.lower():
        return "The picture is cut off: the file ends too early. Copy or export it again."
    return f"The picture is damaged{f' ({detail})' if detail else ''}. Copy or export it again."


_KINDS = (
    (b"%PDF", "a PDF document"),
    (b"8BPS", "a Photoshop document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"<svg", "an SVG drawing"),
    (b"<!DO", "a web page"),
    (b"<htm", "a web page"),
    (b"\x00\x00\x00\x0cjP", "a JPEG 2000 picture"),
    (b"version https://git-lfs", "a Git LFS pointer without its content"),
)


def _what_it_is(head: bytes) -> str:
    formats = "JPEG, PNG, WebP, TIFF, BMP, GIF, AVIF and HEIC"
    for start, name in _KINDS:
        if head.lower().startswith(start.lower()):
            return f"This is {name}, not a picture this program reads ({formats})."
    if head[4:8] == b"ftyp" and b"avif" in head:
        return "AVIF pictures need a newer Pillow: pip install --upgrade Pillow, or save it as JPEG or PNG."
    if head[4:8] == b"ftyp":
        return f"This looks like a video, not a picture this program reads ({formats})."
    if all(byte in b"\t\r\n" or 32 <= byte < 127 for byte in head):
        return f"This is text, not a picture, whatever its name says. Pictures are {formats}."
    return f"This is not a picture this program reads ({formats})."
