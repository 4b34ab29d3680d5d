"""What a hostile client sends, byte for byte: never a failure of the program, never a file from outside the workspace."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import unquote

import pytest

from wellstaffed.apps.web.pages import PAGES
from wellstaffed.apps.web.server import application
from wellstaffed.apps.web.site import Settings

OUTSIDE = "kept-outside-the-workspace"
MEGABYTE = 2**20


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site over a workspace beside which lie files that no request may reach."""
    home = tmp_path_factory.mktemp("home")
    workspace = home / "workspace"
    workspace.mkdir()
    for folder in (home, home / "other"):
        folder.mkdir(exist_ok=True)
        for name in ("plan.yaml", "district.csv", "memo.html", "secret.txt", "roster.csv"):
            (folder / name).write_text(f"name: {OUTSIDE}\n", encoding="utf-8")
    return application(Settings(workspace))


def sent(app, path, query=b"", method="GET", headers=(), body=b""):
    """Return status and content of a request that is handed over as a server would, without any check of a client."""
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": unquote(path.decode("latin-1")), "raw_path": path, "query_string": query, "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), *headers], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    messages, asked = [], iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive():
        return next(asked, {"type": "http.disconnect"})

    async def send(message):
        messages.append(message)

    asyncio.run(app(scope, receive, send))
    content = b"".join(one.get("body", b"") for one in messages if one["type"] == "http.response.body")
    return messages[0]["status"], content


def refused_or_answered(app, *arguments, **more):
    status, content = sent(app, *arguments, **more)
    assert status < 500
    assert OUTSIDE.encode() not in content
    assert b"root:" not in content
    return status


def example(page):
    """Return the address of a page for parts that exist."""
    return re.sub(r"{(\w+)(:\w+)?}", lambda part: page.parts[part[1]].example, page.path)


PATHS = [
    b"//etc/passwd",
    b"/../../../../etc/passwd",
    b"/%2e%2e/%2e%2e/etc/passwd",
    b"/static/..%2f..%2fsite.py",
    b"/static/%2e%2e/%2e%2e/page.py",
    b"/static//etc/passwd",
    b"/static/..%5c..%5csite.py",
    b"/static/own.css%00.png",
    b"/static/" + b"a" * MEGABYTE,
    b"/districts/..%2f..%2fsecret.txt",
    b"/districts/4110040%00",
    b"/districts/%ff%fe%fd",
    b"/districts/4110040/../../secret.txt",
    b"/districts/" + b"9" * MEGABYTE,
    b"/districts/4110040.json.json",
    b"/districts/4110040.exe",
    b"/districts/%0d%0aset-cookie:%20a=b",
    "/districts/４１１００４０".encode(),
    b"/schools/000000000000%2f..",
    b"/standards/..%2f..%2f..%2fpyproject.toml",
    b"/standards/../../core/errors",
    b"/standards/%2fetc/passwd",
    b"/plans/..%2fother",
    b"/plans/../other",
    b"/plans/%2e%2e",
    b"/plans/..",
    b"/plans/.",
    b"/plans/..%5cother",
    b"/plans/%00",
    b"/plans/a%0db",
    b"/plans/" + b"x" * 5_000,
    b"/plans/other/../../secret.txt",
    b"/memos/..%2fother",
    b"/memos/..%2f..%2fsecret.txt",
    b"/memos/%2e%2e%2fother.json",
    b"/record/../secret.txt",
    b"/evidence/%2e%2e/secret.txt",
    b"/data/..%2fsecret.txt",
    b"/openapi.json/..",
    b"/.wellstaffed/form-token",
    b"/%",
    b"/%zz",
    b"/\xff\xfe",
    b"",
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: repr(path[:40]))
def test_no_path_leads_outside_or_makes_the_program_fail(site, path):
    assert refused_or_answered(site, path) in (200, 303, 307, 400, 404, 405, 422)
    for method in ("HEAD", "POST"):
        refused_or_answered(site, path, method=method)


