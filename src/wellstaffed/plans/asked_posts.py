"""Which posts a plan is asked to place: the gaps of a standard, or the figures of a claim; by school and role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from wellstaffed.core.roles import SUPPORT_ROLES, Role
from wellstaffed.gaps.claim_document import Claim
from wellstaffed.gaps.gap_row import GapRow


@dataclass(frozen=True)
class AskedPosts:
    """
    Posts of one role at one school.

    ``need`` and ``have`` are FTE. Where staff in post is not known, ``have`` is 0 and ``is_known`` False: the posts are then
    the most that can be missing (rule G5). ``source`` leads to the figures (rule V1).
    """

    school_id: str
    school: str
    role: Role
    need: Fraction
    have: Fraction
    is_known: bool
    source: str


@dataclass(frozen=True)
class Asked:
    """All posts asked for, and in words what could not be asked for and why (rule M2)."""

    posts: tuple[AskedPosts, ...]
    left_out: tuple[str, ...]
    words: str

    @property
    def unknown(self) -> int:
        """How many school-role pairs have an unknown number in post."""
        return sum(not one.is_known for one in self.posts)


def posts_of_gap(rows: Sequence[GapRow], words: str) -> Asked:
    """Return the posts that the gaps of schools under a standard ask for; pools, pooled roles and unknown needs are named."""
    posts, left_out = [], []
    for row in sorted(rows, key=lambda one: one.order):
        if row.is_pool:
            left_out.append(f"{row.school}: staff of the district as a whole, at no school")
        elif len(row.roles) != 1 or row.roles[0] not in SUPPORT_ROLES:
            left_out.append(
                f"{row.school}, {row.role_name}: any of these roles meets the need, so no one post can be named"
            )
        elif row.need is None:
            left_out.append(f"{row.school}, {row.roles[0].plural}: need unknown ({row.need_missing})")
        else:
            posts.append(
                AskedPosts(row.school_id, row.school, row.roles[0], row.need, row.fte or Fraction(0), row.fte is not None, row.source)
            )  # fmt: skip
    return Asked(tuple(posts), tuple(dict.fromkeys(left_out)), words)


def posts_of_claim(claim: Claim, school_ids: Mapping[str, str], words: str) -> Asked:
    """
    Return the posts that a published claim asks for.

    The claim says what is to be added, so nothing counts as in post and a share of need is a share of the request.
    """
    posts = [
        AskedPosts(
            school_ids.get(one.school, one.school),
            one.school,
            one.role,
            one.additional,
            Fraction(0),
            True,
            claim.source.href,
        )
        for one in claim.figures
        if one.additional
    ]
    return Asked(tuple(posts), (), words)
