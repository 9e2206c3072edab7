"""Every question that a command, a page or an API asks, answered from the store as frozen nouns.

A question is a function that takes the store (and the register, model or settings it truly needs);
a noun is what a program is given: times are text as in the exports, "" where one is not known. How
that looks to a person (columns, colours, HTML) is for whoever asked.
"""
