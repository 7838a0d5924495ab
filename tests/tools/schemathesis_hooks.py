"""What schemathesis does around each request of ours, for what no schema can say."""

import json
import os

import schemathesis
from schemathesis import GenerationMode

TALLY = os.environ["PUNTE_TALLY"]
# By operation: a mark of the next page that the server gave.
CURSORS = json.loads(os.environ["PUNTE_CURSORS"])

# Of a run that must change nothing.
SPOILT_ONLY = "PUNTE_SPOILT_ONLY" in os.environ


def name(case):
    return case.operation.definition.raw["operationId"]


def right(body):
    """A body that the schema allows, with what the schema cannot say put right."""
    if isinstance(body, list):
        return [right(item) for item in body]
    if isinstance(body, float) and body.is_integer():
        # JSON Schema calls 2.0 an integer. Readers of integers in most languages, ours too, do not.
        return int(body)
    if not isinstance(body, dict):
        return body
    body = {key: right(value) for key, value in body.items()}
    first, last = body.get("from"), body.get("to")
    # A period is one only if it does not run backwards; and nobody is away for a thousand years.
    if isinstance(first, str) and not "1970" <= first < str(last) < "9998":
        body.update({"from": "2027-03-10", "to": "2027-03-12"})
    return body


@schemathesis.hook
def map_case(context, case):
    """Right data are put right; what is spoilt on purpose stays as it is."""
    if case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE:
        if isinstance(case.body, (dict, list)):
            case.body = right(case.body)
        query = case.query or {}
        for mark in {"cursor", "after"} & query.keys():
            # Opaque: only one that the server gave is one.
            query[mark] = CURSORS[name(case)]
        if name(case) == "listExpiring":
            # Opaque as well, of two lists that have one page each here.
            query.pop("offers", None)
            query.pop("providers", None)
        if ("lat" in query) != ("lon" in query):
            # Half a point is none.
            query.pop("lat", None)
            query.pop("lon", None)
    return case


def is_spoilt(case):
    """Whether a case is wrong in something that the server reads. A header that nobody knows spoils nothing."""
    wrong = {location.value for location, part in case.meta.components.items() if part.mode == GenerationMode.NEGATIVE}
    if not wrong:
        # What cannot be spoilt is sent as it is.
        return False
    return wrong != {"header"} or case.meta.phase.data.parameter in ("If-Match", "Idempotency-Key")


@schemathesis.hook
def filter_case(context, case):
    return not SPOILT_ONLY or case.meta is None or is_spoilt(case)


@schemathesis.hook
def after_call(context, case, response):
    """One line for each answer: the test counts which operations were carried out."""
    with open(TALLY, "a", encoding="utf-8") as tally:
        tally.write(f"{name(case)} {response.status_code}\n")
