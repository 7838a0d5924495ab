### Without a connection.
offline-title = No connection
offline-safe = What you sent before is safe. What you were writing is still on the page before: go back, and send it again when there is a signal.
offline-guides = Guides that this phone has kept
offline-again = With a connection again, load the page anew. Or call.
