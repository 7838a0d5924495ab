"""A mail server for tests: writes every message that it takes to a directory, and its port to standard output.

A file appears under its final name when it is complete. The server ends when standard input is closed.
"""

import asyncio
import os
import sys

from aiosmtpd.smtp import SMTP


class Sink:
    """Keeps the envelope in front of the message."""

    def __init__(self, directory):
        self.directory = directory
        self.count = 0

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        draft = os.path.join(self.directory, f"{self.count:04}.part")
        with open(draft, "wb") as file:
            file.write(f"X-Rcpt-To: {','.join(envelope.rcpt_tos)}\r\n".encode())
            file.write(envelope.content)
        os.rename(draft, draft.removesuffix(".part") + ".eml")
        return "250 taken"


async def main():
    loop = asyncio.get_running_loop()
    sink = Sink(sys.argv[1])
    server = await loop.create_server(lambda: SMTP(sink, hostname="sink"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main())
