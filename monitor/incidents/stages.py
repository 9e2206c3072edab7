"""What stage of its aftermath a late report tells of: a trial, a verdict, findings. Pure.

A month after an incident its facts are told again and again; what is new is the stage it came to.
"""

from __future__ import annotations

import re

from monitor.model.reading import Article

#: Title and lead say what is new; the rest of a late report retells.
_LEAD = 400
#: The stages, the furthest first: "sentenced after he pleaded guilty" is told as the sentence.
_STAGES = (
    ("release", r"paroled?|(?:released|freed) from (?:prison|jail|custody)|"
     r"pardon(?:ed|s)?|exonerat\w+|executed by|"
     r"libéré(?:e|s)? de|amnest\w+|begnadigt|indultad[oa]"),
    ("appeal", r"court of appeals?|appeals? court|"
     r"appeal(?:s|ed)? (?:against|his|her|their|conviction|sentence|verdict)|"
     r"conviction (?:overturned|upheld)|retrial|fait appel|en appel|"
     r"Berufung|Revision (?:ein|ver)\w+|apelación|apel[óo]"),
    ("sentence", r"sentenc(?:ed?|es|ing)|life (?:term|in prison)|condamnée?s? à|peine de|"
     r"verurteilt|Freiheitsstrafe|condenad[oa]s? a|años de (?:cárcel|prisión)"),
    ("verdict", r"found (?:not )?guilty|verdict|convict(?:ed|ion)|acquitt(?:ed|al)|cleared of|"
     r"acquittée?s?|reconnue? coupable|freigesprochen|Urteil|absuelt[oa]s?|culpables?"),
    ("plea", r"plea(?:d|ds|ded|ding)?|plaide (?:non )?coupable|se declara (?:culpable|inocente)"),
    ("settlement", r"settle(?:s|d|ment)|compensation|damages (?:of|awarded)|indemni\w+|"
     r"Entschädigung|indemnizaci\w+"),
    ("trial", r"(?:goes|went|going) on trial|trial|court (?:hears?|heard|told)|"
     r"jur(?:y|ors)|procès|Prozess|juicio"),
    ("lawsuit", r"lawsuit|sue(?:s|d)|sues for|class action|porte plainte|demanda contra"),
    ("findings", r"inquiry (?:finds|found|report)|(?:final |official )?report (?:finds|found|says|"
     r"blames)|inquest|investigators? (?:find|found|conclude)\w*|commission d'enquête|"
     r"Untersuchungsbericht|informe (?:final|oficial)"),
    ("charges", r"charg(?:ed|es) (?:with|over|in|against|for)|indict(?:ed|ment)|arraign\w+|"
     r"accused of|mise?s? en examen|angeklagt|Anklage|imputad[oa]s?|procesad[oa]s?"),
    ("arrest", r"arrest(?:ed|s)?|detain(?:ed|s)|extradit\w+|in custody|arrêtée?s?|interpellée?s?|"
     r"festgenommen|detenid[oa]s?|capturad[oa]s?"),
    ("identification", r"identified (?:as|by|after)|remains (?:of|found)|"
     r"bod(?:y|ies) (?:found|recovered)|identifiée?s? comme|identifiziert|identificad[oa]s?"),
    ("reopening", r"(?:re-?open(?:s|ed)?|cold case|new (?:evidence|suspect|witness))"),
)  # fmt: skip
_READ = tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in _STAGES)


def stage_of(article: Article) -> str:
    """Return the stage that title (or else the lead) tells of, "" where none is."""
    for words in (article.title, article.text[:_LEAD]):
        for name, pattern in _READ:
            if pattern.search(words):
                return name
    return ""
