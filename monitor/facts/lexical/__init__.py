"""The words that the five questions share: cut text, phrases, numbers, the words of a language.

No facts here, and nothing that only one question needs.
"""
