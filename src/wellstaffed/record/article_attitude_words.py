"""How reports word wanting and not wanting: the patterns that `article_stance` reads with, made of the lists of phrases."""

from __future__ import annotations

import re

from wellstaffed.record.article_phrases import any_of, phrases

POLICE, HELP, DEAL = any_of("police"), any_of("help"), any_of("deal")
POLICE_WORD = re.compile(rf"\b{POLICE}\b", re.I)
# In the order in which they are tried at a place: what says all by itself first, then judgements, then verbs with an object.
ATTITUDE = re.compile(
    r"(?:(?<![\w-])|(?=[’']d\b))"
    rf"(?:(?P<won>{any_of('won')}\b)|(?P<lost>{any_of('lost')}\b)|(?P<con>{phrases('stands_against')})|(?P<pro>{phrases('stands_for')})|"
    rf"(?P<spent>{phrases('better_spent')})|(?P<bad>{phrases('bad')})|(?P<good>{phrases('good')})|"
    rf"(?P<no>{phrases('oppose')})|(?P<yes>{phrases('support')}))(?:(?<=\s)|(?![\w-]))",
    re.I,
)
REACTION = re.compile(rf"(?:{phrases('praise')}|{phrases('blame')})$", re.I)
REACTED_TO = re.compile(
    r"^\W*(?:(?:in|with|at|by|for|about|that|the|its|their|this|of|over|all|both|five|four|three)\s+){0,3}"
    rf"{any_of('reacted_to')}\b|^\W*$",
    re.I,
)
# "the program's loudest defender": what is defended or attacked stands before.
CHAMPION = re.compile(
    rf"(?:{DEAL}|officers|police|deputies|idea|plan|proposal)[’']s?\s+(?:\w+\s+){{0,3}}?"
    r"(?:(?P<yes>defender|supporter|backer|champion|advocate|proponent|ally)|(?P<no>critic|opponent|skeptic|foe))s?\b",
    re.I,
)
