"""XMP sidecars beside exported copies: rating, label, reasons and note as other picture programs read them.

Rating and label follow the XMP specification (part 1, ``xmp:Rating``: -1 rejected, 0 unrated, 1..5). A sidecar is
named as Adobe's programs look for it, ``NAME.xmp``; where that name is taken, ``NAME.EXT.xmp`` as digiKam writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from hfpc_desktop.domain.remarks import tags_text
from hfpc_desktop.domain.verdict import Decision

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from hfpc_desktop.domain.remarks import Remark

RATINGS = {Decision.APPROVED: 5, Decision.REJECTED: -1, Decision.UNDECIDED: 0}
LABELS = {Decision.APPROVED: "Approved", Decision.REJECTED: "Rejected", Decision.UNDECIDED: ""}
"""``Approved`` is one of Bridge's own labels; the ids stay English in every language, as files do."""

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmp:Rating="{rating}"{label}>{subject}{note}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


def sidecar(decision: Decision, remark: Remark) -> bytes:
    """The sidecar's bytes (UTF-8). Reasons are keywords (their stable ids), the note is the description."""
    label = LABELS[decision]
    reasons = [tag for tag in tags_text(remark.tags).split(",") if tag]
    items = "".join(f"<rdf:li>{escape(tag)}</rdf:li>" for tag in reasons)
    note = escape("".join(c for c in remark.note if c >= " " or c in "\t\n"))
    return _PACKET.format(
        rating=RATINGS[decision],
        label=f" xmp:Label={quoteattr(label)}" if label else "",
        subject=f"\n   <dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>" if reasons else "",
        note=(
            f'\n   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{note}</rdf:li></rdf:Alt></dc:description>'
            if note
            else ""
        ),
    ).encode()


def sidecar_path(picture: Path, taken: Collection[Path]) -> Path:
    """Where the sidecar of ``picture`` lies; ``taken``: sidecars of the same export."""
    path = picture.with_suffix(".xmp")
    return picture.with_name(picture.name + ".xmp") if path in taken else path
