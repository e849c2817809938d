"""Free ports for the servers of these tests."""

import socket


def free_port():
    """A port on which no server listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
