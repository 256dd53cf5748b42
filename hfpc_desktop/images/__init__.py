"""The one way a file becomes pixels: decoding, thumbnails, content hashes, byte-budget caches."""

from hfpc_desktop.images.cache import ByteBudgetCache, DiskCache
from hfpc_desktop.images.decode import load_picture
from hfpc_desktop.images.hash import HashMemo, content_hash
from hfpc_desktop.images.opening import DEFAULT_LIMITS, PictureLimits
from hfpc_desktop.images.overlay_codec import decode_overlay, encode_overlay
from hfpc_desktop.images.thumbnails import Thumbnails

__all__ = [
    "DEFAULT_LIMITS",
    "ByteBudgetCache",
    "DiskCache",
    "HashMemo",
    "PictureLimits",
    "Thumbnails",
    "content_hash",
    "decode_overlay",
    "encode_overlay",
    "load_picture",
]
