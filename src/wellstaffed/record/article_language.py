"""Whether a text reads as English: its small words against those of other languages that are spoken around schools."""

from __future__ import annotations

import re

FEWEST_WORDS = 25
"""A text of fewer words gets the benefit of the doubt."""

# Words so common in English, and so rare elsewhere, that their share tells the language.
_ENGLISH = frozenset(
    "the of and to that was for said with is it on as at by from be have has had he she they his their this which who will "  # noqa: SIM905
    "would not are were been an but its his her more than there when what you we i".split()
)
# Words of the field that are no other language's, for briefs of names and votes; a name's capital letter is no sign of English.
_OF_THE_FIELD = frozenset(
    "board school schools voted vote votes members member officers officer teachers students parents council trustees keep keeps "  # noqa: SIM905
    "kept stay out through against yes counselors nurses district deputies meeting hire hired ended".split()
)
_OTHERS = tuple(
    frozenset(words.split())
    for words in (
        "el la los las de del que y en un una por con para su se no es al lo como más pero fue son ha este esta",  # Spanish
        "der die das und den dem des ein eine einer im mit von zu nicht auf für ist sich auch es war wurde hat als nach",
        "le la les de des du un une et en que qui dans pour pas sur est ce il elle au aux avec par sont plus ont été",
        "o a os as de do da dos das que e em um uma por com para não se no na nos nas ao mais foi são ele ela seu sua",
        "và của là có cho các được không trong người với một đã những này để từ về khi cũng ông bà tại sẽ trường học cảnh sát",
        "waa iyo ka ku oo ee in uu ay ayaa la soo si waxaa inay laga loo kale ah aan u lagu waxay isaga iyaga ama",  # Somali
        "yog thiab cov rau tau kom lawv ib lub tus nws peb hauv txoj los tsis nyob kev tsev kawm ntawv uas ntawm hais tias",
        "il la lo gli le di del della dei che e in un una per con non è si da sono ha al alla nel come più ma i",  # Italian
        "de het een van en in dat die niet te zijn op voor met er maar om hem dan zou wat mijn dit hebben werd",  # Dutch
        "och att det som en på är av för med den til og ikke jeg har de om et var sig men",  # Scandinavian
        "nie na się że do jest z w i to jak ale za od po co przez dla są był",  # Polish
        "ang ng sa mga na at ay si ni para hindi ito kung may nang niya siya",  # Tagalog
        "ki nan yo pou ak se li pa te nou sou ap yon la gen lekòl",  # Haitian Creole
    )
)  # fmt: skip
_PLAIN, _SPARSE = 0.18, 0.08


def is_english(text: str) -> bool:
    """
    Return whether a text reads as English.

    A brief full of names has few small words, so that only words in small letters are counted against, and a lower share
    is enough where the words of no other language come near it.
    """
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) < FEWEST_WORDS:
        return True
    small = [word for word in words if word.islower()]
    counted = len(small) if 3 * len(small) >= len(words) else len(words)
    lower = [word.lower() for word in words]
    english = sum(word in _ENGLISH for word in lower)
    other = max(sum(word in language for word in lower) for language in _OTHERS)
    if english >= _PLAIN * counted:
        return english >= other
    english += sum(word in _OF_THE_FIELD for word in small)
    foreign = sum(not word.isascii() for word in small) / counted
    return english >= max(2, _SPARSE * counted, 2 * other) and foreign < 0.1
