"""Every mention of an actor in its place: names, last names, "the union", "its president", he, she, they, the statement."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wellstaffed.record.article_mention_words import (
    AHEAD,
    AND_THAT,
    ANEW,
    DAY,
    DOCUMENT,
    GENERIC,
    IT_THEN,
    KINDS,
    NAMED_LIKE,
    NO_PLACE,
    OBJECT_OF,
    PEOPLES,
    POSTS,
    PRONOUN,
    ROLE,
    SPEAKS_FOR,
    SPOKEN_NAMES,
    TO,
    UNION_NAME,
    WHICH_SAYS,
)
from wellstaffed.record.article_people import Actor
from wellstaffed.record.article_sentences import Sentence, Span
from wellstaffed.record.article_words import ROLE_WORD, body_kind


@dataclass(frozen=True)
class Mention:
    """
    One mention: characters of the whole text, who is meant, and whether it is a possessive ("the union's").

    ``is_it`` marks the word "it", which is seldom a body that speaks or wants something.
    """

    start: int
    end: int
    actor: Actor
    form: str
    owns: bool = False
    is_it: bool = False

    def covers(self, word: Span) -> bool:
        """Return whether a word lies in the mention."""
        return self.start <= word.start and word.end <= self.end


class Cast:
    """
    The actors of an article and, sentence by sentence, who is meant by what.

    Parameters
    ----------
    sentences, people, bodies
        As read from the article.
    own_place : str
        Where the article plays; "the board" is never the board of another place.
    """

    def __init__(self, sentences: list[Sentence], people: list[Actor], bodies: list[Actor], own_place: str) -> None:
        self.people, self.bodies, self.groups = people, bodies, list[Actor]()
        self._own_place = own_place
        self._latest: dict[str, Actor] = {}
        self._person: Actor | None = None
        self._body: Actor | None = None
        self._owner: Actor | None = None
        authors = [one for one in people if one.role == "reporter"]
        self._author = authors[0] if len(authors) == 1 else None
        self._names = self._name_pattern()
        self._of_name = self._actors_by_name()
        for person in people:
            person.body = self._whole_body(person)
        self.mentions = [self._mentions_of(sentence) for sentence in sentences]
        self.reporters = self._reporters(sentences)

    def speaker_of_label(self, label: str) -> Actor | None:
        """Return whose words stand after a label such as ``PRATT:``."""
        last = label.split()[-1].casefold()
        return next((one for one in self.people if one.last_name.casefold() == last), None)

    def _reporters(self, sentences: list[Sentence]) -> set[str]:
        """Return who tells a transcript: speakers without a role whose lines name two other people or more."""
        named: dict[str, set[str]] = {}
        for sentence, mentions in zip(sentences, self.mentions, strict=True):
            teller = self.speaker_of_label(sentence.label) if sentence.label else None
            if teller is not None and not teller.role:
                others = {one.actor.name for one in mentions if one.form == "name" and one.actor.kind == "person"}
                named.setdefault(teller.name, set()).update(others - {teller.name})
        return {name for name, others in named.items() if len(others) > 1}

    def body_like(self, kind: str) -> Actor | None:
        """Return the body of a kind that was named last, else the first of that kind in the article."""
        if kind in NAMED_LIKE:
            named = [one for one in self.bodies if kind in one.name.casefold()]
            latest = self._body if self._body in named else None
            return latest or (named[0] if named else self._latest.get("union") or self._latest.get("group"))
        mine = [one for one in self.bodies if one.body_type == kind and not self._is_foreign(one)]
        return self._latest.get(kind) or (mine[0] if mine else None)

    def _is_foreign(self, body: Actor) -> bool:
        lead = body.name.split()[0]
        elsewhere = body.body_type in {"board", "council", "district", "police"} and lead not in {
            "School",
            "Board",
            "City",
        }
        return bool(self._own_place) and elsewhere and self._own_place.split()[0] not in body.name and lead[0].isupper()

    def _actors_by_name(self) -> dict[str, Actor]:
        by_name: dict[str, Actor] = {}
        for person in self.people:
            by_name[person.name] = person
            by_name.setdefault(person.last_name, person)
        for body in self.bodies:
            for name in (body.name, *body.others):
                by_name.setdefault(name, body)
        return by_name

    def _name_pattern(self) -> re.Pattern[str]:
        names = {name for one in self.people for name in (one.name, one.last_name)}
        names |= {name for one in self.bodies for name in (one.name, *one.others)}
        ordered = sorted(names, key=lambda name: (-len(name), name))
        return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, ordered)) or '(?!)'})(?P<own>[’']s?)?(?![\w-])")

    def _whole_body(self, person: Actor) -> str:
        """Return a person's body by its full name where the title only says "union" or "board"."""
        words = f"{person.body} {person.role}".lower()
        if len(person.body.split()) > 1 and (person.body in self._of_name or UNION_NAME.search(person.body)):
            return person.body  # "Rochester police union": never the teachers'
        for noun in ("police union", "union", "federation", "association", "society", "school board", "city council", "board",
                     "council", "trustee", "district", "police", "sheriff", "superintendent"):  # fmt: skip
            if not re.search(rf"\b{noun}", words):
                continue
            kind = {"trustee": "board", "sheriff": "police", "superintendent": "district"}.get(
                noun, KINDS.get(noun, noun)
            )
            body = self.body_like(kind)
            if body is not None or noun == "police union":
                return body.name if body else noun  # never that of the teachers
        return person.body  # "the group": settled where the person is first named

    def _mentions_of(self, sentence: Sentence) -> list[Mention]:
        words, offset = sentence.outside_quotes(), sentence.start
        found: list[tuple[int, int, str, re.Match[str]]] = []
        patterns = (
            ("name", self._names),
            ("document", DOCUMENT),
            ("role", ROLE),
            ("people", PEOPLES),
            ("noun", GENERIC),
            ("pronoun", PRONOUN),
        )
        for form, pattern in patterns:
            for match in pattern.finditer(words):
                if not any(low < match.end() and match.start() < high for low, high, _, _ in found):
                    found.append((match.start(), match.end(), form, match))
        mentions: list[Mention] = []
        ahead = AHEAD.match(words)
        for low, high, form, match in sorted(found, key=lambda one: one[0]):
            is_ahead = form == "pronoun" and ahead is not None and high == ahead.end("word")
            actor = self._named_after(found, high) if is_ahead else self._meant(form, match, words, mentions)
            if actor is None:
                continue
            owns = bool(match.groupdict().get("own"))
            is_author = form == "pronoun" and match["word"] == "I"
            is_it = form == "pronoun" and match["word"].lower().startswith("it")
            mentions.append(Mention(offset + low, offset + high, actor, "author" if is_author else form, owns, is_it))
            if is_author:
                continue
            is_object = (
                OBJECT_OF.search(words[:low]) is not None
                and not SPEAKS_FOR.search(words[:low])
                and (bool(mentions[:-1]) or TO.search(words[:low]) is not None)
            )
            leads = owns and form == "name" and not mentions[:-1] and low < 45 and not is_object
            self._remember(actor, form, (owns and not leads) or is_object)
        self._remember_owner(words, mentions, offset)
        self._remember_subject(sentence, mentions)
        return mentions

    def _meant(self, form: str, match: re.Match[str], words: str, before: list[Mention]) -> Actor | None:
        if form == "name":
            return self._of_name[match[1]]
        if form == "role":
            return self._of_role(match["role"].lower())
        if form == "people":
            return self._group(match, words)
        if form == "document":
            return self._document_owner(match, before)
        return self._of_pronoun(match, words, before) if form == "pronoun" else self._generic(match, words)

    def _of_pronoun(self, match: re.Match[str], words: str, before: list[Mention]) -> Actor | None:
        word, lead = match["word"].lower()[:2], words[: match.start()]
        if word == "i":
            return self._author if match["word"] == "I" else None
        if word not in {"it", "th"}:
            return self._subject_again(match, words, before) or self._person
        last = before[-1] if before else None
        if last and last.actor.kind == "body" and not last.owns and (IT_THEN.search(lead) or WHICH_SAYS.search(lead)):
            return last.actor
        if before and before[0].actor.kind == "body" and AND_THAT.search(lead):
            return before[0].actor
        owner = next((one for one in reversed(before) if one.actor.kind != "person"), None)
        return owner.actor if owner and owner.owns else self._body

    def _named_after(self, found: list[tuple[int, int, str, re.Match[str]]], place: int) -> Actor | None:
        """Return the person whom "While he admitted that, Bell said" means: the one named first after it."""
        names = sorted((low, match[1]) for low, _, form, match in found if form == "name" and low > place)
        people = [self._of_name[name] for _, name in names]
        return next((one for one in people if one.kind == "person"), self._person)

    def _subject_again(self, match: re.Match[str], words: str, before: list[Mention]) -> Actor | None:
        """Return who begins a sentence whose second half begins anew with "he": "Biddle said Lee found it, and he urged"."""
        lead = before[0] if before else None
        if lead is None or lead.actor.kind != "person" or lead.owns:
            return None
        return lead.actor if ANEW.search(words[: match.start()]) else None

    def _of_role(self, role: str) -> Actor | None:
        """Return the one person of a role; of several, whoever spoke last, and nobody if that is somebody else."""
        holders = [one for one in self.people if re.search(rf"(?<!vice )(?<!assistant )\b{role}\b", one.role)]
        if self._person in holders:
            return self._person
        return holders[0] if len(holders) == 1 else None

    def _group(self, match: re.Match[str], words: str) -> Actor | None:
        noun = match["noun"].lower()
        if noun in {"counselors", "nurses"} and POSTS.search(words[: match.end()]):
            return None  # "30 counselors": posts that are asked for
        if (
            re.sub(r"^of\s+", "", match["words"].lower()) == noun
            and match.start()
            and not words[: match.start()].rstrip().endswith((",", "."))
            and not re.search(r"[’']s\s+$|\b(?:its|their|these)\s+$", words[: match.start()])
        ):
            return None
        if re.search(
            r"\b(?:represents?|representing|serves?|employs?|enrolls?|with|has|have|teaches)\s+(?:[\w’']+[’']s\s+)?$",
            words[: match.start()],
            re.I,
        ):
            return None  # "drop students" or "for teachers": not somebody who speaks
        where = re.match(
            r"\s+(?:in|at|of)\s+(?:nearby\s+)?([A-Z]\w+)(?!\w*\s+(?:High|Middle|Elementary|East|West|North|South|School))",
            words[match.end() :],
        )
        if where and self._own_place and where[1] not in self._own_place and not DAY.match(where[1]):
            return None  # "teachers in Larkspur" are not the teachers here
        actor = next((one for one in self.groups if one.name == noun), None)
        if actor is None:
            actor = Actor(noun, "group")
            self.groups.append(actor)
        return actor

    def _document_owner(self, match: re.Match[str], before: list[Mention]) -> Actor | None:
        lead = match["lead"].lower()
        if lead in {"his", "her"}:
            return self._person
        if lead in {"its", "their"}:
            return self._body
        if lead in {"a", "an"}:
            return None
        if match["noun"].lower() in {"resolution", "petition"}:
            return self._owner  # what a resolution would do is seldom what the body named last wants
        return self._owner or self._body

    def _generic(self, match: re.Match[str], words: str) -> Actor | None:
        noun = match["noun"].lower()
        follows = words[match.end() : match.end() + 25]
        if not match["own"] and re.match(r"\s+(?:[Pp]resident|[Mm]ember|[Cc]hair|[Vv]ice|[Ss]pokes|[Cc]hief)", follows):
            return None  # the first half of a title
        if self._is_elsewhere(words[: match.start()]):
            return None
        if noun == "members":
            return self._membership(match, words)
        if not match["lead"] and noun not in {"trustees", "school board", "city council", "school district"}:
            return None
        if self._body and self._body.kind == "body" and re.search(rf"\b{noun}\b", self._body.name, re.I):
            return self._body  # "the council" is the Parent-Teacher Council that was named last
        kind = KINDS.get(noun) or (
            "police union"
            if re.match("police|officers|deputies", noun)
            else "union"
            if "association" in noun
            else "student council"
        )
        body = self.body_like(kind)
        if body is None and kind == "group":
            return self._body
        if body is None:
            kinds = {"department": "police"}
            body = Actor(SPOKEN_NAMES.get(noun, noun), "body", body_type=kinds.get(noun, body_kind(noun)))
            self.bodies.append(body)
        return body

    def _is_elsewhere(self, before: str) -> bool:
        """Return whether "the board" follows the name of another place ("In Ware County the board")."""
        where = re.search(r"\b[Ii]n\s+(?:nearby\s+)?([A-Z]\w+)(?:\s+[A-Z]\w+)*,?\s*$", before)
        if where is None or not self._own_place or DAY.match(where[1]):
            return False
        return where[1] not in self._own_place

    def _membership(self, match: re.Match[str], words: str) -> Actor | None:
        """Return the union or group whose members are meant: "its members", "he says members voted"."""
        lead = (match["lead"] or "").lower()
        if lead not in {"its", "their"} and not (
            lead == "" and re.search(r"\b(?:says?|said|that)\s+$", words[: match.start()], re.I)
        ):
            return None
        body = self._body if self._body and self._body.body_type in {"union", "police union", "group"} else None
        return body or self._latest.get("union")

    def _remember(self, actor: Actor, form: str, owns: bool) -> None:
        if actor.kind == "person":
            if actor.body.islower():
                actor.body = self._body_of_title(actor.body)
            self._person = self._person if owns and self._person else actor
        elif form != "pronoun" and not self._is_foreign(actor):
            self._body = self._body if owns else actor
            if actor.kind == "body" and form == "name":
                self._latest[actor.body_type] = actor

    def _body_of_title(self, noun: str) -> str:
        """Return the body that "the group's president" is of: the group named last; of a board or union any of that kind."""
        kind = KINDS.get(noun)
        if kind is None or kind in {"group", *NAMED_LIKE}:
            return self._body.name if self._body and self._body.body_type not in {"board", "council", "city"} else ""
        body = self.body_like(kind)
        return body.name if body else SPOKEN_NAMES.get(noun, noun)

    def _remember_subject(self, sentence: Sentence, mentions: list[Mention]) -> None:
        """Let "she" in the next sentence be the person this one is about, who stands first in it, not the last one named."""
        people = [one for one in mentions if one.actor.kind == "person"]
        leads = [one for one in people if not one.owns and one.form != "pronoun"]
        if not leads or sentence.label:
            return
        subject = sentence.main_subject()
        if subject is not None:
            about = next((one for one in people if one.covers(subject)), None)
        else:
            lead = re.search(r"[\w’']+", sentence.words[: leads[0].start - sentence.start])
            about = (
                leads[0]
                if lead is None or ROLE_WORD.search(sentence.words[: leads[0].start - sentence.start])
                else None
            )
        self._person = about.actor if about else self._person

    def _remember_owner(self, words: str, mentions: list[Mention], offset: int) -> None:
        """Keep who issued a statement: the actor before "announced ... in a statement", "In a letter, principals"."""
        document = re.search(r"\b(?:statement|release|letter|memo|e-?mail|petition)\b", words, re.I)
        others = [
            one for one in mentions if one.form != "document" and not TO.search(words[: one.start - offset])
        ]  # a letter to the board is not the board's
        if document is None or not others:
            return
        before = [one for one in others if one.start - offset < document.start() and not one.owns]
        bodies = [one for one in (before or others) if one.actor.kind != "person"]
        self._owner = (bodies or before or others)[0].actor


def own_place(sentences: list[Sentence], bodies: list[Actor]) -> str:
    """Return the place an article plays in: its dateline, else the first word that most of its bodies share."""
    for sentence in sentences:
        line = re.match(
            r"([A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,30})(?:,\s+[A-Z][\w.]+\.?(?:\s[A-Z][\w.]+)?)?(?:\s+\([^)]{1,30}\))?\s+(?:—|–|--?)\s",
            sentence.words,
        )
        if line:
            return line[1].strip().title()
    text = " ".join(sentence.words for sentence in sentences)
    score: dict[str, int] = {}
    for body in bodies:
        lead = re.match(
            r"((?:[A-Z][\w-]+\s)+?)(?:School|Police|Public|Teachers|Education|Board|City|County|Unified|Federation|Association|"
            r"Educators|Classroom|teachers|school|police|city)\b",
            body.name,
        )
        if lead and not ROLE_WORD.fullmatch(lead[1].strip()) and not NO_PLACE.fullmatch(lead[1].strip()):
            score[lead[1].strip()] = score.get(lead[1].strip(), 0) + len(
                re.findall(rf"\b{re.escape(lead[1].strip())}\b", text)
            )
    return max(score, key=lambda place: (score[place], -text.find(place))) if score else ""
