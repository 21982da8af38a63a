"""A network cable that can be pulled: forwards a loopback port to another, until it is cut."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QAbstractSocket, QHostAddress, QTcpServer, QTcpSocket

from devices.build import refuse_if_packaged

_HOST = QHostAddress(QHostAddress.SpecialAddress.LocalHost)


class Cable(QObject):
    """Listens on ``port`` and passes every byte on to ``to_port`` and back."""

    def __init__(self, to_port: int, port: int = 0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        refuse_if_packaged("a cable that can be cut")
        self._to = to_port
        self._cut = False
        self._server = QTcpServer(self)
        self._server.newConnection.connect(self._connected)
        if not self._server.listen(_HOST, port):
            raise OSError(self._server.errorString())
        self._pairs: list[tuple[QTcpSocket, QTcpSocket]] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.serverPort()

    @property
    def cut(self) -> bool:
        """Whether it is pulled."""
        return self._cut

    def pull(self) -> None:
        """Cut it: every connection ends at once, and new ones are dropped."""
        self._cut = True
        for near, far in self._pairs:
            near.abort()
            far.abort()
        self._pairs.clear()

    def plug(self) -> None:
        """Put it back."""
        self._cut = False

    def _connected(self) -> None:
        while (near := self._server.nextPendingConnection()) is not None:
            if self._cut:
                near.abort()
                continue
            far = QTcpSocket(self)
            self._pairs.append((near, far))
            _join(near, far)
            _join(far, near)
            far.connectToHost(_HOST, self._to)


def _join(one: QTcpSocket, other: QTcpSocket) -> None:
    """Whatever comes out of ``one`` goes into ``other``; when one ends, so does the other."""

    def pass_on() -> None:
        if other.state() == QAbstractSocket.SocketState.ConnectedState:
            other.write(one.readAll())

    one.readyRead.connect(pass_on)
    # What came before the other side was connected is passed on then.
    other.connected.connect(pass_on)
    one.disconnected.connect(other.disconnectFromHost)
    one.errorOccurred.connect(lambda _error: other.disconnectFromHost())
