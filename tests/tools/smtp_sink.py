"""A mail server for tests: writes every message that it takes to a directory, and its port to standard output.

A file appears under its final name when it is complete. The arguments are the directory, a port (0: any), and addresses to refuse.
The server ends when standard input is closed. Each line of standard input is a command, and is answered with "ok" as soon as it
holds: "later" puts every message off (451), "now" ends that; "refuse ADDRESS" refuses a recipient (550), "accept" ends that for all.
"""

import asyncio
import os
import sys

from aiosmtpd.smtp import SMTP


class Sink:
    """Keeps the envelope in front of the message."""

    def __init__(self, directory, refused):
        self.directory = directory
        # A sink that was killed and started again goes on where it was.
        self.count = sum(name.endswith(".eml") for name in os.listdir(directory))
        self.later = False
        self.refused = frozenset(refused)

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(rcpt_options)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.later:
            return "451 later"
        self.count += 1
        draft = os.path.join(self.directory, f"{self.count:06}.part")
        with open(draft, "wb") as file:
            file.write(f"X-Rcpt-To: {','.join(envelope.rcpt_tos)}\r\n".encode())
            file.write(envelope.content)
        os.rename(draft, draft.removesuffix(".part") + ".eml")
        return "250 taken"

    def obey(self):
        """Does what standard input says until it is closed."""
        for line in iter(sys.stdin.readline, ""):
            command, _, address = line.strip().partition(" ")
            if command in ("later", "now"):
                self.later = command == "later"
            elif command == "refuse":
                self.refused = self.refused | {address}
            elif command == "accept":
                self.refused = frozenset()
            else:
                raise ValueError(line)
            print("ok", flush=True)


async def main():
    loop = asyncio.get_running_loop()
    directory, port, *refused = sys.argv[1:]
    sink = Sink(directory, refused)
    server = await loop.create_server(lambda: SMTP(sink, hostname="sink"), "127.0.0.1", int(port))
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sink.obey)
    server.close()


asyncio.run(main())
