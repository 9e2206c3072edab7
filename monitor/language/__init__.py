"""A text's letters, words, signs and sentences, and the short forms and titles of each language.

On the ground floor: facts and attributions read a text cut at the same places.
"""
