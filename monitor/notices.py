"""How a page owns up to an error: the one rule for alerts and for profiles of outlets. Pure."""

from __future__ import annotations

import re

_TEXT = r"(?:article|story|report|item|piece|post|account|dispatch|version|headline)"
#: Notices by which a text owns up to an error, not those that only say that it grew. A "Department
#: of Corrections" is none, nor is a ministry whose count "was corrected" elsewhere in the prose.
_NOTICE = re.compile(
    r"(?:^|(?<=[.!?»”\"]\s))\W{0,4}(?:corrections?|corrected|clarification|erratum|correctif|"
    r"rectificati(?:f|on)s?|rectificación|corrección|fe de err(?:atas|ores)|errata|rettifica|"
    r"korrektur|berichtigung)\b(?=\W{0,3}(?:[:;(,—–\d]|$|-\s|\w+ \d))|"
    rf"\ban? (?:earlier|previous) {_TEXT}\b|\bmisstated\b|"
    rf"\b(?:this|the|our) {_TEXT}\b[^.!?\n]{{0,60}}\b(?:corrected|amended|to correct|in error)\b|"
    r"\bcorrected to (?:say|show|reflect|state|give|read)\b|^\W*\(?corrects\b|"
    r"\b(?:previously|originally|initially|incorrectly|wrongly|mistakenly|erroneously) "
    r"(?:stated|said|reported|gave|put|identified)|"
    r"\bin einer früheren (?:version|fassung)|"
    r"\bkorrigiert\b|\bberichtigt\b|\brectificad[oa]\b",
    re.IGNORECASE | re.MULTILINE,
)


def owns_up(older: str, newer: str) -> bool:
    """Whether `newer` has a notice of an error that `older` had not."""
    return len(_NOTICE.findall(newer)) > len(_NOTICE.findall(older))
