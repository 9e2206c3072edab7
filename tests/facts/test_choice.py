"""Conditional logit: shares add to one, the fit finds the sign that matters, bad files are told."""

from __future__ import annotations

import pytest

from monitor.errors import InputError
from monitor.facts.lexical.choice import Choice, load_choice


def test_shares_follow_the_weights_and_add_to_one():
    model = Choice({"verb": 2.0, "late": -1.0})
    shares = model.shares([{"verb": 1}, {"late": 2}, {"unheard": 1}])
    assert sum(shares) == pytest.approx(1)
    assert shares[0] > shares[2] > shares[1]


def test_a_temperature_above_one_is_less_sure():
    sure, unsure = Choice({"verb": 2.0}), Choice({"verb": 2.0}, temperature=2.0)
    told = [{"verb": 1.0}, {}]
    assert unsure.shares(told)[0] < sure.shares(told)[0]


def test_nothing_to_choose_from():
    assert Choice({}).shares([]) == []


def test_the_weightiest_signs_come_first():
    model = Choice({"a": 0.5, "b": -2.0})
    assert model.weightiest({"a": 1, "b": 1, "c": 1}) == ["b", "a"]


def test_a_missing_file_is_named():
    with pytest.raises(InputError, match=r"nowhere\.json"):
        load_choice("nowhere")
