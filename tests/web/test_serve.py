"""How the server is started: which socket it listens at, and what it refuses."""

import socket

import pytest
import uvicorn

from wellstaffed.apps.web.server import WORKERS, serve
from wellstaffed.core.errors import UsageError


@pytest.fixture
def started(monkeypatch, tmp_path):
    """Start a server that stops before it runs; return its sockets and what it said."""
    held = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda self, sockets: held.extend(sockets))

    def start(**more):
        said = []
        settings = {"workspace": tmp_path, "host": "127.0.0.1", "port": 0, "read_only": False, "names": ()}
        serve(**(settings | more), ready=said.append)
        return held, said

    yield start
    for one in held:
        one.close()


def test_answers_are_not_held_back_until_the_browser_acknowledges(started):
    """Of a socket that is not named as TCP asyncio leaves Nagle's algorithm on: 40 ms for each answer."""
    (listening,), _ = started()
    assert listening.proto == socket.IPPROTO_TCP


def test_it_listens_at_this_machine_and_says_where(started):
    (listening,), said = started()
    assert listening.getsockname()[0] == "127.0.0.1"
    assert said == [f"http://127.0.0.1:{listening.getsockname()[1]}/"]


def test_nobody_is_turned_away_once_the_address_is_said(started):
    (listening,), _ = started()
    with socket.create_connection(listening.getsockname(), timeout=5):
        pass


def test_a_workspace_with_plans_is_not_shown_to_other_machines(started):
    with pytest.raises(UsageError, match=r"--host 0\.0\.0\.0 would show your plans to other machines"):
        started(host="0.0.0.0")


def test_a_port_in_use_is_said_with_what_to_do(started):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            UsageError, match=rf"Port {port} of 127\.0\.0\.1 cannot be used: .* Choose another with --port"
        ):
            started(port=port)


def test_few_answers_are_made_at_a_time(client):
    assert client.portal.call(_threads) == WORKERS


async def _threads():
    from anyio import to_thread

    return to_thread.current_default_thread_limiter().total_tokens
