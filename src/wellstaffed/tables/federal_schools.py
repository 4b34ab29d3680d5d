"""Schools and districts of a release, their offenses and expenditures."""

from __future__ import annotations

import dataframely as dy

from wellstaffed.tables.federal_codes import CRDC_ID, LEAID, reason_column


class FederalSchools(dy.Schema):
    """``core_crdc__schools``: every school of a wave, its grades and kind."""

    school_id_crdc = dy.String(primary_key=True, regex=CRDC_ID, metadata={"meaning": "LEAID and SCHID, 12 digits"})
    school_name = dy.String(nullable=False, metadata={"meaning": "name in that wave"})
    leaid = dy.String(nullable=False, regex=LEAID, metadata={"meaning": "district, 7 digits"})
    district = dy.String(nullable=False, metadata={"meaning": "name of the district in that wave"})
    state = dy.String(nullable=False, regex=r"^[A-Z]{2}$", metadata={"meaning": "postal letters"})
    school_year = dy.Int32(primary_key=True, metadata={"meaning": "year in which it ends"})
    grades = dy.String(nullable=False, metadata={"meaning": "grades offered: ps, kg, g01 to g12, ug; empty: not known"})
    is_justice_facility = dy.Bool(nullable=True, metadata={"meaning": "a juvenile justice facility"})
    is_special_education = dy.Bool(nullable=True, metadata={"meaning": "a special education school"})
    is_magnet = dy.Bool(nullable=True, metadata={"meaning": "a magnet school"})
    is_charter = dy.Bool(nullable=True, metadata={"meaning": "a charter school"})
    is_alternative = dy.Bool(nullable=True, metadata={"meaning": "an alternative school"})
    source = dy.String(nullable=False, metadata={"meaning": "release in the store"})
    source_file = dy.String(nullable=False, metadata={"meaning": "file inside the release"})
    source_row = dy.UInt32(nullable=False, metadata={"meaning": "row of that file, the header being row 1"})


class FederalDistricts(dy.Schema):
    """``core_crdc__districts``: every district of a wave and the students it counts in its schools."""

    leaid = dy.String(primary_key=True, regex=LEAID, metadata={"meaning": "district, 7 digits"})
    district = dy.String(nullable=False, metadata={"meaning": "name in that wave"})
    state = dy.String(nullable=False, regex=r"^[A-Z]{2}$", metadata={"meaning": "postal letters"})
    school_year = dy.Int32(primary_key=True, metadata={"meaning": "year in which it ends"})
    students = dy.Int32(nullable=True, min=0, metadata={"unit": "persons", "meaning": "enrolled in the district"})
    students_missing = reason_column("students")
    students_code = dy.Int16(nullable=True, metadata={"meaning": "reserve code of the source"})
    schools = dy.Int32(nullable=True, min=0, metadata={"unit": "schools", "meaning": "public schools of the district"})
    schools_missing = reason_column("schools")
    schools_code = dy.Int16(nullable=True, metadata={"meaning": "reserve code of the source"})
    source = dy.String(nullable=False, metadata={"meaning": "release in the store"})
    source_file = dy.String(nullable=False, metadata={"meaning": "file inside the release"})
    source_row = dy.UInt32(nullable=False, metadata={"meaning": "row of that file, the header being row 1"})


class Offenses(dy.Schema):
    """``core_crdc__offenses``: documented incidents by kind; two kinds are asked as yes or no."""

    school_id_crdc = dy.String(primary_key=True, regex=CRDC_ID, metadata={"meaning": "LEAID and SCHID, 12 digits"})
    school_year = dy.Int32(primary_key=True, metadata={"meaning": "year in which it ends"})
    offense = dy.String(primary_key=True, metadata={"meaning": "kind of incident"})
    incidents = dy.Int32(nullable=True, min=0, metadata={"unit": "incidents"})
    incidents_missing = reason_column("incidents")
    incidents_code = dy.Int16(nullable=True, metadata={"meaning": "reserve code of the source"})
    has_occurred = dy.Bool(nullable=True, metadata={"meaning": "yes or no, where the wave asks no number"})
    source = dy.String(nullable=False, metadata={"meaning": "release in the store"})
    source_file = dy.String(nullable=False, metadata={"meaning": "file inside the release"})
    source_row = dy.UInt32(nullable=False, metadata={"meaning": "row of that file, the header being row 1"})
    source_column = dy.String(nullable=False, metadata={"meaning": "header of the column"})


class Expenditures(dy.Schema):
    """``core_crdc__expenditures``: what a school spent, and the FTE paid from it, by kind and funds."""

    school_id_crdc = dy.String(primary_key=True, regex=CRDC_ID, metadata={"meaning": "LEAID and SCHID, 12 digits"})
    school_year = dy.Int32(primary_key=True, metadata={"meaning": "year in which it ends"})
    item = dy.String(primary_key=True, metadata={"meaning": "whose salaries or FTE, or non-personnel expenditures"})
    funds = dy.String(primary_key=True, metadata={"meaning": "state_and_local, or all_funds with federal ones"})
    amount = dy.Float64(nullable=True, metadata={"unit": "dollars a year; FTE where the item ends in fte"})
    amount_missing = reason_column("amount")
    amount_code = dy.Int16(nullable=True, metadata={"meaning": "reserve code of the source"})
    source = dy.String(nullable=False, metadata={"meaning": "release in the store"})
    source_file = dy.String(nullable=False, metadata={"meaning": "file inside the release"})
    source_row = dy.UInt32(nullable=False, metadata={"meaning": "row of that file, the header being row 1"})
    source_column = dy.String(nullable=False, metadata={"meaning": "header of the column"})
