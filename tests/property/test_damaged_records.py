"""A damaged agreement or record is refused in words or read; it never ends in a traceback. Time runs one way."""

import contextlib
import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wellstaffed.core.errors import AgreementError, RecordError, UsageError
from wellstaffed.record.agreement import load_agreement
from wellstaffed.record.agreement_clock import agreement_clock
from wellstaffed.record.peers import peers
from wellstaffed.record.public_record import SHIPPED, TABLES, load_record, record_of, shipped_peers

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
AGREEMENTS = sorted(EXAMPLES.glob("agreements/*.yaml"))
assert len(AGREEMENTS) > 2, f"{EXAMPLES} has no example agreements to damage"
TEXTS = [
    path.read_text(encoding="utf-8") for path in [*sorted(EXAMPLES.glob("madison-2020/agreement-*.yaml")), *AGREEMENTS]
]
DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
BITS = st.sampled_from(
    ["", "-", "2020-02-30", "0001-01-01", "9999-12-31", "null", "[", "{}", "x: y", "\t", "\x00", "é", "1e9"]
)


@st.composite
def damaged(draw, texts):
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 3))):
        lines = text.split("\n")
        index = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["drop", "twice", "value", "cut"]))
        if kind == "drop":
            del lines[index]
        elif kind == "twice":
            lines.insert(index, lines[index])
        elif kind == "value":
            lines[index] = lines[index].split(":")[0] + ": " + draw(BITS)
        else:
            at = draw(st.integers(0, len(lines[index])))
            lines[index] = lines[index][:at] + draw(BITS) + lines[index][at:]
        text = "\n".join(lines)
    return text


@given(damaged(TEXTS), DAYS)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_agreement_is_read_or_refused_and_its_clock_never_breaks(text, day):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "agreement.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            agreement = load_agreement(path)
        except AgreementError:
            return
    agreement_clock(agreement, day).as_json()


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_beyond_all_agreements_is_refused(day):
    for path in AGREEMENTS:
        with pytest.raises(UsageError, match="counts from 1900"):
            agreement_clock(load_agreement(path), day)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2199, 12, 31)])
def test_the_first_and_the_last_day_are_counted(day):
    for path in AGREEMENTS:
        assert agreement_clock(load_agreement(path), day).options


@given(st.sampled_from(sorted(TABLES)), st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_table_is_read_or_refused(name, data):
    text = data.draw(damaged([(SHIPPED / "5508520" / f"{name}.csv").read_text(encoding="utf-8")]))
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(SHIPPED / "5508520", Path(folder) / "r")
        (Path(folder) / "r" / f"{name}.csv").write_text(text, encoding="utf-8")
        with contextlib.suppress(RecordError):
            assert load_record(Path(folder) / "r").district.leaid == "5508520"


@given(DAYS, DAYS)
@settings(max_examples=100)
def test_what_was_known_on_a_day_is_known_ever_after(one, two):
    earlier, later = sorted((one, two))
    before, after = record_of("Madison").known_on(earlier), record_of("Madison").known_on(later)
    for name in ("positions", "votes", "proposals", "conditions", "meetings", "facts", "offices"):
        rows = getattr(after, name)
        assert all(row in rows for row in getattr(before, name))
        assert all(row.date.last <= earlier for row in getattr(before, name) if hasattr(row, "date"))
    known = {peer.district.leaid: peer for peer in peers(*shipped_peers(), later)}
    for peer in peers(*shipped_peers(), earlier):
        assert set(map(str, peer.events)) <= set(map(str, known[peer.district.leaid].events))
