"""
The Civil Rights Data Collection as published, wave by wave.

``crdc_release(path)`` recognises a release and checks its headers; ``release.opened()`` gives its columns as typed raw
tables, from which ``tables.federal_*`` build the tidy ones.
"""

from wellstaffed.sources.crdc.read_release import READER_VERSION, CrdcRelease, OpenRelease, RawTable, crdc_release

__all__ = ["READER_VERSION", "CrdcRelease", "OpenRelease", "RawTable", "crdc_release"]
