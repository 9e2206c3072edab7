"""The language of a text: short ones of scripts that say much, and wrong declarations."""

from __future__ import annotations

import pytest

from monitor.articles.language import language_of

CHINESE = (
    "昨天下午，武汉市一栋五层居民楼发生火灾，造成三人死亡，"
    "两人受伤，伤者已送医。消防部门说，起火原因正在调查。"
)
INDONESIAN = (
    "Sedikitnya tiga orang tewas dan lima lainnya luka-luka ketika sebuah bus pariwisata terguling "
    "di jalan tol pada Senin pagi, kata kepala kepolisian setempat kepada wartawan. Para korban "
    "dilarikan ke rumah sakit terdekat dan penyebab kecelakaan masih diselidiki."
)


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        (CHINESE, "", "zh"),
        (CHINESE, "en", "zh"),
        (INDONESIAN, "", "id"),
        (INDONESIAN, "en", "id"),
        ("Drei Tote bei Brand", "de", "de"),
    ],
)
def test_a_wrong_declaration_does_not_make_a_text_english(
    text: str, declared: str, expected: str
) -> None:
    assert language_of(text, declared) == expected
