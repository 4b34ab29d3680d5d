"""The shipped peer that a district of an article is."""

import pytest

from wellstaffed.apps.article_plan import _peer_leaid
from wellstaffed.record.article_candidates import DistrictFound
from wellstaffed.record.public_record import shipped_peers


@pytest.mark.parametrize(
    ("name", "peer"),
    [
        ("Montgomery County", "Montgomery County"),
        ("Montgomery County Public Schools", "Montgomery County"),
        ("Oakland Unified School District", "Oakland"),
        ("San Jose Unified", "San Jose Unified"),
        ("Springfield Public Schools", None),
    ],
)
def test_a_peer_is_known_by_its_name_or_by_its_place(name, peer):
    found = DistrictFound(name=name, did="ended", sentence="x", start=0, end=1)
    leaids = {one.name: one.leaid for one in shipped_peers()[0]}
    assert _peer_leaid(found) == (leaids[peer] if peer else "")
