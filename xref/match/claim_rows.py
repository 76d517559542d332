"""The row of names behind a claim word: whom it is about, and who is only mentioned.

Owns one walk through the words behind a verb or preposition. It knows at each word whether it is
within a modifier (behind a preposition, in a relative clause) or in the row itself. Invariant: a
name within a modifier, one that owns what is meant, and one that speaks are not in the row. Refuses
to look at what stands before the claim word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xref.match import claim_sides as sides
from xref.match.claim_named import Named
from xref.match.claim_wording import Wording

_TOKEN = re.compile(
    r"(?P<code>[NALX])(?P<number>\d+)|(?P<owns>'s?(?=\s|$))|(?P<word>\w[\w'-]*)|(?P<mark>[^\w\s])"
)
#: In a relative clause these end nothing: `a firm it described as a front, N`.
_TOLD = frozenset(("said", "says", "as"))
#: Behind a state and a comma these go on with a row.
_GOES_ON = frozenset(("and", "or", "including", "such", "as", "among"))
_ABBREVIATED = 4  # letters of `capt.`, behind whose point a sentence goes on
_AND = frozenset(("and", "or", "plus", "&"))


class Row:
    """A walk from one place of a marked sentence to another.

    Attributes:
        found: Numbers of the names of the row, in order.
        reach: Where the last of them ends.

    Args:
        text: The marked sentence.
        names: Its names.
        wording: Words of the rules.
        start: Where to begin.
        limit: Where to stop at the latest.
        single: Whether the first name is enough.
        modified: Whether an adjective stands before the row, so that it may speak.
    """

    def __init__(
        self,
        text: str,
        names: Sequence[Named],
        wording: Wording,
        start: int,
        limit: int,
        *,
        single: bool,
        modified: bool = False,
    ) -> None:
        self._text, self._names, self._wording, self._limit = text, names, wording, limit
        self._single = single
        self._no_target = wording.people if modified else wording.no_target
        self._tokens = list(_TOKEN.finditer(text, start, limit))
        self._words = [token.group() for token in self._tokens]
        self._index = 0
        #: Behind a preposition; in a relative clause; the modifier has a name.
        self._oblique = self._relative = self._inner = False
        #: A comma or "and" goes on with the row; a colon has begun a list.
        self._joined = self._listed = False
        #: Behind `executives from`: a body that stands beside that is not meant.
        self._of_people = False
        self.found: list[int] = []
        self.reach = start
        while self._index < len(self._tokens):
            token = self._tokens[self._index]
            if token["code"]:
                stops = self._code(token)
            elif token["mark"]:
                stops = self._mark(token)
            else:
                stops = token["word"] is not None and self._word(token, token["word"])
            if stops:
                break
            self._index += 1

    def _beside(self, step: int) -> str:
        """The word some steps on; empty where there is none."""
        index = self._index + step
        return self._words[index] if 0 <= index < len(self._words) else ""

    def _code(self, token: re.Match[str]) -> bool:
        """A body or a name; True where the row ends."""
        if token["code"] != "N":
            # `sanctioned N, and A condemned`
            # ..., or `sanctions on N, A's on N`
            acts = sides.ACTS.match(self._text, token.end()) or sides.OWN_ON.match(
                self._text, token.end()
            )
            return bool(self.found) and self._joined and acts is not None
        number = int(token["number"])
        modifier = self._oblique or self._relative
        owner = self._beside(1).startswith("'") and (
            self.found or self._beside(2) not in self._wording.belongings
        )
        post = self._wording.post_of.match(self._text, token.end())
        if post is not None and self._names[int(post.group(1))].kind != "person":
            post = None
        unit = self._wording.unit_of.match(self._text, token.end())
        if modifier or owner or post is not None or unit is not None:
            self._inner = modifier or bool(owner)
            return False
        if self._no_target.match(self._text, token.end()) or self._is_counted(token):
            return False
        if self._beside(-1) in ("a", "an"):
            return False  # `designated a Presidential Delegation`
        if self.found and not self._joined:
            return True
        if self._of_people and not self.found and self._names[number].kind != "person":
            return False  # `sanctioned executives from the bank, N`
        self.found.append(number)
        self.reach = token.end()
        self._joined = self._inner = False
        return self._single

    def _is_counted(self, token: re.Match[str]) -> bool:
        """`another four Houthis`: some of them."""
        start = token.start()
        return self._names[int(token["number"])].text.endswith("s") and bool(
            sides.COUNTED.search(self._text, max(0, start - 12), start)
        )

    def _mark(self, token: re.Match[str]) -> bool:
        """A comma, bracket or point; True where the row ends."""
        mark, before = token["mark"], self._beside(-1)
        if mark == "(":
            while self._index + 1 < len(self._words) and self._words[self._index] != ")":
                self._index += 1
        elif mark == ",":
            after = self._beside(1)
            if before[:1] == "X" and not (self.found or self._oblique) and after not in _GOES_ON:
                return True  # `sanctions on X, N met`
            self._oblique, self._joined = False, True
            self._relative = (
                self._relative
                and bool(self.found)
                and after not in ("and", "as", "or")
                and sides.NUMBERS.fullmatch(after) is None
            )
        elif mark == ";":
            self._oblique, self._joined, self._inner = False, True, False
            return not self._listed
        elif mark in "—–":
            return bool(self.found) and not self._joined
        elif mark == ":":
            if sides.COLON.match(self._text, token.start()) is None:
                return True
            if self.found and not self._joined:
                return True
            self._listed, self._oblique, self._relative = True, False, False
        return mark == "." and (len(before) > _ABBREVIATED or before.isdigit())

    def _word(self, token: re.Match[str], word: str) -> bool:
        """A word in small letters; True where the row ends."""
        if word in _AND:
            self._and()
        elif (adds := sides.ADDS.match(self._text, token.start())) is not None:
            self._joined, self._oblique = True, False
            self._relative = self._relative and self._beside(-1) != ","
            self._skip(adds.end())
        elif self._relative and not self.found and word in _TOLD:
            pass  # `two firms that it said sold parts: N and N`
        elif sides.STOP.match(self._text, token.start()):
            if word == "for" and self.found:
                self._and_for(token.end())
            return True
        elif word in sides.RELATIVES:
            self._relative = True
        elif not self._relative and (said := sides.IT_SAID.match(self._text, token.start())):
            return self._it_said(said.end())
        elif word in sides.PREPOSITIONS:
            return self._preposition(token, word)
        elif word in sides.FINITE:
            return not self._relative
        elif self.found and not self._relative:
            return self._participle(token, word)
        return False

    def _it_said(self, end: int) -> bool:
        """`39 firms it said helped`: a relative clause without its pronoun."""
        self._relative = True
        self._skip(end)
        return bool(self.found)

    def _skip(self, end: int) -> None:
        """On to the last word before a place: `as well as` is one."""
        while self._index + 1 < len(self._tokens) and self._tokens[self._index + 1].end() <= end:
            self._index += 1

    def _preposition(self, token: re.Match[str], word: str) -> bool:
        """A modifier begins, unless what is owned or led stands for who does."""
        if word in ("on", "against", "upon"):
            self._oblique = False
            return False
        if word == "to" and self.found and self._beside(-1) != "and":
            return True  # but `apply to N and to N`
        before = self._beside(-1)
        if word in ("from", "at", "of") and not self.found:
            self._of_people = self._of_people or before in self._wording.personnel
        goes_on = word == "of" and before in (*self._wording.belongings, "and", ",")
        goes_on = goes_on or (word == "to" and before == "and" and bool(self.found))
        led = word == "by" and self._wording.led.search(self._text, 0, token.start())
        self._oblique, self._inner = not (goes_on or led), False
        return False

    def _and(self) -> None:
        """The row goes on, unless the modifier does: `head of N1 and N2`."""
        self._joined = self._joined or not self._oblique or not self._inner
        if not self._inner or self._beside(-1) == ",":
            self._oblique = False
            self._relative = self._relative and self._beside(-1) != ","
        if self._beside(1) in ("its", "his", "her", "their") and not self._inner:
            self._relative = False

    def _participle(self, token: re.Match[str], word: str) -> bool:
        """`N, accused of`, `N, citing`: a modifier. `N helped`: another clause, so True."""
        if not word.endswith(("ed", "ing")) or "-" in word:
            return False
        if sides.NOUN_NEXT.match(self._text, token.end()):
            return False  # `N, hacking group N`
        if self._beside(-1) == "," or self._oblique:
            self._oblique = True
            return False
        return word not in self._wording.modifiers and self._beside(-1)[0] == "N"

    def _and_for(self, start: int) -> None:
        """`sanctioned N for one thing and N for another`."""
        while (row := sides.AND_FOR.search(self._text, start, self._limit)) is not None:
            self.found.append(int(row.group(1)))
            self.reach = start = row.end()
