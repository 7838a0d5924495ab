### Behind the link of a mail that asks how people are.
said-check-in-looking = Thank you. Open your request to look for what comes next.
