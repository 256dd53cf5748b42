"""Which addresses a list may make this machine fetch: http(s) of the public internet only.

The name is resolved once, every answer is checked, and the connection goes to the checked number with the
name kept for ``Host`` and TLS, so that a second answer of the name server cannot lead elsewhere.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from hfpc_desktop.domain.errors import HfpcError


class AddressError(HfpcError):
    """An address that is not fetched. ``str(error)`` says why."""


@dataclass(frozen=True, slots=True)
class CheckedAddress:
    """An address that may be fetched: connect to ``number``:``port``, ask for ``host``."""

    url: str
    scheme: str
    host: str
    number: str
    port: int


def check_address(url: str, *, allow_local: bool = False) -> CheckedAddress:
    """Resolve and check. AddressError: not http(s), a user name inside, no such host, or a number that is
    not of the public internet (unless ``allow_local``). Blocks while the name is looked up."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressError(f"not an address ({error})") from error
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        raise AddressError("only http and https addresses are fetched")
    if not host or parts.username is not None or parts.password is not None:
        raise AddressError("an address needs a host and no user name")
    port = port or (443 if scheme == "https" else 80)
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressError(f"the host {host} is not known") from error
    numbers = [str(answer[4][0]).partition("%")[0] for answer in answers]
    for number in numbers:
        if not allow_local and not _public(number):
            raise AddressError(f"{host} is an address of the local network ({number})")
    if not numbers:
        raise AddressError(f"the host {host} is not known")
    return CheckedAddress(url, scheme, host, numbers[0], port)


def _public(number: str) -> bool:
    """Whether an IP number belongs to the public internet, also one wrapped in IPv6."""
    address = ipaddress.ip_address(number)
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _public(str(inner))
    return address.is_global and not address.is_multicast
