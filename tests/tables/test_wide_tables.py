"""What the store holds wide is, made tidy, what the readers build; flags and totals are the same either way."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.sources.crdc import made_releases
from wellstaffed.sources.crdc import crdc_release
from wellstaffed.tables.federal_release import SCHEMAS, built_tables
from wellstaffed.tables.federal_totals import build_school_totals, build_staffed_districts
from wellstaffed.tables.releases import recognised_release
from wellstaffed.tables.store import Store
