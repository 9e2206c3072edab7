"""The language model in blocks says what the library says."""

from __future__ import annotations

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from monitor.articles.language_model import Tongues

TEXTS = [
    "The bridge was closed on Monday after a lorry struck it, the council said. " * 3,
    "El puente fue cerrado el lunes después de que un camión chocara contra él. " * 3,
    "Die Brücke wurde am Montag gesperrt, nachdem ein Lastwagen dagegen gefahren war. " * 3,
    "تم إغلاق الجسر يوم الاثنين بعد أن اصطدمت به شاحنة. " * 4,
    "Мост закрыли в понедельник после того, как в него врезался грузовик. " * 3,
    "Мост је затворен у понедељак након што је у њега ударио камион. " * 3,
    "Most je zatvoren u ponedjeljak nakon što je u njega udario kamion. " * 3,
    "星期一一辆卡车撞上这座桥后桥梁关闭。" * 10,
    "THE BRIDGE WAS CLOSED ON MONDAY. " * 7,
    "",
    "0123456789",
    "\ud800",
]


@pytest.fixture(scope="module")
def both() -> tuple[Tongues, LanguageIdentifier]:
    return Tongues(), LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@pytest.mark.parametrize("text", TEXTS)
def test_guess_is_the_librarys(both, text):
    ours, theirs = both
    language, chance = theirs.classify(text)
    assert ours.guess(text) == (language, pytest.approx(chance, abs=1e-5))