QUERIES = [
    b"%s=%%00",
    b"%s=%%ff%%fe%%fd",
    b"%s=\xff\xfe",
    b"%s=..%%2f..%%2fsecret.txt",
    b"%s=/etc/passwd",
    b"%s=%%2e%%2e%%5c%%2e%%2e%%5csecret.txt",
    b"%s=a&%s=b&%s=c",
    b"%s=%%0d%%0aset-cookie:%%20a=b",
    b"%s=<script>alert(1)</script>",
    b"%s='%%20OR%%201=1--",
    b"%s={{7*7}}",
    b"%s=%%F0%%9F%%92%%A9%%E2%%80%%AE",
    b"%s=%%ed%%a0%%80",
    b"%s=-1",
    b"%s=1e999",
    b"%s=NaN",
    b"%s=9999-99",
    b"%s=0001-01-01",
    b"%s=9999-12-31",
    b"%s=" + b"9" * 5_000,
    b"%s=" + b"A" * MEGABYTE,
    b"%s[]=1&%s[a]=2",
    b"%s",
    b"=%s",
    b"&&&=&%s==&;",
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_no_value_of_any_control_makes_the_program_fail(site, page):
    stem = "/index" if page.path == "/" else example(page)
    names = [*page.controls.model_fields, "unknown", "__class__"]
    for name in names:
        for query in QUERIES:
            filled = query.replace(b"%s", name.encode()).replace(b"%%", b"%")
            status, content = sent(site, f"{stem}.json".encode() if "json" in page.kinds else stem.encode(), filled)
            assert status < 500, (name, query[:60])
            assert OUTSIDE.encode() not in content
    html, content = sent(site, example(page).encode(), f"{names[0]}=<script>alert(1)</script>".encode())
    assert html < 500
    assert b"<script>alert(1)" not in content


HEADERS = [
    (b"content-length", b"\xb2"),
    (b"content-length", b"-5"),
    (b"content-length", b"9" * 5_000),
    (b"content-length", b""),
    (b"origin", b"http://["),
    (b"origin", b"\xff\xfe"),
    (b"sec-fetch-site", b"\x00"),
    (b"content-type", b"multipart/form-data"),
    (b"content-type", b"multipart/form-data; boundary="),
    (b"content-type", b"multipart/form-data; boundary=\xff"),
    (b"content-type", b"application/x-www-form-urlencoded; charset=nonsense"),
    (b"content-type", b"application/json"),
    (b"x-wellstaffed-csrf", b"\xff" * 100),
    (b"if-none-match", b"*" * 60_000),
    (b"accept-encoding", b"gzip;q=0, \xff"),
    (b"hx-request", b"true\x00"),
    (b"cookie", b"=" * 4_000),
    (b"range", b"bytes=-99999999999999999999"),
    (b"x-forwarded-host", b"evil.example"),
    (b"transfer-encoding", b"chunked, chunked"),
]


@pytest.mark.parametrize("header", HEADERS, ids=lambda header: repr(header)[:60])
def test_no_header_makes_the_program_fail(site, header):
    for method, path, body in (
        ("GET", b"/", b""), ("GET", b"/districts/4110040.csv", b""), ("POST", b"/plans", b"csrf=\xff&a=%ff%00"),
        ("POST", b"/plans", b"--\r\n\r\n--"),
    ):  # fmt: skip
        refused_or_answered(site, path, method=method, headers=[header], body=body)


@pytest.mark.parametrize("host", [b"", b"[::1", b"127.0.0.1:99999:1", b"\xff", b"127.0.0.1@evil.example", b"[[[", b":"])
def test_a_malformed_host_is_refused(site, host):
    scope_host = [(b"host", host)]
    messages = []

    async def receive():
        return {"type": "http.disconnect"}

    async def send(message):
        messages.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http", "path": "/",
        "raw_path": b"/", "query_string": b"", "root_path": "", "headers": scope_host, "client": None, "server": None,
    }  # fmt: skip
    asyncio.run(site(scope, receive, send))
    assert messages[0]["status"] in (200, 421)
    if host != b"127.0.0.1:99999:1":
        assert messages[0]["status"] == 421


@pytest.mark.parametrize(
    "method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "A" * 999]
)
@pytest.mark.parametrize("path", [b"/", b"/districts/4110040", b"/plans", b"/static/own.css", b"/record.json"])
def test_no_other_method_is_taken(site, method, path):
    assert refused_or_answered(site, path, method=method) in (403, 404, 405)


def test_a_duplicate_of_a_control_is_named(site):
    status, content = sent(site, b"/districts/4110040.json", b"step=1&step=0.5")
    assert status == 400
    assert b"step" in content
