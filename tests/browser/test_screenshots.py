"""The pictures that `make screenshots` takes: every width, and a printed sheet of US Letter."""

from __future__ import annotations

import shutil
import struct

import pytest
from tools.page_addresses import PageAddress
from tools.screenshots import WIDTHS, take


def size(file):
    return struct.unpack(">II", file.read_bytes()[16:24])


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed")
def test_a_page_is_taken_at_every_width_and_on_paper(browser, served, tmp_path):
    one = PageAddress("conditions", "/record?part=conditions&as_of=2020-06-08", "/record")
    files = take(browser, served.address, one, tmp_path)
    widths = {file.name: size(file)[0] for file in files if "print" not in file.name}
    assert widths == {f"conditions-{width}.png": width for width in WIDTHS}
    sheet = size(tmp_path / "conditions-print.png")
    assert sheet == (680, 880)  # 8.5 x 11 inches at 80 dots
