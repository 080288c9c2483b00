"""What keeps the program from starting or serving."""

from __future__ import annotations

from pathlib import Path

from corpus.errors.root import OnRecordError


class SettingsInvalid(OnRecordError):
    """A setting that is unknown or malformed."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"settings: {problem}")


class BindRefused(OnRecordError):
    """Serving an archive beyond this machine, to anyone, was not asked for in so many words."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(
            f"refusing to serve on {host} without keys: anyone who reaches it could read the archive; "
            "serve on 127.0.0.1, or pass --insecure if that is what you want"
        )


class AddressTaken(OnRecordError):
    """The address to serve on is in use, or is none of this machine's."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        self.host = host
        self.port = port
        self.reason = reason
        super().__init__(f"cannot serve on {host} port {port}: {reason}; give another --port or --host")


class PublishersUnreadable(OnRecordError):
    """A table of publishers cannot be read or is not one."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"the table of publishers {path} cannot be used: {reason}; "
            "write it as corpus/publishers.csv of the package is written"
        )
