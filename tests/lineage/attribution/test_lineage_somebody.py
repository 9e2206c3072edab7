"""A source is somebody: who says it in every language, and what is nobody."""

from __future__ import annotations

import pytest
from lineage_builders import ACTORS, an_article, the_register

from monitor.lineage.attribution.attributions import attributions


def told(text: str, language: str) -> set[str]:
    found = attributions(an_article(text, language=language), the_register(), ACTORS)
    return {a.source.name for a in found if a.source.source_class != "unsourced"}


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ar", "وقال المتحدث باسم قيادة الميناء، العميد كريم زيدان، إن الجسر أغلق.", "كريم زيدان"),
        ("es", "El puente cayó, dijo el jefe de la oficina de puertos, Ivo Luk.", "Ivo Luk"),
        ("fa", "به گفتهٔ بیمارستان ولم، دو نفر زخمی شدند.", "بیمارستان ولم (hospital)"),
        ("fr", "Le pont est fermé, a déclaré le maire de Velm, Odo Varga.", "Odo Varga"),
        ("id", "Jembatan ditutup, kata Kepala Pelabuhan Velm, Budi Santika.", "Budi Santika"),
        ("it", "Il ponte è chiuso, ha detto il sindaco di Velm, Odo Varga.", "Odo Varga"),
        ("ja", "ヴェルム市消防局によると、2人がけがをした。", "ヴェルム市消防局"),
        ("nl", "De brug is dicht, zegt burgemeester Odo Varga.", "Odo Varga"),
        ("pl", "Most jest zamknięty – poinformował rzecznik portu st. kpt. Jan Lis.", "Jan Lis"),
        ("pt", "A ponte caiu, disse o comandante Rui Velasco.", "Rui Velasco"),
        ("ru", "Мост закрыт, сообщил начальник порта Иван Лунин.", "Иван Лунин"),
        ("ru", "По словам начальника порта Рината Лунина, мост закрыт.", "Ринат Лунин"),
        ("tr", "Liman Müdürü Kemal Lale, köprünün kapandığını söyledi.", "Kemal Lale"),
        ("uk", "Міст закрито, повідомив начальник порту Іван Лунь.", "Іван Лунь"),
        ("ur", "بندرگاہ کے ترجمان کریم زیدی نے کہا کہ پل بند ہے۔", "کریم زیدی"),
        ("zh", "威尔姆市港务局局长李明表示，大桥已关闭。", "李明"),
    ],
)
def test_who_says_it_is_found_in_every_language(language: str, text: str, name: str) -> None:
    assert name in told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ministry did not say how many had died."),
        ("en", "The mayor declined to say more."),
        ("en", "Many said it was late."),
        ("de", "Das ging aus seinen eigenen Angaben hervor, sagte er."),
        ("es", "No hubo heridos, dijo."),
        ("ru", "По предварительным данным, мост закрыт."),
    ],
)
def test_nobody_is_no_source(language: str, text: str) -> None:
    assert told(text, language) == set()


def test_two_names_of_one_person_are_one_source() -> None:
    text = (
        "Governor Ada Quill said the dam held. “It held,” Quill said. The governor said it twice."
    )
    assert told(text, "en") == {"Ada Quill"}
