"""A release is fetched whole or not at all, from a real server that breaks off, moves on or lies."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from wellstaffed.core.errors import FetchError, NotFoundError
from wellstaffed.sources.fetch_release import Address, address_of, addresses, fetch_release

CONTENT = bytes(range(256)) * 8_000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Server(ThreadingHTTPServer):
    """Serves one file; `stops_after` bytes it breaks off, once."""

    content, etag, stops_after, knows_ranges = CONTENT, '"one"', None, True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []

    @property
    def address(self):
        return Address("made", f"http://127.0.0.1:{self.server_address[1]}/made release.zip", None, "")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        server = self.server
        server.asked.append((self.headers.get("Range"), self.headers.get("If-Range")))
        if self.path != "/made%20release.zip":
            self.send_error(404, "Not here")
            return
        start = 0
        if server.knows_ranges and self.headers.get("Range") and self.headers.get("If-Range") == server.etag:
            start = int(self.headers["Range"].removeprefix("bytes=").rstrip("-"))
            if start >= len(server.content):
                self.send_error(416)
                return
        body = server.content[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", server.etag)
        self.end_headers()
        stops, server.stops_after = server.stops_after, None
        self.wfile.write(body if stops is None else body[:stops])

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with Server() as one:
        thread = threading.Thread(target=one.serve_forever)
        thread.start()
        yield one
        one.shutdown()
        thread.join()


def test_a_file_is_fetched_with_its_checksum_and_progress(server, tmp_path):
    told = []
    fetched = fetch_release(server.address, tmp_path, sha256=SHA256.upper(), progress=lambda *at: told.append(at))
    assert fetched.path.read_bytes() == CONTENT
    assert fetched.path.name == "made release.zip"
    assert (fetched.sha256, fetched.resumed_at) == (SHA256, 0)
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert [one.name for one in tmp_path.iterdir()] == ["made release.zip"]


def test_what_broke_off_is_continued_where_it_stopped(server, tmp_path):
    server.stops_after = 700_000
    with pytest.raises(FetchError, match="Try again to go on"):
        fetch_release(server.address, tmp_path)
    assert not (tmp_path / "made release.zip").exists()
    fetched = fetch_release(server.address, tmp_path, sha256=SHA256)
    assert fetched.resumed_at == 700_000
    assert server.asked[-1] == ("bytes=700000-", '"one"')
    assert fetched.path.read_bytes() == CONTENT


def test_a_file_that_changed_meanwhile_is_fetched_anew(server, tmp_path):
    server.stops_after = 700_000
    with pytest.raises(FetchError):
        fetch_release(server.address, tmp_path)
    server.content, server.etag = CONTENT[::-1], '"two"'
    fetched = fetch_release(server.address, tmp_path)
    assert fetched.resumed_at == 0
    assert fetched.path.read_bytes() == CONTENT[::-1]


def test_a_server_without_ranges_sends_the_whole_again(server, tmp_path):
    server.knows_ranges = False
    server.stops_after = 700_000
    with pytest.raises(FetchError):
        fetch_release(server.address, tmp_path)
    assert fetch_release(server.address, tmp_path).path.read_bytes() == CONTENT


def test_a_wrong_checksum_leaves_nothing(server, tmp_path):
    with pytest.raises(FetchError, match=r"checksum [0-9a-f]{64} instead of 00"):
        fetch_release(server.address, tmp_path, sha256="00")
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_has_no_such_file_is_quoted(server, tmp_path):
    absent = Address("made", server.address.href.replace("made", "other"), None, "")
    with pytest.raises(FetchError, match="answered 404 Not here"):
        fetch_release(absent, tmp_path)


def test_nobody_at_home_is_said_plainly(tmp_path):
    with pytest.raises(FetchError, match="could not be fetched"):
        fetch_release(Address("made", "http://127.0.0.1:9/a.zip", None, ""), tmp_path)


def test_a_part_as_long_as_the_file_is_not_trusted(server, tmp_path):
    server.stops_after = 700_000
    with pytest.raises(FetchError):
        fetch_release(server.address, tmp_path)
    (tmp_path / "made release.zip.part").write_bytes(b"x" * len(CONTENT))
    assert fetch_release(server.address, tmp_path).path.read_bytes() == CONTENT


def test_addresses_are_official_and_states_have_their_own():
    hosts = {one.href.split("/")[2] for one in addresses()}
    assert hosts == {"civilrightsdata.ed.gov", "eddataexpress.ed.gov"}
    assert address_of("CRDC_2020-21_vt").href.endswith("/CRDC_2020-21_VT.xlsx")
    assert address_of("crdc-2021-22").size == 832_409_504
    with pytest.raises(NotFoundError, match="crdc-2015-16"):
        address_of("crdc-1066")
