"""An exported image in another format or size: decoded as everywhere, written as sRGB, read back and compared."""

from __future__ import annotations

import errno
import hashlib
import io
from typing import TYPE_CHECKING

from PIL import Image, ImageCms

from hfpc_desktop.domain.errors import PictureError
from hfpc_desktop.domain.export_forms import ExportFormat
from hfpc_desktop.images.decode import load_picture
from hfpc_desktop.review.safe_write import whole_file
from hfpc_desktop.review.verified_copy import SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from hfpc_desktop.domain.export_forms import ImageForm
    from hfpc_desktop.domain.pictures import Picture


def write_changed(source: Path, target: Path, form: ImageForm, *, replace: bool) -> str:
    """Write ``source`` as ``form`` says and return the hex BLAKE2b-128 of the file. Never enlarges.

    Raises ``SourceError`` when the source cannot be decoded and ``OSError`` for the target's troubles; ``target``
    is then as it was before.
    """
    try:
        picture = load_picture(source)
    except PictureError as error:
        raise SourceError(str(error)) from error
    data = _encoded(_resized(picture, form.max_side), form, form.format_of(source.suffix))
    digest = hashlib.blake2b(data, digest_size=16)
    with whole_file(target, replace=replace) as stream:
        stream.write(data)
        stream.flush()
        stream.seek(0)
        if hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).digest() != digest.digest():
            raise OSError(errno.EIO, "the file differs from what was written")
    return digest.hexdigest()


def _resized(picture: Picture, max_side: int) -> Image.Image:
    image = Image.fromarray(picture.rgb)
    if picture.alpha is not None:
        image.putalpha(Image.fromarray(picture.alpha))
    longest = max(image.size)
    if not max_side or longest <= max_side:
        return image
    size = tuple(max(1, round(side * max_side / longest)) for side in image.size)
    return image.resize((size[0], size[1]), Image.Resampling.LANCZOS)


def _encoded(image: Image.Image, form: ImageForm, kind: ExportFormat) -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    if kind is ExportFormat.PNG:
        image.save(out, "PNG", icc_profile=profile)
    elif kind is ExportFormat.WEBP:
        image.save(out, "WEBP", quality=form.quality, icc_profile=profile)
    else:
        # Over white already: a JPEG has no transparency.
        image.convert("RGB").save(out, "JPEG", quality=form.quality, subsampling=0, icc_profile=profile)
    return out.getvalue()
