"""``core_crdc__flags``: what the published rules of plausibility found."""

from __future__ import annotations

import dataframely as dy

from wellstaffed.tables.federal_codes import CRDC_ID


class Flags(dy.Schema):
    """``core_crdc__flags``: what a plausibility rule found; `detail` names the role or group, `found` the figures."""

    school_id_crdc = dy.String(primary_key=True, regex=CRDC_ID, metadata={"meaning": "LEAID and SCHID, 12 digits"})
    school_year = dy.Int32(primary_key=True, metadata={"meaning": "year in which it ends"})
    about = dy.String(primary_key=True, metadata={"meaning": "table of the flagged figure"})
    rule = dy.String(primary_key=True, metadata={"meaning": "id of the rule; see plausibility_rules.csv"})
    detail = dy.String(primary_key=True, metadata={"meaning": "role, or outcome and group"})
    found = dy.String(nullable=False, metadata={"meaning": "the figures that break the rule"})
    source = dy.String(nullable=False, metadata={"meaning": "release in the store"})
