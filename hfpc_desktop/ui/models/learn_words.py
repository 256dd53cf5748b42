"""What the window says about learning, certificates and the audit. Pure functions of their values; no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfpc_desktop.domain.audit import HELD_OUT_SHARE, HOLD_OUT_FROM
from hfpc_desktop.domain.certificate import Missing
from hfpc_desktop.domain.language import translate
from hfpc_desktop.training.learning import Refusal
from hfpc_desktop.ui.look import words

if TYPE_CHECKING:
    from hfpc_desktop.domain.certificate import Certification
    from hfpc_desktop.runtime.certifying import Assessment
    from hfpc_desktop.runtime.learning import Ready
    from hfpc_desktop.runtime.qt_learning import LearningState
    from hfpc_desktop.training.learning import Refused
    from hfpc_desktop.training.promotion import Comparison


def counts(facts: Ready) -> str:
    """What there is to learn from."""
    text = translate("learning", "{0} approved and {1} rejected, over {2} originals.")
    return text.format(*map(words.count, (facts.approved, facts.rejected, facts.originals)))


def left_out(facts: Ready) -> str:
    """What is not learned from, and why; empty when nothing is left out."""
    if not (facts.held_out or facts.bulk or facts.without_measures or facts.without_score):
        return ""
    text = translate(
        "learning", "Left out: {0} kept for the certificate, {1} decided in bulk, {2} not scored."
    )
    missing = facts.without_measures + facts.without_score
    return text.format(*map(words.count, (facts.held_out, facts.bulk, missing)))


def refusal(found: Refused) -> str:
    """What is missing before anything can be learned."""
    text = {
        Refusal.TOO_FEW: translate("learning", "{0} decisions are too few to learn from: {1} are needed."),
        Refusal.ONE_CLASS: translate(
            "learning", "Only {0} of one kind: at least {1} approved and {1} rejected are needed."
        ),
        Refusal.FEW_ORIGINALS: translate("learning", "Decisions on {0} originals; at least {1} are needed."),
    }[found.reason]
    return text.format(found.have, found.need)


def outcome(seen: Comparison) -> str:
    """What came of learning."""
    text = (
        translate(
            "learning",
            "Better, and in use now: on {0} originals that it had not seen the AUC is {1:.2f}, before {2:.2f}.",
        )
        if seen.better
        else translate(
            "learning",
            "Kept, but not used: on {0} originals it is not surely better. AUC {1:.2f}, in use {2:.2f}.",
        )
    )
    return text.format(seen.originals, seen.new, seen.old)


def promise(found: Certification) -> str:
    """What is certified, or what is missing."""
    if found.certified:
        return translate(
            "learning",
            "Certified: from reward {0:.2f} on, at least {1} of the approvals are right (95 % confidence). "
            "That is {2} of the pairs; {3} were reviewed, {4} wrong.",
        ).format(
            found.threshold,
            f"{100 * found.target:.1f} %",
            f"{100 * found.coverage:.0f} %",
            found.reviewed,
            found.wrong,
        )
    text = {
        Missing.NO_SCORES: translate(
            "learning", "Not certifiable yet: no pair has a score that could be approved."
        ),
        Missing.TOO_FEW_PAIRS: translate(
            "learning",
            "Not certifiable yet: the part that was not learned from needs {0} pairs; it has {1}.",
        ),
        Missing.LABELS: translate(
            "learning",
            "Not certifiable yet: {2} more randomly chosen approvals have to be reviewed ({3} done, {4} wrong).",
        ),
        Missing.PRECISION: translate(
            "learning",
            "Not certifiable yet: too many errors at every limit. The nearest has {4} wrong of {3}.",
        ),
    }.get(found.missing, "")
    return text.format(found.needed, found.available, found.labels_needed, found.reviewed, found.wrong)


def learn_again(state: LearningState) -> str:
    """Why a head that kept nothing aside cannot be certified; empty for others."""
    if not state.active or state.now.held_out >= HELD_OUT_SHARE or state.found.approve.certified:
        return ""
    count = state.ready.usable + state.ready.held_out
    if count >= HOLD_OUT_FROM:
        text = translate(
            "learning",
            "The reward in use was learned from nearly all of fewer than {0} decisions, so nothing is left to prove "
            "it with. There are {1} now: learn again, and half of the pairs are kept for the proof.",
        )
    else:
        text = translate(
            "learning",
            "The reward in use was learned from nearly all of fewer than {0} decisions, so nothing is left to prove "
            "it with. Learn again from {0} decisions on; there are {1} now.",
        )
    return text.format(words.count(HOLD_OUT_FROM), words.count(count))


def audit(seen: Assessment) -> str:
    """How far the audit sample is reviewed."""
    text = translate("learning", "Random sample: {0} of {1} reviewed.")
    return text.format(words.count(seen.sampled), words.count(seen.sample))


def drift(seen: Assessment) -> str:
    """The warning that the audit contradicts the certificate; empty when it does not."""
    if seen.finding is None or not seen.finding.contradicted:
        return ""
    return translate(
        "learning",
        "Warning: since the certificate {0} of {1} approvals of the random sample were wrong. It does not hold any more.",
    ).format(seen.finding.wrong, seen.finding.reviewed)
